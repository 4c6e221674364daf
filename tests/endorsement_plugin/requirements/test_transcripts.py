"""Transcripts by what they were found to be, and statements by version."""

from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Evidence, Signed
from endorsement_plugin.requirements.findings import Finding
from tests.endorsement_plugin.requirements.categories import TODAY


def find(clause: dict[str, Any], **evidence: Any) -> Finding:
    return assess(parse([{"id": "it", **clause}]), Evidence(**evidence), TODAY).findings[0]


@pytest.mark.parametrize(
    ("standard", "found", "met"),
    [
        ("", ("",), True),
        ("unofficial", ("unofficial",), True),
        ("unofficial", ("",), False),
        ("official", ("unofficial",), False),
        ("official", ("official",), True),
        ("official", ("sealed",), True),
        ("sealed", ("official",), False),
        ("sealed", ("official", "sealed"), True),
    ],
)
def test_each_counts_for_what_it_is_and_less(standard: str, found: tuple[str, ...], met: bool) -> None:
    """Connecticut and Kansas ask for sealed ones; Rhode Island takes unofficial ones."""
    clause = {"kind": "transcripts", "count": 1, "standard": standard}
    more = {"transcripts_accepted": len(found), "verified_as": found, "submitted": True}
    finding = find(clause, **more)
    assert finding.met is met
    assert met or finding.detail == "1 verified transcript is not of the kind that is asked for."


def test_until_it_is_submitted_what_nobody_has_looked_at_counts() -> None:
    clause = {"kind": "transcripts", "count": 1, "standard": "sealed"}
    assert find(clause, transcripts_accepted=1, transcripts_unseen=1).met
    assert not find(clause, transcripts_accepted=0, transcripts_unseen=1, submitted=True).met


@pytest.mark.parametrize(
    ("standard", "sentence"),
    [
        ("", "2 official transcripts"),
        ("unofficial", "2 transcripts, official or not"),
        ("official", "2 official transcripts"),
        ("sealed", "2 official transcripts, sealed by the school"),
    ],
)
def test_the_sentence(standard: str, sentence: str) -> None:
    assert find({"kind": "transcripts", "count": 2, "standard": standard}).sentence == sentence


@pytest.mark.parametrize(
    ("statement", "signed", "met"),
    [
        ("ethics", Signed("ethics", "2026"), True),
        ("ethics", Signed("ethics", " 2026 "), True),
        ("ethics", Signed("ethics", "2024"), False),
        ("ethics", Signed("ethics"), False),
        ("ethics", Signed("agreement", "2026"), False),
        ("", Signed("agreement", "2026"), True),
    ],
)
def test_an_older_version_does_not_meet_a_newer_one(statement: str, signed: Signed, met: bool) -> None:
    clause = {"kind": "attestation", "title": "the Code", "statement": statement, "version": "2026"}
    finding = find(clause, signed=frozenset([signed.name]), statements=(signed,))
    assert finding.met is met
    assert finding.sentence == "The Code in its version 2026, read and signed"
    if signed.name == "ethics" and not met:
        assert finding.detail == "Another version was signed, not 2026."
