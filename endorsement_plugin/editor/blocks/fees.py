"""What a credential costs, as editors write it.

    fees = [{"type": "fee", "value": {"label": "Registration", "amount": "25", "due": "opening"}}]

`due` is `opening`, `submission`, `exam`, `renewal`, or `other` with `due_words`; `holds` is empty,
`submission`, `exam`, `decision` or `renewal`, and `designation` and `note` may be empty. Amounts are in the
association's currency.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from wagtail.blocks import BlockGroup, CharBlock, ChoiceBlock, StreamBlock, StreamValue, StructBlock

from endorsement_plugin.rules.fees import DUE, HOLDS, OF_POLICIES, Due, Holds, Terms, faults, without_exam
from endorsement_plugin.rules.money import faults_of

from .faults import Fault, refuse
from .numbers import DecimalBlock

DUE_CHOICES = [
    (one.value, words[:1].upper() + words[1:]) for one, words in DUE.items() if one not in OF_POLICIES
]
HOLDS_CHOICES = [("", "Nothing waits for it")] + [
    (one.value, f"It must be settled {words}")
    for one, words in HOLDS.items()
    if one is not Holds.REACTIVATION
]


class FeeLineBlock(StructBlock):
    """One thing that is charged."""

    label = CharBlock(max_length=120, label="For what", help_text="“Registration”, “Late fee”.")
    amount = DecimalBlock(help_text="In your association's currency: 25 or 25.50.")
    due = ChoiceBlock(choices=DUE_CHOICES, default=Due.SUBMISSION.value, required=True, label="Due")
    due_words = CharBlock(
        max_length=120,
        required=False,
        label="Due, in other words",
        help_text="“When you move up from IFA”. A coordinator then charges it, to whom it concerns.",
    )
    holds = ChoiceBlock(
        choices=HOLDS_CHOICES,
        default="",
        required=False,
        label="What waits for it",
        help_text="A fee is settled when a coordinator has marked it as paid, waived or invoiced. “The "
        "decision” is any: to endorse, to defer or to decline.",
    )
    designation = CharBlock(
        max_length=40,
        required=False,
        label="Only for this designation",
        help_text="As the form offers it in the question named designation.",
    )
    note = CharBlock(
        max_length=300, required=False, help_text="“Not refunded.” Visitors and applicants read it."
    )

    class Meta:
        icon = "tag"
        label = "Fee"
        label_format = "{label}: {amount} {designation}"
        form_layout = BlockGroup(
            children=["label", "amount", "due", "due_words", "holds", "designation", "note"]
        )


class FeeLinesBlock(StreamBlock):
    """All that a credential costs."""

    fee = FeeLineBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(_placed(faults(compile_fees(cleaned))))
        return cleaned


def compile_fees(fees: StreamValue) -> list[Terms]:
    """The lines as plain values."""
    return [_terms(child) for child in fees if child.value["amount"] is not None]


def fee_faults(fees: Any, *, currency: str, with_exam: bool) -> list[Fault]:
    """What only the association and its requirements show."""
    lines = compile_fees(fees or ())
    too_fine = [
        (place, "amount", words)
        for place, line in enumerate(lines)
        for words in faults_of(line.amount, currency)
    ]
    return list(_placed([*too_fine, *(() if with_exam else without_exam(lines))]))


def _terms(child: Any) -> Terms:
    typed = ("label", "due_words", "designation", "note")
    words = {name: (child.value[name] or "").strip() for name in typed}
    due, holds = Due(child.value["due"] or Due.SUBMISSION), Holds(child.value["holds"] or "")
    return Terms(key=str(child.id or ""), amount=child.value["amount"], due=due, holds=holds, **words)


def _placed(found: Iterator[tuple[int, str, str]] | Sequence[tuple[int, str, str]]) -> Iterator[Fault]:
    return (((place, name), words) for place, name, words in found)
