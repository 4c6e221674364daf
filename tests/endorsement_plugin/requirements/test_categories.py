"""Seed 002's four categories: what just meets them, and what just misses each clause."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from tests.endorsement_plugin.requirements.categories import (
    CATEGORIES,
    TODAY,
    YEAR,
    degree,
    job,
    meeting,
    supervision,
    training,
)

FIELD = "in the infant/early childhood and family field"
TRAINING = (
    "At least 30 hours of specialized training (about infant mental health (0–3); a person looks at that)"
)
PORTFOLIO = "A complete portfolio of training and experience in the required {} competency areas"
PERIOD = "within a period of 1 to 2 years, while working with infants, young children and families"
SUPERVISION = f"{{}} hours of reflective supervision {PERIOD}"
CDA = "A Child Development Associate (CDA) credential or an associate's degree"

SENTENCES = {
    "IFA": [
        f"{CDA}, or 2 or more years of work experience {FIELD}",
        "3 references",
        TRAINING,
        PORTFOLIO.format("IFA"),
    ],
    "IFS": [
        "A bachelor's degree or a master's degree",
        f"2 or more years of work experience {FIELD}",
        "3 references",
        TRAINING,
        PORTFOLIO.format("IFS"),
        SUPERVISION.format(24),
    ],
    "IMHS": [
        "A master's degree or a doctorate (PhD)",
        f"2 or more years of work experience {FIELD}, after a master's degree",
        "3 references",
        TRAINING,
        PORTFOLIO.format("IMHS"),
        SUPERVISION.format(50),
        "A passed exam",
    ],
    "IMHM": [
        "A master's degree, a doctorate (PhD), or an MD",
        f"3 or more years of work experience {FIELD}",
        "3 references",
        TRAINING,
        PORTFOLIO.format("IMHM"),
        f"Clinical applicants only: {SUPERVISION.format(50)}",
        "A passed exam",
    ],
}


@pytest.mark.parametrize("code", CATEGORIES)
def test_reads_as_the_association_wrote_it(code: str) -> None:
    assert [clause.sentence for clause in parse(CATEGORIES[code])] == SENTENCES[code]


@pytest.mark.parametrize("code", CATEGORIES)
def test_just_enough_is_enough(code: str) -> None:
    assessment = assess(parse(CATEGORIES[code]), meeting(code), TODAY)
    assert assessment.unmet("exam") == ()
    assert assessment.met_for("exam")


def without(kind: str) -> Callable[[Evidence], Evidence]:
    return lambda evidence: replace(evidence, entries=tuple(e for e in evidence.entries if e.kind != kind))


def instead(kind: str, *entries: Entry) -> Callable[[Evidence], Evidence]:
    def change(evidence: Evidence) -> Evidence:
        return replace(evidence, entries=(*without(kind)(evidence).entries, *entries))

    return change


def changed(**fields: Any) -> Callable[[Evidence], Evidence]:
    return lambda evidence: replace(evidence, **fields)


MISSES = [
    ("IFA", "education", instead("work", job(date(2023, 1, 2), date(2024, 12, 30)))),
    ("IFA", "references", changed(references_named=2, references_received=2)),
    ("IFA", "training", instead("training", training("29.99", "theory"), training("0", "reflection"))),
    ("IFA", "portfolio", instead("training", training("30", "theory"))),
    ("IFS", "education", instead("education", degree("associate"))),
    ("IFS", "education", instead("education", degree("doctorate"))),
    ("IFS", "work", instead("work", job(date(2023, 1, 2), date(2024, 12, 30)))),
    ("IFS", "supervision", instead("supervision", supervision("23.99", *YEAR))),
    ("IFS", "supervision", instead("supervision", supervision("24", date(2024, 1, 3), date(2024, 12, 31)))),
    (
        "IFS",
        "supervision",
        instead(
            "supervision",
            supervision("12", date(2022, 1, 1), date(2022, 6, 30)),
            supervision("12", date(2024, 7, 1), date(2024, 12, 31)),
        ),
    ),
    ("IMHS", "education", instead("education", degree("medical"))),
    ("IMHS", "work", instead("education", degree("master", date(2020, 6, 2)))),
    ("IMHS", "work", instead("work", job(date(2018, 1, 1), date(2022, 5, 30)))),
    ("IMHS", "supervision", instead("supervision", supervision("49.99", *YEAR))),
    ("IMHS", "exam", changed(exam_passed=False)),
    ("IMHS", "exam", changed(exam_passed=None)),
    ("IMHM", "education", instead("education", degree("bachelor"))),
    ("IMHM", "work", instead("work", job(date(2021, 1, 3), date(2023, 12, 31)))),
    ("IMHM", "supervision", without("supervision")),
    ("IMHM", "exam", changed(exam_passed=None)),
]


@pytest.mark.parametrize(("code", "clause", "change"), MISSES)
def test_just_short_is_short(code: str, clause: str, change: Callable[[Evidence], Evidence]) -> None:
    assessment = assess(parse(CATEGORIES[code]), change(meeting(code)), TODAY)
    assert clause in {finding.clause_id for finding in assessment.unmet("exam")}
    assert not assessment.met_for("exam")


@pytest.mark.parametrize("kind", ["cda", "associate"])
def test_an_associate_may_bring_a_degree_instead_of_work(kind: str) -> None:
    evidence = instead("work", degree(kind))(meeting("IFA"))
    assert assess(parse(CATEGORIES["IFA"]), evidence, TODAY).met_for("exam")


@pytest.mark.parametrize("designation", ["policy", "research"])
def test_a_mentor_who_is_no_clinician_needs_no_supervision(designation: str) -> None:
    evidence = replace(without("supervision")(meeting("IMHM")), designation=designation)
    findings = assess(parse(CATEGORIES["IMHM"]), evidence, TODAY)
    assert findings.met_for("exam")
    assert "supervision" not in {finding.clause_id for finding in findings.findings}


def test_until_a_designation_is_chosen_its_clauses_bind() -> None:
    evidence = replace(without("supervision")(meeting("IMHM")), designation="")
    assert not assess(parse(CATEGORIES["IMHM"]), evidence, TODAY).met_for("submit")


def test_two_years_may_hold_the_hours() -> None:
    halves = (
        supervision("12", date(2023, 1, 1), date(2023, 3, 31)),
        supervision("12", date(2024, 10, 1), date(2024, 12, 31)),
    )
    evidence = instead("supervision", *halves)(meeting("IFS"))
    assert assess(parse(CATEGORIES["IFS"]), evidence, TODAY).met_for("exam")


def test_the_exam_and_the_references_do_not_stand_in_the_way_of_submitting() -> None:
    evidence = replace(meeting("IMHS"), exam_passed=None, references_received=0)
    assessment = assess(parse(CATEGORIES["IMHS"]), evidence, TODAY)
    assert assessment.met_for("submit")
    assert [finding.sentence for finding in assessment.unmet("review")] == ["3 references received"]
    assert [finding.clause_id for finding in assessment.unmet("exam")] == ["references", "exam"]
