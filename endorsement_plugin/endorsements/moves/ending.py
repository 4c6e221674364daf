"""What ends an endorsement, or its being provisional."""

from typing import Any

from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.forms.ending import (
    EmeritusForm,
    ProvisionalOverForm,
    ReasonForm,
    RetireForm,
)
from endorsement_plugin.endorsements.queries import COUNTS, Standing, others_of
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.models import Endorsement
from endorsement_plugin.rules.states import EndorsementState

from .base import Move, note


class EndProvisional(Move):
    """Its time is over, and what was missing has not been shown."""

    key, action, letter = "provisional_over", "provisional_ended", "provisional_over"
    out_of = frozenset({EndorsementState.PROVISIONAL})
    form = ProvisionalOverForm
    title = "End it as provisional"
    explanation = "What was still missing has not been shown. The endorsement counts no longer."
    button = "End it"
    is_grave = True

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Inactive, as what was not renewed, or retired."""
        if said["to"] == EndorsementState.RETIRED:
            changes: dict[str, object] = {"state": EndorsementState.RETIRED}
        else:
            lapsed = Endorsement.InactiveReason.LAPSED
            changes = {"state": EndorsementState.INACTIVE, "inactive_reason": lapsed}
        return Planned(changes=changes, why=said["reason"], said={"reason": said["reason"]})


class MakeEmeritus(Move):
    """An honor for whoever retires, where the policy has it."""

    key, action, letter = "emeritus", "made_emeritus", "emeritus"
    out_of = frozenset({EndorsementState.ACTIVE, EndorsementState.INACTIVE})
    form = EmeritusForm
    title = "List as emeritus"
    explanation = "For somebody who has retired from work. It is not renewed any more."
    button = "List as emeritus"

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Only where the policy says so, and not out of a sanction."""
        if standing.policy is None or not standing.policy.emeritus:
            return "Your policy of renewal has no emeritus."
        sanctioned = endorsement.inactive_reason == Endorsement.InactiveReason.SANCTION
        return "A sanction stands. Record that it was lifted first." if sanctioned else ""

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Emeritus from today."""
        return Planned(changes={"state": EndorsementState.EMERITUS}, why=said["note"])


class Retire(Move):
    """It has ended, because its holder has no use for it or has a higher one."""

    key, action, letter = "retire", "retired", "retired"
    out_of = COUNTS | {EndorsementState.INACTIVE}
    form = RetireForm
    title = "Retire it"
    explanation = (
        "The endorsement has ended: its holder does not need it any more, or has moved on to another one. An "
        "upgrade is an endorsement of its own; here you end the one before it."
    )
    button = "Retire it"
    is_grave = True

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Retired from today."""
        to = said.get("upgraded_to")
        other = others_of(endorsement).get(pk=to) if to else None
        instead = (
            f"Instead: {other.credential.name} ({other.credential.code}), {other.number}." if other else ""
        )
        return Planned(
            changes={"state": EndorsementState.RETIRED},
            why=note(instead, said["reason"]),
            said={"reason": said["reason"], "other": other},
        )


class Remove(Move):
    """Its name is taken off what the association keeps in public."""

    key, action, letter = "remove", "removed", "removed"
    out_of = COUNTS | {EndorsementState.INACTIVE, EndorsementState.EMERITUS, EndorsementState.RETIRED}
    form = ReasonForm
    title = "Remove it"
    explanation = "The endorsement has ended, and its holder may apply for the same one anew."
    button = "Remove it"
    is_grave = True

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Removed from today."""
        reason = said["reason"]
        return Planned(changes={"state": EndorsementState.REMOVED}, why=reason, said={"reason": reason})
