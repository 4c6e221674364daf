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
    Candidate,
    Choice,
    Whom,
    can_be,
    fitting,
    in_short,
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


def form(*offered: str, required: bool = True, ages: tuple[str, ...] = ()) -> list[Step]:
    asked = [choice("designation", offered, required), choice("age_band", ages, required)]
    asked = [one for one in asked if one["options"]]
    return [parse_step({"fields": [{"name": "x", "type": "text"}, *asked]})]


def choice(name: str, offered: tuple[str, ...], required: bool) -> Data:
    options = [{"value": one.casefold(), "label": one} for one in offered]
    return {"name": name, "type": "choice", "required": required, "options": options}


def whom(words: str) -> Whom:
    """“Clinical/Birth to three”."""
    return Whom(*words.split("/"))


@pytest.mark.parametrize(
    ("papers", "candidate", "fits"),
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
        (["", "/Infants", "/Preschool"], "/preschool", ["/Preschool"]),
        (["", "/Infants"], "/preschool", [""]),
        (["/Infants"], "/preschool", []),
        (["/Infants"], "clinical/", []),
        (["/Infants", "Clinical"], "clinical/infants", ["Clinical"]),
        (["/Infants", "Clinical", "Clinical/Infants"], "clinical/INFANTS", ["Clinical/Infants"]),
        (["/Infants", "Clinical/Preschool"], "clinical/infants", ["/Infants"]),
        (["Clinical/Preschool"], "clinical/infants", []),
        (["/Birth to three"], "/birth_to_three", ["/Birth to three"]),
        (["/De 3 a 6 años"], "/de_3_a_6_anos", ["/De 3 a 6 años"]),
        (["/誕生"], "/option", []),
        (["/誕生"], "/誕生", ["/誕生"]),
    ],
)
def test_the_paper_that_is_closest_goes_before_the_others(
    papers: list[str], candidate: str, fits: list[str]
) -> None:
    assert fitting(papers, whom(candidate), whom) == fits


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
    clinical = Candidate(Choice("clinical", "Clinical", (*place, 0, "label")))
    policy = Candidate(Choice("policy", "Policy", (*place, 1, "label")))
    assert can_be(form("Clinical", "Policy")) == [clinical, policy]
    assert can_be(form("Clinical", "Policy", required=False)) == [clinical, policy, Candidate()]
    assert can_be(form()) == [Candidate()]


def test_each_designation_has_each_age_band() -> None:
    both = can_be(form("Clinical", "Policy", ages=AGES))
    assert [one.words for one in both] == [
        "Clinical applicants for “Infants”",
        "Clinical applicants for “Preschool”",
        "Policy applicants for “Infants”",
        "Policy applicants for “Preschool”",
    ]
    assert both[1].place == (0, "fields", 2, "options", 1, "label")
    alone = can_be(form(ages=AGES, required=False))
    assert [one.words for one in alone] == ["applicants for “Infants”", "applicants for “Preschool”", ""]


AGES = ("Infants", "Preschool")
FOR_PRESCHOOL = "Applicants for “Preschool” have to sit an exam, and no exam paper is for them."
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
        ([EXAM], form(ages=AGES), ["/infants", "/Preschool"], []),
        ([EXAM], form(ages=AGES), ["/Infants"], [FOR_PRESCHOOL]),
        ([EXAM], form(ages=AGES), ["/Infants", ""], []),
        ([EXAM], form(ages=AGES, required=False), ["/Infants", "/Preschool"], [NOT_FOR_ALL]),
        ([EXAM], form("Clinical", "Policy", ages=AGES), ["/Infants"], [FOR_PRESCHOOL]),
        ([EXAM], form("Clinical", "Policy", ages=AGES), ["Clinical"], [FOR_POLICY]),
        (
            [EXAM],
            form("Clinical", "Policy", ages=AGES),
            ["Clinical", "Policy/Infants"],
            ["Policy applicants for “Preschool” have to sit an exam"],
        ),
        (
            [CLINICAL],
            form("Clinical", "Policy", ages=AGES),
            ["Clinical/Infants"],
            ["Clinical applicants for “Preschool” have"],
        ),
    ],
)
def test_who_has_none(clauses: list[Data], steps: list[Step], papers: list[str], words: list[str]) -> None:
    said = [fault for _, fault in unserved(parse(clauses), steps, [*map(whom, papers)])]
    assert len(said) == len(words)
    assert all(fault.startswith(start) for fault, start in zip(said, words, strict=True))


names = st.sampled_from(
    ["", "Clinical", "policy", "research", " ", "/infants", "/Toddlers", "Clinical/Preschool"]
)
sets = st.lists(st.sampled_from([EXAM, CLINICAL, WORK, EITHER, OR_WORK, TOGETHER]), max_size=3)


@given(sets, st.lists(names, max_size=3), names, st.booleans(), st.sampled_from([(), AGES]))
def test_one_more_paper_leaves_nobody_without(
    clauses: list[Data], papers: list[str], another: str, required: bool, ages: tuple[str, ...]
) -> None:
    who = can_be(form("Clinical", "Policy", required=required, ages=ages))
    before, more = [*map(whom, papers)], [*map(whom, [*papers, another])]
    lost = without_paper(parse(clauses), who, before)
    assert {*without_paper(parse(clauses), who, more)} <= {*lost}
    assert without_paper(parse(clauses), who, [*before, Whom()]) == []
    assert bool(in_short(lost, who)) == bool(lost)
