"""Side by side, nothing of what is demanded is missing or stands twice."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.requirements.clauses import Clause
from endorsement_plugin.requirements.kinds import AnyOf
from endorsement_plugin.requirements.kinds.exam import Exam
from endorsement_plugin.requirements.kinds.references import References
from endorsement_plugin.requirements.kinds.training import Training
from endorsement_plugin.requirements.kinds.work import Work
from endorsement_plugin.rules.comparing import compared, kind_of

ORDER = ["work", "training", "references"]
SIMPLE = st.one_of(
    st.builds(Training, id=st.just("t"), hours=st.integers(1, 99).map(Decimal)),
    st.builds(Work, id=st.just("w"), years=st.integers(1, 9).map(Decimal)),
    st.builds(References, id=st.just("r"), count=st.integers(1, 5)),
    st.builds(Exam, id=st.just("e")),
)
ANY = st.builds(AnyOf, id=st.just("g"), clauses=st.lists(SIMPLE, min_size=2, max_size=3).map(tuple))
DEMANDS = st.lists(st.lists(SIMPLE | ANY, max_size=6), max_size=5)


@given(DEMANDS)
def test_each_requirement_stands_once_in_its_own_column(demands: list[list[Clause]]):
    rows = compared(demands, ORDER)
    for column, clauses in enumerate(demands):
        shown = Counter(words for row in rows for words in row.cells[column])
        assert shown == Counter(clause.sentence for clause in clauses)
    assert all(len(row.cells) == len(demands) and any(row.cells) for row in rows)
    assert len({row.kind for row in rows}) == len(rows)


def test_rows_come_as_editors_are_offered_them_and_unknown_kinds_last():
    demands: list[list[Clause]] = [
        [References("r", count=3), Exam("e")],
        [Training("t", hours=Decimal(30))],
        [Work("w")],
    ]
    assert [row.kind for row in compared(demands, ORDER)] == ["work", "training", "references", "exam"]


def test_a_group_stands_where_its_first_part_does():
    group = AnyOf("g", clauses=(AnyOf("h", clauses=(Work("w", years=Decimal(2)), Exam("e"))), Exam("e")))
    assert kind_of(group) == "work"
