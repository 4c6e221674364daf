"""Another category, for work that has changed."""

from typing import Any

from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.forms.category import CategoryForm
from endorsement_plugin.endorsements.queries import Standing, has_renewal_in_hand, other_categories
from endorsement_plugin.endorsements.rules import DECIDE_FIRST, Planned
from endorsement_plugin.models import Endorsement
from endorsement_plugin.rules.states import EndorsementState

from .base import Move, note


class ChangeCategory(Move):
    """The same endorsement, of another category: number and dates stay.

    Not of one that was granted for holding others, which stands and falls with them, and not while a renewal
    is in hand that was signed for the category before.
    """

    key, action, letter = "category", "category_changed", "category_changed"
    out_of = frozenset({EndorsementState.ACTIVE})
    form = CategoryForm
    title = "Change the category"
    explanation = (
        "The endorsement stays the same one, with its number and its dates, and is of another category. The "
        "period that runs is renewed by the other category’s policy. A badge of the category before is "
        "revoked; certificate and badge of the new one are made anew. For an upgrade that is applied for, "
        "decide about the application instead."
    )
    button = "Change the category"
    is_grave = True

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """Why there is no other category for it now. Two queries at the most."""
        if endorsement.origin == Endorsement.Origin.HOLDING:
            return "It was granted for holding others: its category does not change."
        if not other_categories(endorsement).exists():
            return "There is no other category that its holder could have instead."
        return DECIDE_FIRST if has_renewal_in_hand(endorsement) else ""

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """The other category from that day."""
        assert isinstance(form, CategoryForm)
        to, former = form.others[said["category"]], str(endorsement.credential)
        return Planned(
            changes={"credential_id": to.pk, "designation": said["designation"]},
            why=note(f"{endorsement.credential.code} → {to.code}.", said["reason"]),
            effective_on=said["on"],
            said={"former": former, "on": said["on"], "reason": said["reason"]},
        )
