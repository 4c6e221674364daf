"""For what there is a certificate and a badge, and why there is none. No query."""

from collections.abc import Mapping
from datetime import date

from endorsement_plugin.models import Endorsement
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.rules.states import EndorsementState

OUT_OF_FORCE: Mapping[EndorsementState, str] = {
    EndorsementState.INACTIVE: "It is inactive. There is a certificate again once it is active.",
    EndorsementState.EMERITUS: "An emeritus endorsement honors what was, and has no certificate.",
    EndorsementState.RETIRED: "This endorsement is retired, so there is no certificate of it.",
    EndorsementState.REMOVED: "This endorsement was removed, so there is no certificate of it.",
}
FAILED: Mapping[str, str] = {
    "characters": "None of our typefaces has a sign that stands in it. Please write to your association.",
    "design": "It could not be set. Please write to your association.",
    "machine": "It could not be made this time. Please try again later.",
}
PATIENCE_S = 600
"""Seconds after which what was asked for and has not come may be asked for again."""


def valid_until(endorsement: Endorsement) -> date:
    """The last day on which it is in force if nothing happens."""
    until = endorsement.provisional_until
    provisional = endorsement.status is EndorsementState.PROVISIONAL
    return min(until, endorsement.renewal_due) if provisional and until else endorsement.renewal_due


def why_none(endorsement: Endorsement, today: date) -> str:
    """Why there is no certificate on this day, in a sentence for its holder; empty if there is one."""
    if reason := OUT_OF_FORCE.get(endorsement.status):
        return reason
    until = valid_until(endorsement)
    if endorsement.has_ended(today):
        return f"It was {endorsement.standing.lower()} until {day(until)}, so there is no certificate now."
    if until < today:
        return f"It was valid until {day(until)}. There is a certificate again once it is renewed."
    return ""
