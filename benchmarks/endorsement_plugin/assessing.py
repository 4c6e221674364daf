"""Assessing portfolios of sixty entries against all that a clinical credential demands.

Every portfolio is another one, drawn by chance, and assessed once: nothing is known of its entries before.
The requirements are read once, as for a sheet of many applications. Words are made when somebody reads them,
so that reading all of them is measured by itself.

A page reads the entries of one application, or of a few, and assesses them at once; so does this, outside and
inside of what is measured. Assessing five hundred that were all made before takes longer, because the
processor has to fetch their 20 MB once more: that is measured, too.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from benchmarks.measure import Measured
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.findings import Assessment

PORTFOLIOS, ENTRIES = 500, 60
AT_ONCE = 5
TIMES = 5
TODAY = date(2026, 3, 1)
AREAS = ("foundations", "direct_service", "working_with_others", "reflection")

DEMANDS: list[dict[str, Any]] = [
    {"id": "e", "kind": "education", "degrees": ["master", "doctorate"]},
    {"id": "w", "kind": "work", "years": "2", "after": ["master"]},
    {
        "id": "t",
        "kind": "training",
        "hours": "48",
        "within_years": 10,
        "quotas": [
            {"area": "foundations", "label": "Foundations", "hours": "30"},
            {"area": "reflection", "label": "Reflection", "hours": "15"},
            {"area": "working_with_others", "label": "Working with others", "hours": "3"},
        ],
    },
    {"id": "p", "kind": "portfolio", "areas": [{"value": area, "label": area} for area in AREAS]},
    {
        "id": "s",
        "kind": "supervision",
        "hours": "50",
        "min_months": 12,
        "max_months": 24,
        "giving": "5",
        "givers": [{"category": "IMHM-C"}, {"category": "IMHS", "until": "2024-12-31"}],
    },
    {"id": "r", "kind": "references", "count": 3},
    {"id": "x", "kind": "exam"},
]


def bench_assessing() -> Iterator[Measured]:
    chance, clauses = random.Random(5), parse(DEMANDS)
    taken = median(_seconds(clauses, chance) for _ in range(TIMES))
    yield Measured(
        f"assess portfolios of {ENTRIES} entries",
        round(PORTFOLIOS / taken),
        "a second",
        target=10_000,
        better="more",
    )
    taken = median(_seconds(clauses, chance, at_once=PORTFOLIOS) for _ in range(TIMES))
    yield Measured("the same, all of them made before", round(PORTFOLIOS / taken), "a second")
    taken = median(_seconds(clauses, chance, read=_sentences) for _ in range(TIMES))
    yield Measured("the same, and every sentence of the findings", round(PORTFOLIOS / taken), "a second")
    taken = median(_seconds(clauses, chance, read=_entries) for _ in range(TIMES))
    yield Measured("the same, and what became of each entry", round(PORTFOLIOS / taken), "a second")


def portfolio(chance: random.Random) -> Evidence:
    """Two degrees, six jobs, forty trainings and a dozen periods of supervision over six years."""
    entries = [
        *(_degree(chance, degree) for degree in ("bachelor", "master")),
        *(_job(chance) for _ in range(6)),
        *(_training(chance) for _ in range(40)),
        *(_supervision(chance) for _ in range(12)),
    ]
    assert len(entries) == ENTRIES
    chance.shuffle(entries)
    return Evidence(tuple(entries), references_named=3, references_received=2, transcripts_accepted=1)


def _day(chance: random.Random) -> date:
    return TODAY - timedelta(days=chance.randrange(100, 2200))


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _degree(chance: random.Random, degree: str) -> Entry:
    return Entry("education", "A program", id=_id(chance), degree=degree, ended_on=date(2019, 6, 1))


def _job(chance: random.Random) -> Entry:
    start = _day(chance)
    return Entry("work", "A position", id=_id(chance), started_on=start, ended_on=start + timedelta(days=300))


def _training(chance: random.Random) -> Entry:
    day, areas = _day(chance), tuple(chance.sample(AREAS, chance.randint(0, 2)))
    hours = Decimal(chance.randint(2, 24)) / 4
    return Entry(
        "training", "A course", id=_id(chance), started_on=day, ended_on=day, hours=hours, areas=areas
    )


def _supervision(chance: random.Random) -> Entry:
    start, hours = _day(chance), Decimal(chance.randint(8, 60)) / 4
    return Entry(
        "supervision",
        "Practice",
        id=_id(chance),
        started_on=start,
        ended_on=start + timedelta(days=chance.randint(0, 90)),
        hours=hours,
        setting=chance.choice(["individual", "group"]),
        giver_category=chance.choice(["IMHM-C", "IMHS", "IFS"]),
        hours_on_giving=Decimal(1),
    )


def _seconds(
    clauses: tuple[Clause, ...],
    chance: random.Random,
    *,
    at_once: int = AT_ONCE,
    read: Callable[[Assessment], object] | None = None,
) -> float:
    """Processor seconds, so that a busy machine counts little; without making the portfolios."""
    taken = 0.0
    for _ in range(PORTFOLIOS // at_once):
        portfolios = [portfolio(chance) for _ in range(at_once)]
        began = time.process_time()
        for evidence in portfolios:
            assessment = assess(clauses, evidence, TODAY)
            if read:
                read(assessment)
        taken += time.process_time() - began
    return taken


def _sentences(assessment: Assessment) -> list[str]:
    return [f"{finding.sentence} {finding.progress} {finding.detail}" for finding in assessment.findings]


def _entries(assessment: Assessment) -> None:
    assert len(assessment.entries) == ENTRIES
