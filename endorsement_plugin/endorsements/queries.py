"""Where an endorsement stands, what has been done to it, and what of it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from endorsement_plugin.models import (
    Credential,
    Endorsement,
    EndorsementEvent,
    EndorsementRequest,
    RenewalPolicy,
)
from endorsement_plugin.permissions import Visitor, endorsements_decided_by
from endorsement_plugin.policies.queries import Policies, policy_for
from endorsement_plugin.registry.rules import is_named
from endorsement_plugin.registry.rules import standing_of as said_in_public
from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.rules.states import ENDED, RENEWAL_IN_HAND, EndorsementState

COUNTS = frozenset({EndorsementState.ACTIVE, EndorsementState.PROVISIONAL})
"""Whoever holds it in one of these is endorsed."""

TAKE_BACK_DAYS = 30
"""For so long whoever has retired their own endorsement can take it back without anybody's leave."""

OWN_WAY_BACK = frozenset({"renewed"})
"""Moves that are part of more, and are taken back with that: a renewal by a step of its own."""


def standing_moves(endorsement: int) -> QuerySet[EndorsementEvent]:
    """What has been done to it and was not taken back, the last first; no way back is among it."""
    rows = EndorsementEvent.objects.filter(endorsement=endorsement, undoes=None, undone_by=None)
    return rows.order_by("-pk")


def later_move(event: EndorsementEvent) -> EndorsementEvent | None:
    """The last move after this one that changed a field of the same, and stands; None if there is none."""
    after = standing_moves(event.endorsement_id).filter(pk__gt=event.pk)
    same = (one for one in after if not event.before.keys().isdisjoint(one.before))
    return next(same, None)


@dataclass(frozen=True)
class Standing:
    """Where an endorsement stands on a day, and by which rules it comes back.

    `came_from` is the state in which it counted last, `out_since` since when it does not.
    """

    day: date
    policy: RenewalPolicy | None
    came_from: EndorsementState
    out_since: date | None

    @property
    def back_until(self) -> date | None:
        """The last day on which it may come back; None where there is no such day."""
        months = self.policy.back_within_months if self.policy else None
        return months_after(self.out_since, months) if months is not None and self.out_since else None

    @property
    def leave_years(self) -> int:
        """For how long at most somebody may be inactive on request; 0 where nobody may."""
        return self.policy.leave_years if self.policy else 0


def standing_of(endorsement: Endorsement, day: date) -> Standing:
    """Three queries at the most."""
    came_from, out_since = _out(endorsement)
    return Standing(day, policy_for(endorsement.credential, day), came_from, out_since)


def _out(endorsement: Endorsement) -> tuple[EndorsementState, date | None]:
    """From where it went out of what counts, and when. What was moved in has no history: it was active."""
    state, since = endorsement.status, endorsement.state_since
    if state in COUNTS:
        return state, None
    for event in standing_moves(endorsement.pk).filter(before__has_key="state"):
        since = date.fromisoformat(event.after["state_since"]) if event.after.get("state_since") else since
        state = EndorsementState(event.before["state"])
        if state in COUNTS:
            return state, since
    return EndorsementState.ACTIVE, since


def before_sanction(endorsement: Endorsement) -> dict[str, str | bool | None]:
    """The place that it had before the sanction that stands, as the history keeps it; empty if unknown."""
    sanctioned = standing_moves(endorsement.pk).filter(action="sanctioned").first()
    return dict(sanctioned.before) if sanctioned else {}


def due_after_return(endorsement: Endorsement, standing: Standing) -> date:
    """When it is due after it came back: at the end of a period of its own, and not in the past.

    Each period is as long as for whoever renewed all the while. One query at the most.
    """
    due = endorsement.renewal_due
    if due >= standing.day:
        return due
    policies = Policies.of([endorsement.credential], until=standing.day)
    while due < standing.day:
        due = policies.next_due(endorsement.credential, due)
    return due


def place_in_registry(endorsement: Endorsement, day: date) -> str:
    """What the public registry says beside its name, such as "Active"; empty where it has no such name."""
    association = endorsement.association
    if not is_named(endorsement, association, day):
        return ""
    return said_in_public(endorsement, association, day).sentence


def places_in_registry(before: Endorsement, after: Endorsement, day: date) -> tuple[str, str]:
    """The same of an endorsement as it is and as a move would leave it, with the category if that differs."""
    places = place_in_registry(before, day), place_in_registry(after, day)
    if before.credential_id == after.credential_id:
        return places
    was, becomes = places
    return was and f"{before.credential.code}, {was}", becomes and f"{after.credential.code}, {becomes}"


def has_renewal_in_hand(endorsement: Endorsement) -> bool:
    """Whether one was sent in and is not decided: it was signed for the category of its day."""
    return endorsement.renewals.filter(state__in=RENEWAL_IN_HAND).exists()


def other_categories(endorsement: Endorsement) -> QuerySet[Credential]:
    """Those that it could be of instead: of its association, applied for, in use, not held by its holder."""
    held = Endorsement.objects.filter(person=endorsement.person_id).exclude(state__in=ENDED)
    theirs = Credential.objects.filter(association=endorsement.association_id, retired=False)
    others = theirs.filter(granted_for=None).exclude(pk__in=held.values("credential"))
    return others.exclude(pk=endorsement.credential_id).order_by("position", "code")


def others_of(endorsement: Endorsement) -> QuerySet[Endorsement]:
    """What its holder has of the same association beside it, the newest first."""
    rows = Endorsement.objects.filter(person=endorsement.person_id, association=endorsement.association_id)
    return rows.exclude(pk=endorsement.pk).select_related("credential").order_by("-granted_on", "-pk")


def open_requests(endorsement: Endorsement) -> list[EndorsementRequest]:
    """What its holder has asked for and nobody has answered, the oldest first."""
    return list(endorsement.requests.filter(outcome=""))


def open_request(endorsement: Endorsement, kind: str) -> EndorsementRequest | None:
    """The one of this kind that nobody has answered."""
    return endorsement.requests.filter(outcome="", kind=kind).first()


def requests_waiting_for(by: Visitor) -> QuerySet[EndorsementRequest]:
    """What this coordinator has to answer: nobody's own."""
    return EndorsementRequest.objects.filter(outcome="", endorsement__in=endorsements_decided_by(by))


def own_retirement(endorsement: Endorsement, day: date) -> EndorsementEvent | None:
    """The move by which its holder has retired it, as long as they can take it back themselves."""
    if endorsement.status is not EndorsementState.RETIRED:
        return None
    last = standing_moves(endorsement.pk).first()
    if last is None or (last.action, last.role) != ("retired", "holder"):
        return None
    since = endorsement.state_since
    return last if since is not None and day <= since + timedelta(days=TAKE_BACK_DAYS) else None


def undoable(endorsement: Endorsement) -> set[int]:
    """Of the moves of this endorsement, those that nothing stands in the way of taking back. One query."""
    seen: set[str] = set()
    free: set[int] = set()
    moves: Sequence[EndorsementEvent] = list(standing_moves(endorsement.pk))
    for event in moves:
        if event.before and event.action not in OWN_WAY_BACK and seen.isdisjoint(event.before):
            free.add(event.pk)
        seen |= event.before.keys()
    return free
