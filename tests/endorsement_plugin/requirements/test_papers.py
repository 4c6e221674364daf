"""Which exam paper an applicant sits, and who would have none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.definitions.form import Step
from endorsement_plugin.definitions.parsing import parse_step
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.feeding.papers import (
    NO_PAPER,
    NOT_FOR_ALL,
    Designation,
    can_be,
    fitting,
    needs_paper,
    unserved,
    without_paper,
)

Data = dict[str, Any]

EXAM: Data = {"id": "e", "kind": "exam"}
CLINICAL = EXAM | {"designation": "Clinical"}
WORK: Data = {"id": "w", "kind": "work", "years": "2"}
EITHER: Data = {"id": "g", "kind": "any_of", "clauses": [CLINICAL, EXAM | {"designation": "Policy"}]}
OR_WORK: Data = {"id": "g", "kind": "any_of", "clauses": [EXAM, WORK]}
TOGETHER: Data = {"id": "g", "kind": "all_of", "clauses": [CLINICAL, WORK]}


def form(*offered: str, required: bool = True) -> list[Step]:
    options = [{"value": one.casefold(), "label": one} for one in offered]
    asked = {"name": "designation", "type": "choice", "required": required, "options": options}
    return [parse_step({"fields": [{"name": "x", "type": "text"}, *([asked] if offered else [])]})]


@pytest.mark.parametrize(
    ("papers", "designation", "fits"),
    [
        (["", "Clinical"], "clinical", ["Clinical"]),
        (["", "Clinical"], " CLINICAL ", ["Clinical"]),
        (["", "Clinical"], "policy", [""]),
        (["", "Clinical"], "", [""]),
        (["Clinical"], "policy", []),
        (["Clinical"], "", []),
        (["Clinical", "", "clinical "], "clinical", ["Clinical", "clinical "]),
        ([], "clinical", []),
        ([" "], "clinical", [" "]),
    ],
)
def test_one_for_the_designation_goes_before_one_for_everybody(
    papers: list[str], designation: str, fits: list[str]
) -> None:
    assert fitting(papers, designation, str) == fits


@pytest.mark.parametrize(
    ("clauses", "designation", "needed"),
    [
        ([EXAM], "policy", True),
        ([CLINICAL], "policy", False),
        ([CLINICAL], "clinical", True),
        ([CLINICAL], "", True),
        ([OR_WORK], "clinical", False),
        ([EITHER], "clinical", True),
        ([EITHER], "research", False),
        ([TOGETHER], "clinical", True),
        ([TOGETHER], "policy", False),
        ([], "", False),
    ],
)
def test_who_has_to_sit_one(clauses: list[Data], designation: str, needed: bool) -> None:
    assert needs_paper(parse(clauses), designation) is needed


def test_what_a_form_lets_applicants_be() -> None:
    place = (0, "fields", 1, "options")
    clinical = Designation("clinical", "Clinical", (*place, 0, "label"))
    policy = Designation("policy", "Policy", (*place, 1, "label"))
    assert can_be(form("Clinical", "Policy")) == [clinical, policy]
    assert can_be(form("Clinical", "Policy", required=False)) == [clinical, policy, Designation()]
    assert can_be(form()) == [Designation()]


FOR_POLICY = "Policy applicants have to sit an exam, and no exam paper is for them."


@pytest.mark.parametrize(
    ("clauses", "steps", "papers", "words"),
    [
        ([EXAM], form("Clinical", "Policy"), [], [NO_PAPER]),
        ([EXAM], form("Clinical", "Policy"), [""], []),
        ([EXAM], form("Clinical", "Policy"), ["clinical"], [FOR_POLICY]),
        ([EXAM], form("Clinical", "Policy"), ["clinical", "Policy"], []),
        ([EXAM], form("Clinical", "Policy", required=False), ["clinical", "Policy"], [NOT_FOR_ALL]),
        ([CLINICAL], form("Clinical", "Policy"), ["clinical"], []),
        ([CLINICAL], form("Clinical", "Policy"), ["Policy"], ["Clinical applicants have to sit"]),
        ([OR_WORK], form("Clinical"), [], []),
        ([EXAM], form(), ["clinical"], [NOT_FOR_ALL]),
        ([WORK], form(), [], []),
    ],
)
def test_who_has_none(clauses: list[Data], steps: list[Step], papers: list[str], words: list[str]) -> None:
    said = [fault for _, fault in unserved(parse(clauses), steps, papers)]
    assert len(said) == len(words)
    assert all(fault.startswith(start) for fault, start in zip(said, words, strict=True))


names = st.sampled_from(["", "Clinical", "policy", "research", " "])
sets = st.lists(st.sampled_from([EXAM, CLINICAL, WORK, EITHER, OR_WORK, TOGETHER]), max_size=3)


@given(sets, st.lists(names, max_size=3), names, st.booleans())
def test_one_more_paper_leaves_nobody_without(
    clauses: list[Data], papers: list[str], another: str, required: bool
) -> None:
    who = can_be(form("Clinical", "Policy", required=required))
    before = without_paper(parse(clauses), who, papers)
    assert {*without_paper(parse(clauses), who, [*papers, another])} <= {*before}
    assert without_paper(parse(clauses), who, [*papers, ""]) == []
