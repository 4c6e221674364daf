"""The one way an endorsement is changed after it was granted, and the way back."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.locks import lock_decided
from endorsement_plugin.endorsements.queries import has_renewal_in_hand, later_move
from endorsement_plugin.endorsements.rules import (
    CHANGEABLE,
    DECIDE_FIRST,
    following,
    plain,
    restored,
    values_of,
)
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.models import Endorsement, EndorsementEvent, FormerName
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.record.moves import move, passed
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.registry.actions.grant import endorsement_held
from endorsement_plugin.rules.history import in_words
from endorsement_plugin.rules.states import ENDED, EndorsementState
from endorsement_plugin.signals import endorsement_changed

HELD_AGAIN = "{name} holds {code} anew by now. Of one credential nobody holds two."
NOTHING_TO_UNDO = "“{action}” changed nothing that could be put back."
IS_WAY_BACK = "This took another move back already. Make that move again instead."
UNDONE = "This was taken back already."
MOVED_ON = "“{later}” came after it and changed the same. Take that back first."
GRANT_UNDONE = "grant_undone"
GRANT_AGAIN = (
    "What was granted by mistake is not put back. Decide about the application anew or, if there was none, "
    "make it active again."
)
CHANGED_SINCE = "What it changed has been changed again since, so it cannot be taken back."


def apply_move(
    endorsement: Endorsement,
    action: str,
    *,
    by: Visitor | None,
    role: str,
    changes: Mapping[str, object],
    why: str = "",
    effective_on: date | None = None,
    source: str = "",
    day: date | None = None,
) -> EndorsementEvent:
    """Change these fields of a locked endorsement, and write down how they stood. Part of an action.

    The action has checked who may. A state that the table of moves does not allow from the present one is
    refused (WrongState), and so is a move that changes nothing: of two at once the second finds it made.
    What says why and until when somebody is inactive goes with that state, and `state_since` is the day of
    the move (`effective_on`, else `day`, else today) unless `changes` have another. `why` are the words that
    the history shows.
    """
    if not CHANGEABLE.issuperset(changes):
        raise ValueError(f"Not for a move to change: {sorted(set(changes) - CHANGEABLE)}")
    to = following(endorsement, changes, effective_on or day or today(endorsement.association))
    before = values_of(endorsement, to)
    differing = {name: value for name, value in to.items() if plain(value) != before[name]}
    if not differing:
        raise passed(endorsement)
    if "state" in differing:
        move(endorsement, EndorsementState(str(to["state"])))
    return _write(
        endorsement,
        action,
        differing,
        before={name: before[name] for name in differing},
        by=by,
        role=role,
        detail=why,
        effective_on=effective_on,
        source=source,
    )


@transaction.atomic
def undo_move(*, event: int, by: Visitor, why: str) -> EndorsementEvent:
    """Put back what one move changed: a coordinator's, the holder's or the clock's. Letters stay as sent.

    The way back is an event of its own, and is not taken back itself. Raises NotAllowed for whoever does not
    coordinate it and for one's own; WrongState if the move was taken back already, changed nothing, or a
    later one changed the same, which is then named; Incomplete without a reason.
    """
    there = EndorsementEvent.objects.filter(pk=event).first()
    if there is None:
        raise NotAllowed("There is no such move.")
    return take_back(
        lock_decided(by, there.endorsement_id), there, by=by, role="coordinator", why=given_reason(why)
    )


def take_back(
    endorsement: Endorsement, event: EndorsementEvent, *, by: Visitor, role: str, why: str = ""
) -> EndorsementEvent:
    """The same with the endorsement locked. Part of an action, which has checked who may."""
    _check_undoable(event)
    later = later_move(event)
    if later is not None:
        raise WrongState(MOVED_ON.format(later=in_words(later.action)))
    if values_of(endorsement, event.after) != event.after:
        raise WrongState(CHANGED_SINCE)
    if "credential_id" in event.before and has_renewal_in_hand(endorsement):
        raise WrongState(DECIDE_FIRST)
    if "name" in event.before:
        FormerName.objects.filter(endorsement=endorsement, name=event.before["name"]).delete()
    return _write(
        endorsement,
        "move_undone",
        restored(event.before),
        before=event.after,
        by=by,
        role=role,
        detail=why,
        undoes=event,
    )


def _check_undoable(event: EndorsementEvent) -> None:
    if event.undoes_id is not None:
        raise WrongState(IS_WAY_BACK)
    if EndorsementEvent.objects.filter(undoes=event).exists():
        raise WrongState(UNDONE)
    if event.action == GRANT_UNDONE:
        raise WrongState(GRANT_AGAIN)
    if not event.before:
        raise WrongState(NOTHING_TO_UNDO.format(action=in_words(event.action)))


def _write(
    endorsement: Endorsement,
    action: str,
    changes: Mapping[str, object],
    *,
    before: Mapping[str, object],
    by: Visitor | None,
    role: str,
    detail: str,
    effective_on: date | None = None,
    source: str = "",
    undoes: EndorsementEvent | None = None,
) -> EndorsementEvent:
    """The row and its event."""
    for name, value in changes.items():
        setattr(endorsement, name, value)
    if before.get("state") in ENDED or "credential_id" in changes:
        _save_unless_held_again(endorsement, changes)
    else:
        endorsement.save(update_fields=[*changes])
    event = record_endorsement_event(
        endorsement,
        action,
        by=by,
        role=role,
        detail=detail,
        effective_on=effective_on,
        source=source,
        before=before,
        after=values_of(endorsement, changes),
        undoes=undoes,
    )
    endorsement_changed.send(sender=Endorsement, endorsement=endorsement)
    return event


def _save_unless_held_again(endorsement: Endorsement, changes: Mapping[str, object]) -> None:
    """Raises WrongState where the holder has been granted the same credential anew, be it just now."""
    try:
        with transaction.atomic():
            endorsement.save(update_fields=[*changes])
    except IntegrityError as error:
        if endorsement_held(endorsement.person, endorsement.credential) is None:
            raise
        words = HELD_AGAIN.format(name=endorsement.name, code=endorsement.credential.code)
        raise WrongState(words) from error
