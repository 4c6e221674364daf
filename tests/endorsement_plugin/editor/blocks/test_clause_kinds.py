"""An editor can write every kind of requirement, with everything that it reads."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from wagtail.blocks import BlockGroup, StructBlock

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.kinds import CLAUSE_BLOCKS
from endorsement_plugin.editor.blocks.requirements import ClausesBlock, RequirementsBlock
from endorsement_plugin.requirements.kinds import KINDS
from endorsement_plugin.requirements.renewing import ForSome
from endorsement_plugin.requirements.sets.changes import NAMES


def test_every_kind_can_be_written_and_groups_hold_all_but_groups() -> None:
    assert {*RequirementsBlock().child_blocks} == {*KINDS}
    assert {*ClausesBlock().child_blocks} == {*CLAUSE_BLOCKS} == {*KINDS} - {"any_of", "all_of"}


def test_they_are_offered_in_an_order_of_their_own() -> None:
    places = [block.place for block in CLAUSE_BLOCKS.values()]
    assert places == sorted(set(places))
    first, *_, last = RequirementsBlock().child_blocks
    assert (first, last) == ("education", "all_of")


@pytest.mark.parametrize("block", CLAUSE_BLOCKS.values(), ids=CLAUSE_BLOCKS)
def test_a_block_asks_for_what_its_kind_reads(block: type[ClauseBlock]) -> None:
    written = {*block().child_blocks} - block.not_compiled
    of_renewals = {field.name for field in fields(ForSome)}
    assert written == {field.name for field in fields(block.clause)} - {*NAMES} - of_renewals


@pytest.mark.parametrize("block", CLAUSE_BLOCKS.values(), ids=CLAUSE_BLOCKS)
def test_a_block_shows_every_field_that_it_has(block: type[ClauseBlock]) -> None:
    """What a form's layout leaves out is not drawn at all."""
    made = block()
    for one in (made, *(child for child in made.child_blocks.values() if isinstance(child, StructBlock))):
        assert set(drawn(one.meta.form_layout)) == {*one.child_blocks}
    assert "note" in made.child_blocks


def drawn(group: BlockGroup) -> Iterator[str]:
    """The names that a layout has, those of its groups too."""
    for child in (*group.children, *group.settings):
        yield from [child] if isinstance(child, str) else drawn(child)


@pytest.mark.parametrize(("outer", "inner"), [("any_of", "all_of"), ("all_of", "any_of")])
def test_a_group_holds_the_other_once(outer: str, inner: str) -> None:
    clauses = RequirementsBlock().child_blocks[outer].child_blocks["clauses"]
    assert {*clauses.child_blocks} == {*CLAUSE_BLOCKS, inner}
    assert {*clauses.child_blocks[inner].child_blocks["clauses"].child_blocks} == {*CLAUSE_BLOCKS}
