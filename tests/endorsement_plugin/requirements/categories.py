"""The four categories of seed 002 as their editor writes them, and portfolios that just meet each."""

from datetime import date
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.evidence import Entry, Evidence

TODAY = date(2026, 3, 1)

EXPERIENCE = "infant/early childhood and family field"
WINDOW = {
    "min_months": 12,
    "max_months": 24,
    "context": "while working with infants, young children and families",
}


def _common(code: str) -> list[dict[str, Any]]:
    return [
        {"id": "references", "kind": "references", "count": 3},
        {"id": "training", "kind": "training", "hours": "30", "topic": "infant mental health (0–3)"},
        {
            "id": "portfolio",
            "kind": "portfolio",
            "subject": f"the required {code} competency areas",
            "areas": [{"value": "theory", "label": "Theory"}, {"value": "reflection", "label": "Reflection"}],
        },
    ]


IFA: list[dict[str, Any]] = [
    {
        "id": "education",
        "kind": "any_of",
        "clauses": [
            {"id": "degree", "kind": "education", "degrees": ["cda", "associate"]},
            {"id": "instead", "kind": "work", "years": "2", "field": EXPERIENCE},
        ],
    },
    *_common("IFA"),
]
IFS: list[dict[str, Any]] = [
    {"id": "education", "kind": "education", "degrees": ["bachelor", "master"]},
    {"id": "work", "kind": "work", "years": "2", "field": EXPERIENCE},
    *_common("IFS"),
    {"id": "supervision", "kind": "supervision", "hours": "24", **WINDOW},
]
IMHS: list[dict[str, Any]] = [
    {"id": "education", "kind": "education", "degrees": ["master", "doctorate"]},
    {"id": "work", "kind": "work", "years": "2", "after": ["master"], "field": EXPERIENCE},
    *_common("IMHS"),
    {"id": "supervision", "kind": "supervision", "hours": "50", **WINDOW},
    {"id": "exam", "kind": "exam"},
]
IMHM: list[dict[str, Any]] = [
    {"id": "education", "kind": "education", "degrees": ["master", "doctorate", "medical"]},
    {"id": "work", "kind": "work", "years": "3", "field": EXPERIENCE},
    *_common("IMHM"),
    {"id": "supervision", "kind": "supervision", "hours": "50", "designation": "Clinical", **WINDOW},
    {"id": "exam", "kind": "exam"},
]
CATEGORIES = {"IFA": IFA, "IFS": IFS, "IMHS": IMHS, "IMHM": IMHM}


def degree(kind: str, day: date = date(2020, 6, 1)) -> Entry:
    """A degree conferred on a day."""
    return Entry("education", title="A program", degree=kind, ended_on=day)


def job(start: date, end: date | None) -> Entry:
    """A position from one day to another, both included."""
    return Entry("work", title="A position", started_on=start, ended_on=end)


def training(hours: str, *areas: str) -> Entry:
    """A training that is over."""
    day = date(2025, 5, 1)
    return Entry("training", started_on=day, ended_on=day, hours=Decimal(hours), areas=areas)


def supervision(hours: str, start: date, end: date) -> Entry:
    """A period of reflective supervision."""
    return Entry("supervision", started_on=start, ended_on=end, hours=Decimal(hours))


TRAININGS = (training("29.5", "theory"), training("0.5", "reflection"))
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def meeting(code: str) -> Evidence:
    """A portfolio that meets each clause of a category and not by an hour or a day more."""
    work = {
        "IFA": (job(date(2023, 1, 1), date(2024, 12, 31)),),
        "IFS": (job(date(2023, 1, 1), date(2024, 12, 31)),),
        "IMHS": (job(date(2020, 6, 1), date(2022, 5, 31)),),
        "IMHM": (job(date(2021, 1, 1), date(2023, 12, 31)),),
    }[code]
    degrees = {
        "IFA": (),
        "IFS": (degree("bachelor"),),
        "IMHS": (degree("master"),),
        "IMHM": (degree("medical"),),
    }
    hours = {"IFS": "24", "IMHS": "50", "IMHM": "50"}
    received = (supervision(hours[code], *YEAR),) if code in hours else ()
    return Evidence(
        entries=(*degrees[code], *work, *TRAININGS, *received),
        references_named=3,
        references_received=3,
        exam_passed=True if code in ("IMHS", "IMHM") else None,
        designation="clinical" if code == "IMHM" else "",
    )
