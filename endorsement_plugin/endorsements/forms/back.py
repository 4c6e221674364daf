"""Back among the active ones: what the policy of renewal asks for, confirmed by a coordinator in words."""

from datetime import date
from typing import Any

from endorsement_plugin.endorsements.queries import due_after_return
from endorsement_plugin.rules.money import money

from .base import Day, MoveForm, line, words

SEEN = "What you have looked at, and what it shows. For the file."
TOLD = "Write what shows it."


class BackForm(MoveForm):
    """One text for each thing that the policy in force asks for, or one reason where there is no policy."""

    def prepare(self) -> None:
        """The checklist, then the day on which it is due."""
        for name, label in self.asked().items():
            self.fields[name] = words(label, SEEN, missing=TOLD, rows=2)
        if not self.asked():
            label = "What speaks for it"
            self.fields["why"] = words(label, "For the file.", missing="Write what speaks for it.", rows=2)
        self.fields["renewal_due"] = Day(
            label="Renewal due by",
            initial=due_after_return(self.endorsement, self.standing),
            error_messages={"required": "Say when it is due for renewal."},
        )

    def asked(self) -> dict[str, str]:
        """By the name of a field, what the policy asks for."""
        policy = self.standing.policy
        if policy is None:
            return {}
        asked: dict[str, str] = {}
        if policy.back_hours:
            asked["hours"] = "The hours that were missed are shown"
        if policy.back_signed:
            asked["signed"] = "The statements are signed anew"
        if policy.back_fee:
            fee = money(policy.back_fee, self.endorsement.association.currency)
            asked["fee"] = f"The fee of {fee} is paid, waived or invoiced"
        if policy.back_references:
            one = policy.back_references == 1
            asked["references"] = (
                "A new reference is there" if one else f"{policy.back_references} new references are there"
            )
        return asked

    def clean(self) -> dict[str, Any]:
        """Not due in the past."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        due: date | None = cleaned.get("renewal_due")
        if due is not None and due < self.standing.day:
            self.add_error("renewal_due", "This day has passed already.")
        return cleaned

    def shown(self, said: dict[str, Any]) -> str:
        """What was looked at, for the history."""
        lines = [f"{label}: {said[name]}" for name, label in self.asked().items()]
        return "\n".join([*lines, *([said["why"]] if said.get("why") else [])])


class ReinstateForm(BackForm):
    """The same after a sanction, which has been lifted."""

    def prepare(self) -> None:
        """First when it was lifted, and where that was learned."""
        self.fields["lifted_on"] = Day(
            label="Lifted on", error_messages={"required": "Say on which day the sanction was lifted."}
        )
        self.fields["source"] = line(
            "Where you learned of it",
            "The board’s decision, its page, a letter and its date.",
            missing="Say where you learned of it.",
        )
        super().prepare()

    def clean_lifted_on(self) -> date | None:
        """It has happened."""
        return self.not_to_come("lifted_on")
