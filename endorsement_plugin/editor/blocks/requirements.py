"""What a credential demands, clause by clause. The sentence that readers see is made from these numbers.

In a page's data each is `{"type": kind, "value": {…}}`; its block says what the value holds. `designation`
("Clinical") may be added to any, for a clause that binds only applicants who answer the question named
`designation` so. {"type": "any_of", "value": {"clauses": [<two or more of the others>]}} groups.
"""

from collections.abc import Sequence
from typing import Any

from wagtail.blocks import Block, BlockGroup, StreamBlock, StreamValue, StructValue

from endorsement_plugin.requirements.kinds import KINDS, AnyOf

from .clause import ClauseBlock
from .faults import Fault, refuse
from .kinds import CLAUSE_BLOCKS


class ClausesBlock(StreamBlock):
    """Requirements, each of which must be met."""

    def __init__(self, local_blocks: Sequence[tuple[str, Block]] = (), **kwargs: Any) -> None:
        kinds = [(kind, block()) for kind, block in CLAUSE_BLOCKS.items()]
        super().__init__([*kinds, *local_blocks], **kwargs)


class AnyOfBlock(ClauseBlock):
    clause = AnyOf
    clauses = ClausesBlock(label="One of these is enough")

    def faults(self, value: StructValue) -> list[Fault]:
        return [] if len(value["clauses"]) > 1 else [(("clauses",), "Give at least two ways to meet this.")]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {
            "designation": (value["designation"] or "").strip(),
            "clauses": compile_clauses(value["clauses"]),
        }

    class Meta:
        icon = "list-ul"
        label = "Any of several"
        label_format = "{clauses} {designation}"
        form_layout = BlockGroup(children=["clauses"], settings=["designation"])


class RequirementsBlock(ClausesBlock):
    """All that a credential demands."""

    def __init__(self, local_blocks: Sequence[tuple[str, Block]] = (), **kwargs: Any) -> None:
        super().__init__([*local_blocks, (AnyOf.kind, AnyOfBlock())], **kwargs)

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(_contradictions(cleaned))
        return cleaned


def compile_clauses(clauses: StreamValue) -> list[dict[str, Any]]:
    """The clauses as a requirement set keeps them."""
    return [
        {"id": child.id, "kind": child.block_type, **child.block.compiled(child.value)} for child in clauses
    ]


def _contradictions(clauses: StreamValue) -> list[Fault]:
    """Two counts of one thing for the same applicants cannot both be the rule."""
    seen: set[tuple[str, str]] = set()
    faults: list[Fault] = []
    for index, child in enumerate(clauses):
        key = (child.block_type, child.value["designation"].strip().casefold())
        if KINDS[child.block_type].stands_once and key in seen:
            faults.append(((index, "designation"), "Another requirement above already says this."))
        seen.add(key)
    return faults
