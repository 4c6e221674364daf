"""More evidence never un-meets a requirement, the order of entries does not matter, and nothing raises."""

import random
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import Clause, dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from tests.endorsement_plugin.requirements.categories import CATEGORIES, IMHM, TODAY

Clauses = tuple[Clause, ...]

days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
wild_days = st.one_of(st.none(), st.dates(), days)
hours = st.decimals(min_value=0, max_value=200, places=2)


@st.composite
def plausible(draw: st.DrawFn) -> Entry:
    start, end = sorted((draw(days), draw(days)))
    return Entry(
        title=draw(st.sampled_from(["", "Nurse", "nurse"])),
        kind=draw(st.sampled_from([*EVIDENCE_KINDS])),
        started_on=draw(st.sampled_from([start, None])),
        ended_on=draw(st.sampled_from([end, None])),
        hours=draw(st.one_of(st.none(), hours)),
        degree=draw(st.sampled_from(["", "cda", "associate", "bachelor", "master", "doctorate", "medical"])),
        areas=tuple(draw(st.lists(st.sampled_from(["theory", "reflection", "giving"]), max_size=2))),
    )


wild = st.builds(
    Entry,
    kind=st.sampled_from([*EVIDENCE_KINDS, "juggling", ""]),
    title=st.text(max_size=5),
    started_on=wild_days,
    ended_on=wild_days,
    hours=st.one_of(st.none(), st.decimals(-1000, 100_000, places=2), st.just(Decimal("0"))),
    degree=st.text(max_size=5),
    areas=st.tuples(st.text(max_size=5)),
)

LICENSED = [{"id": "l", "kind": "license", "licenses": [{"value": "nurse", "label": "Nurse"}]}]
clauses = st.sampled_from([parse(stored) for stored in (*CATEGORIES.values(), LICENSED)])


def met(evidence: Evidence, which: Clauses) -> list[bool]:
    return [finding.met for finding in assess(which, evidence, TODAY).findings]


@given(clauses, st.lists(plausible(), max_size=8), plausible())
@settings(deadline=None)
def test_one_more_entry_never_unmeets(which: Clauses, entries: list[Entry], another: Entry) -> None:
    before = met(Evidence(entries=tuple(entries)), which)
    after = met(Evidence(entries=(*entries, another)), which)
    assert all(now or not then for then, now in zip(before, after, strict=True))


@given(clauses, st.lists(plausible(), max_size=8), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_does_not_matter(which: Clauses, entries: list[Entry], shuffler: random.Random) -> None:
    shuffled = list(entries)
    shuffler.shuffle(shuffled)
    first = assess(which, Evidence(entries=tuple(entries)), TODAY)
    assert assess(which, Evidence(entries=tuple(shuffled)), TODAY) == first


@given(clauses, st.lists(wild, max_size=6), st.integers(-3, 9), st.text(max_size=9))
@settings(max_examples=200, deadline=None)
def test_odd_evidence_never_raises(which: Clauses, entries: list[Entry], count: int, word: str) -> None:
    evidence = Evidence(tuple(entries), count, count, count, frozenset([word]), None, word)
    for finding in assess(which, evidence, TODAY).findings:
        assert finding.sentence


def test_what_is_stored_reads_back_the_same() -> None:
    for stored in (*CATEGORIES.values(), IMHM):
        assert parse(dump(parse(stored))) == parse(stored)
