"""For what there are a certificate and a badge, and why there are none."""

from collections.abc import Mapping
from datetime import date

from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.verification import verify
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.rules.states import EndorsementState

OUT_OF_FORCE: Mapping[EndorsementState, str] = {
    EndorsementState.INACTIVE: "It is inactive. There are a certificate and a badge again once it is active.",
    EndorsementState.EMERITUS: "An emeritus endorsement has neither certificate nor badge.",
    EndorsementState.RETIRED: "This endorsement is retired. It has neither certificate nor badge.",
    EndorsementState.REMOVED: "This endorsement was removed. It has neither certificate nor badge.",
}
FAILED: Mapping[str, str] = {
    "characters": "None of our typefaces has a sign that stands in it. Please write to your association.",
    "design": "It could not be set. Please write to your association.",
    "machine": "It could not be made this time. Please try again later.",
}
PATIENCE_S = 600
"""Seconds after which what was asked for and has not come may be asked for again."""


def valid_until(endorsement: Endorsement) -> date | None:
    """The last day on which it is valid for sure, as whoever has its code is told; None if it is not valid.

    One query more where its day of renewal has passed.
    """
    found = verify(endorsement)
    return found.valid_until if found.is_valid else None


def why_none(endorsement: Endorsement) -> str:
    """Why it has neither today, in a sentence for its holder; empty if it has both."""
    if valid_until(endorsement):
        return ""
    if endorsement.status is EndorsementState.PROVISIONAL:
        ended = day(endorsement.provisional_until)
        return (
            f"It was {endorsement.standing.lower()} until {ended}. Now it has neither certificate nor badge."
        )
    due = day(endorsement.renewal_due)
    late = f"Its renewal was due on {due}. There are a certificate and a badge again once it is renewed."
    return OUT_OF_FORCE.get(endorsement.status, late)
