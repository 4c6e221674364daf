"""More evidence never un-meets a requirement, the order of entries does not matter, and nothing raises."""

import random
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import Clause, dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence, Standing
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
        id=draw(st.sampled_from(["", "a", "b", "c"])),
        setting=draw(st.sampled_from(["", "individual", "group", "peer"])),
        giver_category=draw(st.sampled_from(["", "IMHM", "IFS"])),
        hours_on_giving=draw(st.one_of(st.none(), hours)),
        standings=draw(st.sampled_from([(), (Standing("vetted", start, end),)])),
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
    id=st.text(max_size=2),
    setting=st.text(max_size=5),
    giver_category=st.text(max_size=5),
    hours_on_giving=st.one_of(st.none(), st.decimals(-1000, 100_000, places=2)),
)

COUNTS: list[dict[str, object]] = [
    {
        "id": "t",
        "kind": "training",
        "hours": "30",
        "within_years": 5,
        "quotas": [
            {"area": area, "label": area, "hours": "9"} for area in ("theory", "reflection", "giving")
        ],
        "extras": [{"hours": "5", "area": "giving", "label": "giving", "condition": "…", "question": "q"}],
    },
    {
        "id": "s",
        "kind": "supervision",
        "hours": "24",
        "min_months": 6,
        "max_months": 24,
        "individual": "4",
        "group": "12",
        "giving": "3",
        "within_years": 9,
        "while_working": True,
        "givers": [{"category": "IMHM", "until": "2024-06-30"}, {"category": "vetted"}],
    },
    {"id": "u", "kind": "supervision", "hours": "24", "min_months": 12, "max_months": 0},
]
LICENSED = [{"id": "l", "kind": "license", "licenses": [{"value": "nurse", "label": "Nurse"}]}]
clauses = st.sampled_from([parse(stored) for stored in (*CATEGORIES.values(), LICENSED, COUNTS)])


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
    second = assess(which, Evidence(entries=tuple(shuffled)), TODAY)
    assert second == first
    assert [account.entry for account in second.entries] == [account.entry for account in first.entries]


@given(clauses, st.lists(wild, max_size=6), st.integers(-3, 9), st.text(max_size=9))
@settings(max_examples=200, deadline=None)
def test_odd_evidence_never_raises(which: Clauses, entries: list[Entry], count: int, word: str) -> None:
    evidence = Evidence(tuple(entries), count, count, count, frozenset([word]), None, word)
    assessment = assess(which, evidence, TODAY)
    assert all(finding.sentence for finding in assessment.findings)
    assert {account.entry for account in assessment.entries} == {entry.id for entry in entries} - {""}
    assert all(account.counted or account.why_not for account in assessment.entries)


def test_what_is_stored_reads_back_the_same() -> None:
    for stored in (*CATEGORIES.values(), IMHM):
        assert parse(dump(parse(stored))) == parse(stored)
