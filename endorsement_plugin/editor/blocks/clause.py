"""What every kind of requirement has."""

from decimal import Decimal
from typing import Any, ClassVar

from django.forms import CheckboxSelectMultiple
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    FieldBlock,
    MultipleChoiceBlock,
    StructBlock,
    StructValue,
    TextBlock,
)

from endorsement_plugin.requirements.degrees import CHOICES
from endorsement_plugin.requirements.kinds import Clause

from .faults import Fault, refuse
from .numbers import IntegerBlock


class DegreesBlock(MultipleChoiceBlock):
    """Degrees to tick."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=CHOICES, default=[], widget=CheckboxSelectMultiple, **kwargs)

    def render_basic(self, value: list[str] | None, context: Any = None) -> str:
        """The degrees in words, as two revisions are compared."""
        words = dict(CHOICES)
        return ", ".join(words.get(degree, degree) for degree in value or [])


class ClauseBlock(StructBlock):
    """One requirement."""

    clause: ClassVar[type[Clause]]
    """The kind that it writes."""
    place: ClassVar[int]
    """Lower numbers are offered first."""
    not_compiled: ClassVar[frozenset[str]] = frozenset({"note"})
    """What editors write for each other, or what others of its values are made of: no set keeps it."""

    note = TextBlock(
        required=False,
        max_length=1000,
        label="Note for editors",
        help_text="Why it is so: “Board, 12 March”. Nobody else reads it.",
        rows=2,
    )
    designation = CharBlock(
        required=False,
        max_length=40,
        label="Only for this designation",
        help_text="“Clinical” for clinical applicants only, who say so in the question named designation.",
    )

    may_follow = BooleanBlock(
        required=False,
        label="May follow later",
        help_text="It may still be missing where this credential is granted provisionally.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        folded = [name for name in self.get_form_layout().settings if name != "note"]
        if folded:
            names = " · ".join(self.child_blocks[name].label for name in folded)
            self.meta.help_text = f"Behind the gear: {names}."

    def get_form_layout(self) -> BlockGroup:
        """In sight: a requirement for some only, or one that may follow, must not look like another."""
        layout = super().get_form_layout()
        always = ["designation", "may_follow"]
        shown = [name for name in layout.children if name not in always]
        folded = [name for name in layout.settings if name not in always]
        return BlockGroup([*shown, *always], settings=folded)

    def faults(self, value: StructValue) -> list[Fault]:
        """What would make the clause impossible or empty, beside the block that causes it."""
        return []

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(self.faults(cleaned))
        return cleaned

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> StructValue:
        """What was typed; defaults for what a page lacks that was opened before this kind asked for it."""
        given = [
            (name, block.value_from_datadict(data, files, place))
            for name, block in self.child_blocks.items()
            for place in [f"{prefix}-{name}"]
            if not block.value_omitted_from_data(data, files, place)
        ]
        return self._to_struct_value([*self.get_default().items(), *given])

    def compiled(self, value: StructValue) -> dict[str, Any]:
        """The clause as plain values, without its id and kind."""
        fields = [name for name, block in self.child_blocks.items() if isinstance(block, FieldBlock)]
        kept = [name for name in fields if name not in self.not_compiled | {"may_follow"}]
        own = {name: _plain(value[name]) for name in kept if value[name] is not None}
        return {**own, **self.of_every_kind(value)}

    def of_every_kind(self, value: StructValue) -> dict[str, Any]:
        """Whom it binds and when; that it may follow later is written only where it may."""
        later = {"may_follow": True} if value["may_follow"] else {}
        return {"designation": (value["designation"] or "").strip(), **later}


class CountBlock(ClauseBlock):
    """So many of something."""

    count = IntegerBlock(default=1, label="How many")

    def faults(self, value: StructValue) -> list[Fault]:
        return above_zero(value, "count", 20)

    class Meta:
        form_layout = BlockGroup(children=["count"], settings=["designation", "note"])


def above_zero(value: StructValue, name: str, most: int) -> list[Fault]:
    """A fault unless the number is above zero and at most this, to the hundredth."""
    if not 0 < value[name] <= most:
        return [((name,), f"Enter a number above 0, and {most:,} at the most.")]
    return [((name,), TOO_FINE)] if is_too_fine(value[name]) else []


TOO_FINE = "Use two decimal places at the most."


def is_too_fine(number: Decimal | int) -> bool:
    """Whether it has more than hundredths, which no entry has."""
    return int(Decimal(number).as_tuple().exponent) < -2


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    return value if isinstance(value, bool | int | str) else str(value)
