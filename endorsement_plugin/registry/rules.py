"""What may be said of an endorsement to whoever asks, as its association's settings have it. No query.

The one place that reads a state for visitors: lists, pages of a number, verification and the API ask here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as in_words

from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.rules.states import ENDED, EndorsementState

LISTED = (
    EndorsementState.PROVISIONAL,
    EndorsementState.ACTIVE,
    EndorsementState.INACTIVE,
    EndorsementState.EMERITUS,
)
"""What can stand in the registry with its name, where that is wished for."""

MOST = 1_000
"""Entries that one search answers with: enough to find somebody in, and not to copy all by."""


@dataclass(frozen=True)
class Standing:
    """How an endorsement stands on a day: a word or two, and what belongs beside them.

    `tone` is of the badge (done, new, attention or none), `counts` whether it is held to the full or
    provisionally, in time or in the days of grace after it was due.
    """

    label: str
    tone: str
    counts: bool
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return ", ".join((self.label, *self.notes))

    def __str__(self) -> str:
        return self.sentence


def standing_of(endorsement: Endorsement, association: Association, day: date) -> Standing:
    """What everybody may read of it. The association is its own; given, so that lists read it once."""
    state = endorsement.status
    if state is EndorsementState.PROVISIONAL:
        if endorsement.has_ended(day):
            return Standing(f"{endorsement.standing}, ended", "attention", counts=False)
        return Standing(
            endorsement.standing, "new", counts=True, notes=_dated("until", endorsement.provisional_until)
        )
    if state is EndorsementState.ACTIVE:
        if is_overdue(endorsement, day):
            notes = _dated("renewal due since", endorsement.renewal_due)
            return Standing(state.label, "attention", counts=True, notes=notes)
        return Standing(state.label, "done", counts=True)
    since = _dated("since", endorsement.state_since)
    if state is EndorsementState.INACTIVE:
        notes = (*since, *filter(None, [public_reason(endorsement, association)]))
        return Standing(state.label, "attention", counts=False, notes=notes)
    if state is EndorsementState.EMERITUS:
        return Standing(state.label, "", counts=False, notes=since)
    label = state.label if state is EndorsementState.RETIRED else "No longer held"
    return Standing(label, "", counts=False, notes=since)


def is_overdue(endorsement: Endorsement, day: date) -> bool:
    """Whether it is active, but its day of renewal has passed."""
    return endorsement.status is EndorsementState.ACTIVE and endorsement.renewal_due < day


def public_reason(endorsement: Endorsement, association: Association) -> str:
    """Why it is inactive, in the association's words for the public; empty where it says nothing."""
    reasons = {
        Endorsement.InactiveReason.SANCTION: association.registry_of_sanction,
        Endorsement.InactiveReason.REQUESTED: association.registry_of_leave,
        Endorsement.InactiveReason.LAPSED: association.registry_of_lapse,
    }
    return reasons.get(Endorsement.InactiveReason(endorsement.inactive_reason), "")


def is_named(endorsement: Endorsement, association: Association, day: date) -> bool:
    """Whether the registry shows the name with it on this day: it was wished for, and policy allows it."""
    if not endorsement.listed or endorsement.status in ENDED:
        return False
    inactive = endorsement.status is EndorsementState.INACTIVE or endorsement.has_ended(day)
    return association.registry_shows_inactive or not inactive


def unindexed(associations: Iterable[Association]) -> bool:
    """Whether search engines are told to leave these out together: where one of them wants to be."""
    return any(one.registry_noindex for one in associations)


def answered(endorsement: Endorsement, association: Association, day: date) -> str:
    """What is said to a number whose name is not shown, although it was listed."""
    granted = f"This number was granted on {_day(endorsement.granted_on)}"
    if endorsement.status not in ENDED:
        return f"{granted}. It is not active now."
    if endorsement.state_since is None:
        return f"{granted}. It is no longer held."
    return f"{granted}. It is no longer held, since {_day(endorsement.state_since)}."


def _dated(word: str, day: date | None) -> tuple[str, ...]:
    return (f"{word} {_day(day)}",) if day else ()


def _day(day: date) -> str:
    return in_words(day, "j F Y")
