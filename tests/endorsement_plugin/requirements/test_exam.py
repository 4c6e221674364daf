"""An exam by part: what each needs, what came of it, and how often it may be sat."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.evidence import Evidence, PartResult
from endorsement_plugin.requirements.exams.rules import exam_rules
from endorsement_plugin.requirements.exams.terms import Part
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.kinds.exam import Exam
from endorsement_plugin.requirements.sets.changes import demand_the_same, keeping_keys
from tests.endorsement_plugin.requirements.categories import TODAY

Data = dict[str, Any]

CHOICE: Data = {
    "value": "choice",
    "label": "the multiple-choice part",
    "pass_mark": "80",
    "unit": "percent",
    "maximum": "60",
}
WRITTEN: Data = {"value": "written", "label": "the written part", "on_paper": True}
POINTS: Data = {"value": "case", "label": "the case", "pass_mark": "12", "unit": "points", "maximum": "15"}


def exam(*parts: Data, **more: Any) -> Data:
    return {"id": "x", "kind": "exam", "exam_parts": list(parts), **more}


def find(clause: Data, *results: PartResult, passed: bool | None = None) -> list[Finding]:
    evidence = Evidence(exam_parts=results, exam_passed=passed)
    return list(assess(parse([clause]), evidence, TODAY).findings)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (exam(), "A passed exam"),
        (
            exam(CHOICE, WRITTEN),
            "A passed exam: at least 80% in the multiple-choice part and a pass in the written part",
        ),
        (exam(POINTS), "A passed exam: at least 12 of 15 points in the case"),
        (exam({**WRITTEN, "label": "in the written part"}), "A passed exam: a pass in the written part"),
        (
            exam(attempts=3, wait_months=12, valid_months=12),
            (
                "A passed exam; 3 attempts at the most; sat again after 1 year at the earliest; begun within "
                "1 year of the approval to sit it"
            ),
        ),
        (
            exam(WRITTEN, stands=True, attempts=1),
            (
                "A passed exam: a pass in the written part; a part once passed is not sat again; 1 attempt "
                "at the most"
            ),
        ),
        (
            exam(WRITTEN, designation="clinical"),
            "Clinical applicants only: a passed exam: a pass in the written part",
        ),
    ],
)
def test_the_sentence_is_made_from_the_numbers(clause: Data, sentence: str) -> None:
    assert parse([clause])[0].sentence == sentence


@pytest.mark.parametrize(
    ("part", "result", "met", "progress", "detail"),
    [
        (CHOICE, None, False, "", "No outcome yet."),
        (CHOICE, PartResult("choice"), False, "", "No outcome yet."),
        (CHOICE, PartResult("choice", False, Decimal(47), Decimal(60)), False, "78.33 of 80 percent", ""),
        (CHOICE, PartResult("choice", True, Decimal(48), Decimal(60)), True, "80 of 80 percent", ""),
        (CHOICE, PartResult("choice", True, Decimal(60), Decimal(60)), True, "100 percent, 80 needed", ""),
        (CHOICE, PartResult("choice", True, Decimal("79.99")), False, "79.99 of 80 percent", ""),
        (CHOICE, PartResult("choice", True), True, "", "Passed."),
        (POINTS, PartResult("case", False, Decimal("11.5"), Decimal(15)), False, "11.5 of 12 points", ""),
        (POINTS, PartResult("case", True, Decimal(12), Decimal(15)), True, "12 of 12 points", ""),
        (POINTS, PartResult("case", True, Decimal(80)), True, "12 of 12 points", ""),
        (WRITTEN, PartResult("written", True), True, "", "Passed."),
        (WRITTEN, PartResult("written", False), False, "", "Not passed."),
        (WRITTEN, PartResult("written", True, Decimal(3)), True, "", "Passed."),
        (WRITTEN, PartResult("another", True), False, "", "No outcome yet."),
    ],
)
def test_each_part_is_held_against_its_own_pass_mark(
    part: Data, result: PartResult | None, met: bool, progress: str, detail: str
) -> None:
    (finding,) = find(exam(part), *([result] if result else []))
    assert (finding.met, finding.progress, finding.detail) == (met, progress, detail)
    assert finding.sentence.startswith("The exam: ")
    assert finding.phase == "exam"


def test_every_part_has_to_be_passed() -> None:
    both = exam(CHOICE, WRITTEN)
    one = PartResult("choice", True, Decimal(50), Decimal(60))
    assert [finding.met for finding in find(both, one)] == [True, False]
    assert [finding.met for finding in find(both, one, PartResult("written", True))] == [True, True]


@pytest.mark.parametrize(("passed", "detail"), [(True, "Passed."), (False, "Not passed.")])
def test_an_exam_that_was_sat_as_a_whole_counts_as_a_whole(passed: bool, detail: str) -> None:
    (finding,) = find(exam(CHOICE, WRITTEN), passed=passed)
    assert (finding.met, finding.detail) == (passed, detail)


def test_as_one_way_of_several_each_part_is_told() -> None:
    way = {"id": "g", "kind": "any_of", "clauses": [exam(CHOICE, WRITTEN), {"id": "y", "kind": "exam"}]}
    (finding,) = find(way, PartResult("choice", False, Decimal(47), Decimal(60)), passed=False)
    assert not finding.met
    assert "at least 80% in the multiple-choice part: 78.33 of 80 percent." in finding.detail


scores = st.decimals(-1000, 100_000, places=2)
parts = st.builds(
    Part,
    value=st.sampled_from(["a", "b"]),
    label=st.text(max_size=5),
    pass_mark=scores,
    unit=st.sampled_from(["percent", "points", "stars"]),
    maximum=scores,
)
results = st.builds(
    PartResult,
    part=st.sampled_from(["a", "b", "c"]),
    passed=st.sampled_from([None, True, False]),
    score=st.one_of(st.none(), scores),
    most=scores,
)


@given(st.lists(parts, max_size=3), st.lists(results, max_size=3), st.sampled_from([None, True, False]))
def test_odd_parts_and_outcomes_never_raise(
    of: list[Part], came: list[PartResult], passed: bool | None
) -> None:
    clause = Exam("x", exam_parts=tuple(of), stands=True)
    found = assess([clause], Evidence(exam_parts=tuple(came), exam_passed=passed), TODAY).findings
    assert found
    assert all(finding.sentence for finding in found)
    assert {*exam_rules([clause]).still_to_sit(came)} <= {*of}
    assert parse(dump([clause])) == (clause,)


@given(st.decimals(0, 100, places=2), st.decimals(0, 60, places=2), st.decimals(0, 60, places=2))
def test_a_higher_score_never_unmeets(mark: Decimal, one: Decimal, other: Decimal) -> None:
    part = Part("a", "a", pass_mark=mark, maximum=Decimal(60))
    low, high = sorted((one, other))
    assert part.passes(high, Decimal(60)) >= part.passes(low, Decimal(60))
    assert part.passes(low, Decimal(60)) == (low * 100 / 60 >= mark)


@pytest.mark.parametrize(
    ("stands", "came", "left"),
    [
        (False, [PartResult("choice", True, Decimal(60), Decimal(60))], ["choice", "written"]),
        (True, [PartResult("choice", True, Decimal(60), Decimal(60))], ["written"]),
        (True, [PartResult("choice", True, Decimal(40), Decimal(60))], ["choice", "written"]),
        (True, [PartResult("written", False)], ["choice", "written"]),
        (True, [], ["choice", "written"]),
    ],
)
def test_passed_parts_stand_if_the_editor_says_so(
    stands: bool, came: list[PartResult], left: list[str]
) -> None:
    rules = exam_rules(parse([exam(CHOICE, WRITTEN, stands=stands)]))
    assert [part.value for part in rules.still_to_sit(came)] == left


def test_who_is_held_to_two_exams_sits_the_parts_of_both_under_the_stricter_rule() -> None:
    clauses = parse(
        [
            exam(WRITTEN, attempts=3, wait_months=6, valid_months=24),
            exam(CHOICE, WRITTEN, designation="Clinical", attempts=2, wait_months=12, valid_months=12),
        ]
    )
    rules = exam_rules(clauses, "clinical")
    assert [part.value for part in rules.parts] == ["written", "choice"]
    assert (rules.attempts, rules.wait_months, rules.valid_months) == (2, 12, 12)
    policy = exam_rules(clauses, "policy")
    assert ([part.value for part in policy.parts], policy.attempts) == (["written"], 3)


def test_a_group_for_others_asks_for_no_exam() -> None:
    group = {"id": "g", "kind": "all_of", "designation": "Clinical", "clauses": [exam(CHOICE), exam(WRITTEN)]}
    assert exam_rules(parse([group]), "policy").terms == ()
    assert len(exam_rules(parse([group]), "Clinical ").terms) == 2


def test_a_pass_mark_is_no_wording_and_a_renamed_part_keeps_its_key() -> None:
    old = [exam(CHOICE, WRITTEN)]
    renamed = [exam({**CHOICE, "value": "part_one", "label": "Part One"}, WRITTEN)]
    assert keeping_keys(renamed, old)[0]["exam_parts"][0]["value"] == "choice"
    assert demand_the_same(old, keeping_keys(renamed, old))
    assert not demand_the_same(old, [exam({**CHOICE, "pass_mark": "75"}, WRITTEN)])
