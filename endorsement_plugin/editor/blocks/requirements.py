"""What a credential demands, clause by clause. The sentence that readers see is made from these numbers.

In a page's data each is `{"type": kind, "value": {…}}`; its block says what the value holds. `designation`
("Clinical") may be added to any, for a clause that binds only applicants who answer the question named
`designation` so, and `note`, which editors alone read. {"type": "any_of", "value": {"clauses": [<two or more
of the others>]}} and {"type": "all_of", …} group, and each may hold the other once.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from wagtail.blocks import Block, BlockGroup, StreamBlock, StreamValue, StructValue

from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.feeding.papers import needs_paper
from endorsement_plugin.requirements.kinds import AllOf, AnyOf
from endorsement_plugin.requirements.sets.contradicting import contradicting, repeated

from .clause import ClauseBlock
from .faults import Fault, refuse
from .kinds import CLAUSE_BLOCKS

CONTRADICTS = "A requirement above counts the same for the same applicants. Keep one of the two."
EXAM_FIRST = "The exam comes before the decision, so it cannot follow later."
WHOLE_ONLY = "One part alone cannot follow later. Tick it for the whole group, or not at all."
REPEATS = "This is the same as another one above."


class ClausesBlock(StreamBlock):
    """Requirements, each of which must be met."""

    def __init__(self, local_blocks: Sequence[tuple[str, Block]] = (), **kwargs: Any) -> None:
        kinds = [(kind, block()) for kind, block in CLAUSE_BLOCKS.items()]
        super().__init__([*kinds, *local_blocks], **kwargs)


class GroupBlock(ClauseBlock):
    """Several requirements together."""

    too_few: ClassVar[str]

    def faults(self, value: StructValue) -> list[Fault]:
        if len(value["clauses"]) < 2:
            return [(("clauses",), self.too_few)]
        found = parse(compile_clauses(value["clauses"]))
        return [(("clauses", place, "designation"), REPEATS) for place in repeated(found)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {**self.of_every_kind(value), "clauses": compile_clauses(value["clauses"])}

    class Meta:
        icon = "list-ul"
        label_format = "{clauses} {designation}"
        form_layout = BlockGroup(children=["clauses"], settings=["designation", "note"])


class EachBlock(GroupBlock):
    """One way of several that asks for more than one thing."""

    clause = AllOf
    too_few = "Give at least two requirements."
    clauses = ClausesBlock(label="All of these together")

    class Meta:
        label = "All of several"


class WaysBlock(GroupBlock):
    """One of several is enough."""

    clause = AnyOf
    too_few = "Give at least two ways to meet this."
    clauses = ClausesBlock(label="One of these is enough")

    class Meta:
        label = "Any of several"


class AnyOfBlock(WaysBlock):
    """Ways, of which one may ask for several things."""

    clauses = ClausesBlock([(AllOf.kind, EachBlock())], label="One of these is enough")


class AllOfBlock(EachBlock):
    """Several things, of which one may be met in several ways."""

    clauses = ClausesBlock([(AnyOf.kind, WaysBlock())], label="All of these together")


class RequirementsBlock(ClausesBlock):
    """All that a credential demands."""

    def __init__(self, local_blocks: Sequence[tuple[str, Block]] = (), **kwargs: Any) -> None:
        groups = [(AnyOf.kind, AnyOfBlock()), (AllOf.kind, AllOfBlock())]
        super().__init__([*local_blocks, *groups], **kwargs)

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse([*_contradictions(cleaned), *_following(cleaned)])
        return cleaned


def compile_clauses(clauses: StreamValue) -> list[dict[str, Any]]:
    """The clauses as a requirement set keeps them."""
    return [
        {"id": child.id, "kind": child.block_type, **child.block.compiled(child.value)} for child in clauses
    ]


def rows_in(value: Any) -> Iterator[tuple[tuple[int | str, ...], Any]]:
    """The rows of lists that requirements chose, each with its place."""
    if isinstance(value, StructValue):
        parts: Any = value.items()
    elif isinstance(value, StreamValue):
        parts = ((place, child.value) for place, child in enumerate(value))
    elif isinstance(value, list | tuple) or hasattr(value, "list_block"):
        parts = enumerate(value)
    else:
        if hasattr(value, "_meta"):
            yield (), value
        return
    for place, part in parts:
        for inner, row in rows_in(part):
            yield (place, *inner), row


def _following(clauses: StreamValue) -> Iterator[Fault]:
    """What is said to follow later and cannot."""
    for place, (child, clause) in enumerate(zip(clauses, parse(compile_clauses(clauses)), strict=True)):
        if clause.may_follow and needs_paper([clause]):
            yield (place, "may_follow"), EXAM_FIRST
        if clause.parts:
            for inner in _ticked(child.value["clauses"]):
                yield (place, "clauses", *inner), WHOLE_ONLY


def _ticked(clauses: StreamValue) -> Iterator[tuple[int | str, ...]]:
    for place, child in enumerate(clauses):
        if child.value["may_follow"]:
            yield place, "may_follow"
        if "clauses" in child.value:
            yield from ((place, "clauses", *inner) for inner in _ticked(child.value["clauses"]))


def _contradictions(clauses: StreamValue) -> list[Fault]:
    """Two counts of one thing for the same applicants cannot both be the rule."""
    found = parse(compile_clauses(clauses))
    return [((place, "designation"), CONTRADICTS) for place in contradicting(found)]
