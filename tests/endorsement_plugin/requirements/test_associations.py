"""Each requirement of an association is met by what just meets it, and not by what just misses it."""

from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Evidence
from tests.endorsement_plugin.requirements.associations import ROWS, Row


@pytest.mark.parametrize(("row", "portfolio", "met"), [case for row in ROWS for case in row.cases()])
def test_what_just_meets_and_what_just_misses(row: Row, portfolio: Any, met: bool) -> None:
    clauses = parse([{"id": "it", **row.demands}])
    findings = assess(clauses, evidence(portfolio, row.demands["kind"]), row.day).findings
    assert all(finding.met for finding in findings) is met, [finding.detail for finding in findings]


def evidence(portfolio: Any, kind: str) -> Evidence:
    """As it is measured after submission."""
    if kind == "transcripts":
        return Evidence(verified_as=portfolio, transcripts_accepted=len(portfolio), submitted=True)
    if kind != "references":
        return Evidence(entries=tuple(portfolio), submitted=True)
    named = len(portfolio)
    return Evidence(referees=portfolio, references_named=named, references_received=named, submitted=True)


def test_the_table_is_wide_enough() -> None:
    assert len({(row.association, row.category, row.day) for row in ROWS}) >= 12
    assert all(row.meets and row.misses for row in ROWS)
