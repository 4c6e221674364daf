from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.letters import as_moved, letter_about
from endorsement_plugin.endorsements.locks import lock_decided_with
from endorsement_plugin.endorsements.moves import ALSO, Move
from endorsement_plugin.endorsements.queries import open_request, others_of, places_in_registry, standing_of
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Endorsement, EndorsementEvent, EndorsementRequest, FormerName
from endorsement_plugin.permissions import Visitor

from .apply_move import apply_move
from .charging import charge_way_back
from .reopen_application import lock_application_of, reopen_application


@transaction.atomic
def make_move(
    *, endorsement: int, by: Visitor, move: Move, data: Mapping[str, Any], day: date | None = None
) -> EndorsementEvent:
    """A coordinator makes one of the moves, with what its form asks for; its letter leaves.

    It is made on `day`, a day of the association: today where none is given. What the holder had
    asked for by it is granted; a way back is charged if it was not when they asked. What is ticked of the
    person's other endorsements (`also`) is moved alike, each with an event, a letter and a way back of its
    own: all of them, or none. Raises NotAllowed for another association's and for
    one's own, WrongState where the state or the policy do not allow it, Incomplete for what was filled in.
    """
    application = lock_application_of(endorsement, by) if move.reopens else None
    rows = lock_decided_with(by, endorsement, move.ticked(data))
    event, planned = _make(rows[endorsement], by, move, data, day)
    alone = {name: data[name] for name in data if name != ALSO}
    for also in planned.also:
        _make(rows[also], by, move, alone, day)
    if application is not None:
        reopen_application(application, rows[endorsement], by=by, why=planned.why)
    return event


def _make(
    row: Endorsement, by: Visitor, move: Move, data: Mapping[str, Any], on: date | None
) -> tuple[EndorsementEvent, Planned]:
    day = on or today(row.association)
    standing = standing_of(row, day)
    planned = move.plan(row, standing, data)
    if planned.keeps_former_name:
        _keep_name(row, day)
    event = apply_move(
        row,
        move.action,
        by=by,
        role="coordinator",
        changes=planned.changes,
        why=planned.why,
        effective_on=planned.effective_on,
        source=planned.source,
        day=day,
    )
    letter = letter_about(move.letter, row, planned, day)
    if letter is not None:
        post_to_holder(row, letter, event_key=f"{move.letter}:{event.pk}")
    if move.answers == EndorsementRequest.Kind.BACK:
        charge_way_back(row, standing, by=by, role="coordinator")
    if move.answers:
        _grant_request(row, move.answers, by)
    return event, planned


def _keep_name(endorsement: Endorsement, day: date) -> None:
    FormerName.objects.create(
        endorsement=endorsement,
        name=endorsement.name,
        family_name=endorsement.family_name,
        until=day,
    )


def _grant_request(endorsement: Endorsement, kind: str, by: Visitor) -> None:
    request = open_request(endorsement, kind)
    if request is not None:
        request.outcome, request.settled_at = EndorsementRequest.Outcome.GRANTED, timezone.now()
        request.settled_by_id = by.pk
        request.save(update_fields=["outcome", "settled_at", "settled_by"])


@dataclass(frozen=True)
class Preview:
    """What a move would do: its words for the history, its letter, and what the registry says of the name."""

    planned: Planned
    letter: Letter | None
    before: str
    after: str
    also: tuple[Endorsement, ...] = ()
    """The others with which the same would be done."""


def preview(*, endorsement: Endorsement, move: Move, data: Mapping[str, Any]) -> Preview:
    """The same as `make_move` would do now, with nothing done. Raises WrongState, Incomplete."""
    day = today(endorsement.association)
    planned = move.plan(endorsement, standing_of(endorsement, day), data)
    moved = as_moved(endorsement, planned, day)
    before, after = places_in_registry(endorsement, moved, day)
    return Preview(
        planned,
        letter_about(move.letter, moved, planned, day),
        before,
        after,
        tuple(others_of(endorsement).filter(pk__in=planned.also)),
    )
