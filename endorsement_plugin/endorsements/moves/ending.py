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
from endorsement_plugin.rules.states import ENDED, EndorsementState, RenewalState

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


class UndoGrant(Move):
    """It should never have been granted: by mistake, to somebody else, for another credential."""

    key, action, letter = "undo_grant", "grant_undone", "grant_undone"
    out_of = COUNTS
    form = ReasonForm
    title = "Undo the granting"
    explanation = (
        "For an endorsement that was granted by mistake. It counts no longer, and its number is given to "
        "nobody else. If it came from an application, that is open for a new decision."
    )
    button = "Undo the granting"
    is_grave = True
    reopens = True

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Not of what was moved in, has been renewed, or gave another one."""
        if endorsement.origin == Endorsement.Origin.IMPORT:
            return "It was moved in, not granted here. Remove it instead."
        if endorsement.renewals.filter(state=RenewalState.RENEWED).exists():
            return "It has been renewed since it was granted. Remove it instead."
        given = endorsement.gave.exclude(state__in=ENDED).select_related("credential").first()
        if given is not None:
            return f"Its holder was granted {given.credential.code}, {given.number}, for it. Undo that first."
        return ""

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Removed from today."""
        said = {"reason": said["reason"], "reopened": endorsement.application_id is not None}
        return Planned(changes={"state": EndorsementState.REMOVED}, why=said["reason"], said=said)


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
