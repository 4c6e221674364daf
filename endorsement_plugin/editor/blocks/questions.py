"""Questions an applicant, a referee or a candidate answers.

In a page's data each is `{"type": "text", "value": {"label": "…", …}}`. Only the label is needed; `help`,
`required` (on), `shared_with_reviewers` (off) and `name` have defaults, and so has what a kind adds.
"""

from typing import Any

from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    StructBlock,
    StructValue,
)

from .faults import refuse
from .keys import KeyBlock
from .numbers import DecimalBlock, IntegerBlock
from .options import OptionsBlock, compiled_options


class QuestionBlock(StructBlock):
    """What every question has. Reviewers see an answer only if its question says so."""

    extra: tuple[str, ...] = ()
    """The child blocks a kind adds; each is compiled under its own name."""

    label = CharBlock(max_length=500, help_text="The question, as it is asked.")
    help = CharBlock(
        required=False, max_length=500, label="Hint", help_text="One sentence under the question."
    )
    required = BooleanBlock(required=False, default=True, label="Must be answered")
    shared_with_reviewers = BooleanBlock(
        required=False,
        default=False,
        label="Shared with blind reviewers",
        help_text="The answer leaves for the review queue, with names masked. Leave this off for anything "
        "that says who someone is.",
    )
    name = KeyBlock()

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        """The question as plain values, without its id, name and type."""
        return {
            "label": value["label"],
            "help": value["help"] or "",
            "required": bool(value["required"]),
            "shared": bool(value["shared_with_reviewers"]),
            **{name: _plain(value[name]) for name in self.extra if value[name] is not None},
        }

    class Meta:
        group = "Questions"
        label_format = "{label}"


def layout(*more: str, shared: bool = False) -> BlockGroup:
    """What is asked often comes first; what is rarely touched is folded away.

    Sharing with reviewers is asked often on an exam paper only.
    """
    children = ["label", "help", *more, "required"]
    if shared:
        return BlockGroup(children=[*children, "shared_with_reviewers"], settings=["name"])
    return BlockGroup(children=children, settings=["shared_with_reviewers", "name"])


class TextBlock(QuestionBlock):
    extra = ("max_length",)
    max_length = IntegerBlock(required=False, default=200, label="Most characters")

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(_outside(cleaned, "max_length", 1, 500))
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = "Short text"
        form_layout = layout("max_length")


class LongTextBlock(QuestionBlock):
    extra = ("max_words",)
    max_words = IntegerBlock(
        required=False,
        default=300,
        label="Most words",
        help_text="Characters are limited with them: 20 for each word, 1,000 at least and 50,000 at most.",
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(_outside(cleaned, "max_words", 1, 5000))
        return cleaned

    class Meta:
        icon = "doc-full"
        label = "Long text"
        form_layout = layout("max_words")


class EmailBlock(QuestionBlock):
    class Meta:
        icon = "mail"
        label = "E-mail address"
        form_layout = layout()


class PhoneBlock(QuestionBlock):
    class Meta:
        icon = "mobile-alt"
        label = "Phone number"
        form_layout = layout()


class LinkBlock(QuestionBlock):
    class Meta:
        icon = "link"
        label = "Link"
        form_layout = layout()


class NumberBlock(QuestionBlock):
    extra = ("min", "max")
    min = DecimalBlock(required=False, label="Smallest")
    max = DecimalBlock(required=False, label="Largest")

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        low, high = cleaned["min"], cleaned["max"]
        if not self.is_deferred_validation and low is not None and high is not None and high < low:
            refuse([(("max",), "The largest number must not be below the smallest.")])
        return cleaned

    class Meta:
        icon = "order"
        label = "Number"
        form_layout = layout("min", "max")


class DateBlock(QuestionBlock):
    past = BooleanBlock(required=False, default=False, label="Must be today or earlier")

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        limit = {"not_after": "today"} if value["past"] else {}
        return {**super().compiled(value, names), **limit}

    class Meta:
        icon = "date"
        label = "Date"
        form_layout = layout("past")


class YesNoBlock(QuestionBlock):
    class Meta:
        icon = "check"
        label = "Yes or no"
        form_layout = layout()


class ChoiceBlock(QuestionBlock):
    options = OptionsBlock(min_num=2)

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        return {**super().compiled(value, names), "options": compiled_options(value["options"], names)}

    class Meta:
        icon = "radio-full"
        label = "One of several"
        form_layout = layout("options")


class ChoicesBlock(ChoiceBlock):
    class Meta:
        icon = "list-ul"
        label = "Any of several"
        form_layout = layout("options")


class RatingBlock(ChoiceBlock):
    extra = ("allow_unknown",)
    allow_unknown = BooleanBlock(required=False, default=True, label="May answer “I do not know”")

    class Meta:
        icon = "pick"
        label = "Rating on a scale"
        form_layout = layout("options", "allow_unknown")


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int) else str(value)


def _outside(value: StructValue, name: str, low: int, high: int) -> list[tuple[tuple[int | str, ...], str]]:
    number = value[name]
    if number is None or low <= number <= high:
        return []
    return [((name,), f"Enter a number from {low} to {high:,}.")]
