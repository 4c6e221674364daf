"""A sanction by a licensing board, and a leave."""

from typing import Any

from django.utils.formats import date_format

from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.forms.inactive import LeaveForm, SanctionForm
from endorsement_plugin.endorsements.queries import COUNTS, Standing, open_request
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.models import Endorsement, EndorsementRequest
from endorsement_plugin.rules.states import EndorsementState

from .base import Move, note

DAY = "j F Y"
INACTIVE = EndorsementState.INACTIVE


class RecordSanction(Move):
    """Seed 001: who has been sanctioned by a licensing board is moved to the inactive registry."""

    key, action, letter = "sanction", "sanctioned", "sanctioned"
    out_of = COUNTS | {INACTIVE, EndorsementState.EMERITUS}
    form = SanctionForm
    title = "Record a sanction"
    explanation = (
        "A licensing board has sanctioned the holder. The endorsement is inactive at once, and stays so "
        "until you record that the sanction was lifted."
    )
    button = "Record the sanction"
    is_grave = True

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Not a second one beside the first."""
        if endorsement.inactive_reason == Endorsement.InactiveReason.SANCTION:
            return "A sanction stands already. Take it back to record it anew."
        return ""

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Inactive from today, whenever the board acted."""
        until = said["until"]
        return Planned(
            changes={
                "state": INACTIVE,
                "inactive_reason": Endorsement.InactiveReason.SANCTION,
                "inactive_until": until,
                "state_since": standing.day,
            },
            why=note(said["what"], f"The board’s end: {date_format(until, DAY)}." if until else ""),
            effective_on=said["on"],
            source=said["source"],
            said={"what": said["what"], "on": said["on"], "until": until},
        )


class GrantLeave(Move):
    """Inactive at its holder's request, for as long as the policy allows."""

    key, action, letter, answers = (
        "leave",
        "leave_granted",
        "leave_granted",
        EndorsementRequest.Kind.LEAVE,
    )
    out_of = COUNTS | {INACTIVE}
    form = LeaveForm
    title = "Grant a leave"
    explanation = (
        "The endorsement is inactive at its holder’s request until and including a day. For one that is on "
        "leave already, you change the day."
    )
    button = "Grant the leave"

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Only where there are leaves, and not in place of a sanction or a lapse."""
        if not standing.leave_years:
            return "Your policy of renewal has no leaves."
        if endorsement.inactive_reason not in {"", Endorsement.InactiveReason.REQUESTED}:
            return f"It is inactive for another reason: {endorsement.get_inactive_reason_display().lower()}."
        return ""

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Inactive until that day."""
        asked = open_request(endorsement, EndorsementRequest.Kind.LEAVE)
        by_holder = "Asked for by the holder." if asked else ""
        return Planned(
            changes={
                "state": INACTIVE,
                "inactive_reason": Endorsement.InactiveReason.REQUESTED,
                "inactive_until": said["until"],
            },
            why=note(f"Until {date_format(said['until'], DAY)}.", by_holder, said["note"]),
            said={"until": said["until"]},
        )
