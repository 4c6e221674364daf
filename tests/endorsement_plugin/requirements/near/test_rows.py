"""Every number and condition that an association names is just met, and just missed by itself."""

from datetime import date
from functools import reduce
from operator import add

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse

from .demands import Row, numbered
from .kinds import MEETING, meeting, missing, numbers
from .pieces import Demand, Pieces
from .rows import ROWS

EACH = [
    pytest.param(row, place, id=f"{row}-{one['kind']}-{place}")
    for row in ROWS
    for place, one in enumerate(row.demands)
]
DEGREES_MATTER = {"work", "any_of"}


def shown(row: Row, place: int | None = None, instead: Pieces | None = None) -> Pieces:
    """What just meets all of it; of one requirement something else."""
    whole = {number: meeting(one, row.day)[0] for number, one in enumerate(row.demands)}
    return reduce(add, (whole | ({} if place is None or instead is None else {place: instead})).values())


def unmet(demands: list[Demand], pieces: Pieces, day: date) -> set[str]:
    """The ids of the requirements that are not met."""
    findings = assess(parse(demands), pieces.evidence(day), day).findings
    assert {finding.clause_id for finding in findings} == {one["id"] for one in demands}
    return {finding.clause_id for finding in findings if not finding.met}


@pytest.mark.parametrize(("row", "place"), EACH)
def test_each_way_that_just_meets_it_meets_the_whole_category(row: Row, place: int) -> None:
    for way in meeting(row.demands[place], row.day):
        assert unmet(row.numbered, shown(row, place, way), row.day) == set()


@pytest.mark.parametrize(("row", "place"), EACH)
def test_what_just_misses_a_number_misses_it_by_that_alone(row: Row, place: int) -> None:
    for miss in missing(row.demands[place], row.day):
        pieces = shown(row, place, miss.shown)
        others = {str(number) for number, one in enumerate(row.demands) if one["kind"] not in DEGREES_MATTER}
        assert unmet(row.numbered, pieces, row.day) & (others | {str(place)}) == {str(place)}, miss.what
        if miss.eased:
            eased = [*row.numbered]
            eased[place] = numbered(miss.eased, str(place))
            assert str(place) not in unmet(eased, pieces, row.day), miss.what


@pytest.mark.parametrize(("row", "place"), EACH)
def test_nothing_that_is_demanded_is_without_a_near_miss(row: Row, place: int) -> None:
    demand = row.demands[place]
    tried = {miss.what for miss in missing(demand, row.day)}
    assert numbers(demand) <= tried


def test_the_table_is_wide_enough() -> None:
    assert len({(row.association, row.category, row.day) for row in ROWS}) == len(ROWS) >= 12
    kinds = {one["kind"] for row in ROWS for one in _flat(row.demands)}
    assert kinds - {"any_of", "all_of"} == {*MEETING}


def _flat(demands: tuple[Demand, ...]) -> list[Demand]:
    return [one for it in demands for one in (it, *_flat(tuple(it.get("clauses", ()))))]
