"""Back among the active ones."""

from typing import Any

from django.utils.formats import date_format

from endorsement_plugin.endorsements.forms.back import BackForm, ReinstateForm
from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.queries import Standing, before_sanction
from endorsement_plugin.endorsements.rules import Planned, restored
from endorsement_plugin.fees.queries import unsettled_of
from endorsement_plugin.models import Endorsement, EndorsementRequest
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import EndorsementState

from .base import Move

SANCTION = Endorsement.InactiveReason.SANCTION
UNSETTLED = "The fee for the way back is not settled yet: it stands below Fees."


def _owes(endorsement: Endorsement) -> str:
    """That the way back waits for its fee, where the policy has it settled first; else empty."""
    return UNSETTLED if unsettled_of(endorsement, Holds.REACTIVATION) else ""


class Reinstate(Move):
    """Seed 001: once the sanctions are lifted, the policy for reactivation is followed."""

    key, action, letter, answers = "reinstate", "reinstated", "reinstated", EndorsementRequest.Kind.BACK
    out_of = frozenset({EndorsementState.INACTIVE})
    form = ReinstateForm
    title = "End the sanction"
    explanation = (
        "The board has lifted the sanction, and what your policy asks for is there. The endorsement goes "
        "back to what it was before."
    )
    button = "End the sanction"

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Only a sanction is lifted."""
        if endorsement.inactive_reason != SANCTION:
            return "It is not inactive for a sanction."
        return _owes(endorsement)

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """To the state that it came from: also to a leave, if it was on leave then."""
        assert isinstance(form, ReinstateForm)
        before = before_sanction(endorsement)
        kept = ("state", "inactive_reason", "inactive_until")
        place = {name: value for name, value in before.items() if name in kept}
        changes = restored(place) if place else {"state": standing.came_from}
        return Planned(
            changes={**changes, "state_since": standing.day, "renewal_due": said["renewal_due"]},
            why=form.shown(said),
            effective_on=said["lifted_on"],
            source=said["source"],
            said={"lifted_on": said["lifted_on"]},
        )


class BringBack(Move):
    """Reactivation of what lapsed, was on leave, has ended or was removed."""

    key, action, letter, answers = "back", "brought_back", "brought_back", EndorsementRequest.Kind.BACK
    out_of = frozenset(
        {
            EndorsementState.INACTIVE,
            EndorsementState.EMERITUS,
            EndorsementState.RETIRED,
            EndorsementState.REMOVED,
        }
    )
    form = BackForm
    title = "Make it active again"
    explanation = "Confirm what your policy of renewal asks for. The endorsement counts again from today."
    button = "Make it active again"

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Not while a sanction stands, nor after the last day of the policy."""
        if endorsement.inactive_reason == SANCTION:
            return "A sanction stands. Record that it was lifted instead."
        if endorsement.origin == Endorsement.Origin.APPLICATION and endorsement.application_id is None:
            return "It was granted by mistake. Decide about its application anew."
        last = standing.back_until
        if last is not None and last < standing.day:
            return f"By your policy of renewal the way back ended on {date_format(last, 'j F Y')}."
        return _owes(endorsement)

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Active; provisional again if it was so and never became a full one."""
        assert isinstance(form, BackForm)
        return Planned(
            changes={"state": standing.came_from, "renewal_due": said["renewal_due"]}, why=form.shown(said)
        )
