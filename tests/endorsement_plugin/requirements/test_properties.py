"""For requirements of every kind, in groups and without: more evidence never un-meets one, nothing depends on
the order, nothing raises, and what is said of each entry agrees with what was found."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import Clause, dump, everyone, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence, Referee, Signed, Standing
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import Assessment
from tests.endorsement_plugin.requirements.categories import CATEGORIES, IMHM, TODAY
from tests.endorsement_plugin.requirements.drawn import (
    CODES,
    STANDARDS,
    clauses,
    entries,
    evidence,
    one_clause,
    portfolios,
    referees,
    signatures,
)

Clauses = tuple[Clause, ...]
some_clauses = st.one_of(clauses, st.sampled_from([parse(one) for one in CATEGORIES.values()]))
wild_days = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, TODAY]))
wild_hours = st.one_of(
    st.none(), st.decimals(-1000, 100_000, places=2), st.sampled_from([Decimal(0), Decimal("0.005")])
)
wild_standing = st.builds(Standing, st.text(max_size=3), wild_days, wild_days)
wild_standings = st.lists(wild_standing, max_size=2).map(tuple)
wild = st.builds(
    Entry,
    kind=st.sampled_from([*EVIDENCE_KINDS, "juggling", ""]),
    title=st.text(max_size=5),
    started_on=wild_days,
    ended_on=wild_days,
    hours=wild_hours,
    degree=st.one_of(st.text(max_size=5), st.just("master")),
    areas=st.tuples(st.text(max_size=5)),
    id=st.text(max_size=2),
    setting=st.text(max_size=5),
    giver_category=st.text(max_size=5),
    hours_on_giving=wild_hours,
    hours_per_week=wild_hours,
    families=st.one_of(st.none(), st.integers(-5, 10**9)),
    standings=wild_standings,
)
wild_referees = st.builds(Referee, st.text(max_size=5), wild_days, st.integers(-3, 99), wild_standings)


def met(which: Clauses, held: Evidence) -> list[bool]:
    return [finding.met for finding in assess(which, held, TODAY).findings]


def with_ids(portfolio: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(replace(entry, id=f"{place:02}") for place, entry in enumerate(portfolio))


def with_more(held: Evidence, more: object) -> Evidence:
    """The same and one thing more, of whatever sort."""
    match more:
        case Entry():
            return replace(held, entries=(*held.entries, more))
        case Referee():
            received = held.references_received + bool(more.received_on)
            named = (*held.referees, more)
            return replace(held, referees=named, references_named=len(named), references_received=received)
        case Signed():
            statements = (*held.statements, more)
            return replace(held, statements=statements, signed=frozenset(one.name for one in statements))
        case Standing():
            return replace(held, holdings=(*held.holdings, more))
    verified = (*held.verified_as, str(more))
    return replace(held, verified_as=verified, transcripts_accepted=held.transcripts_accepted + 1)


more_evidence = st.one_of(
    entries(),
    entries(),
    referees,
    signatures,
    st.builds(Standing, st.sampled_from(CODES), st.sampled_from([None, date(2018, 1, 1)]), st.none()),
    st.sampled_from(STANDARDS[1:]),
)


@given(some_clauses, evidence(), portfolios, more_evidence)
@settings(max_examples=150)
def test_more_evidence_never_unmeets(
    which: Clauses, held: Evidence, portfolio: tuple[Entry, ...], more: object
) -> None:
    held = replace(held, entries=portfolio)
    before, after = met(which, held), met(which, with_more(held, more))
    assert all(now or not then for then, now in zip(before, after, strict=True))


def told(assessment: Assessment) -> object:
    """All that was found and said."""
    return assessment.findings, [(account.entry, account.uses) for account in assessment.entries]


@given(some_clauses, evidence(), portfolios, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_order_does_not_matter(
    which: Clauses, held: Evidence, portfolio: tuple[Entry, ...], shuffler: random.Random
) -> None:
    held = replace(held, entries=with_ids(portfolio))
    lists = ("entries", "referees", "statements", "verified_as", "exam_parts", "holdings")
    shuffled: dict[str, Any] = {
        name: tuple(shuffler.sample(getattr(held, name), len(getattr(held, name)))) for name in lists
    }
    turned = replace(held, **shuffled)
    assert told(assess(which, turned, TODAY)) == told(assess(which, held, TODAY))


@given(
    some_clauses,
    st.lists(wild, max_size=6),
    st.lists(wild_referees, max_size=3),
    wild_standings,
    st.integers(-3, 9),
    st.text(max_size=9),
    st.dates(),
)
@settings(max_examples=100)
def test_odd_evidence_never_raises(
    which: Clauses,
    portfolio: list[Entry],
    named: list[Referee],
    holdings: tuple[Standing, ...],
    count: int,
    word: str,
    today: date,
) -> None:
    held = Evidence(
        tuple(portfolio), count, count, count, frozenset([word]), None, word, submitted_on=today,
        referees=tuple(named), statements=(Signed(word, word),), verified_as=(word,), holdings=holdings,
    )  # fmt: skip
    for day in (TODAY, today):
        assessment = assess(which, held, day)
        assert all(finding.sentence and isinstance(finding.detail, str) for finding in assessment.findings)
        assert {account.entry for account in assessment.entries} == {entry.id for entry in portfolio} - {""}
        assert all(account.counted or account.why_not for account in assessment.entries)


@given(some_clauses, evidence(), portfolios)
@settings(max_examples=100)
def test_each_entry_is_accounted_for_once_and_once_under_each_requirement(
    which: Clauses, held: Evidence, portfolio: tuple[Entry, ...]
) -> None:
    held = replace(held, entries=with_ids(portfolio))
    accounts = assess(which, held, TODAY).entries
    assert [account.entry for account in accounts] == [entry.id for entry in held.entries]
    names = {clause.id for clause in everyone(which)}
    for account in accounts:
        claimed = [use.clause_id for use in account.uses]
        assert len(claimed) == len({*claimed})
        assert names.issuperset(claimed)
        assert account.counted is bool(account.counting)
        assert bool(account.why_not) is not account.counted


BESIDE = {"education", "work"}
"""What other entries are counted beside: work after a degree, supervision while working."""


@given(one_clause, evidence(), portfolios)
@settings(max_examples=150)
def test_what_does_not_count_changes_nothing(
    which: Clause, held: Evidence, portfolio: tuple[Entry, ...]
) -> None:
    held = replace(held, entries=with_ids(portfolio))
    assessment = assess([which], held, TODAY)
    kept = [one for one in held.entries if one.kind in BESIDE or assessment.by_entry[one.id].counted]
    without = assess([which], replace(held, entries=tuple(kept)), TODAY)
    found = [(finding.met, finding.value) for finding in assessment.findings]
    assert [(finding.met, finding.value) for finding in without.findings] == found


@given(one_clause, evidence(), entries(), portfolios)
@settings(max_examples=150)
def test_what_counts_by_itself_brings_something(
    which: Clause, held: Evidence, entry: Entry, others: tuple[Entry, ...]
) -> None:
    """Of work at least a day, which may be less of a year than is shown."""
    beside = tuple(one for one in others if one.kind in BESIDE - {entry.kind})
    alone = replace(held, entries=(*beside, replace(entry, id="x")))
    for clause in everyone([which]):
        if clause.parts or clause.kind == "work":
            continue
        with_it = assess([clause], alone, TODAY)
        without = assess([clause], replace(alone, entries=beside), TODAY)
        found = [[(one.met, one.value) for one in both.findings] for both in (with_it, without)]
        uses = with_it.by_entry["x"].counting
        met_anyway = all(one.met for one in without.findings)
        assert (found[0] != found[1]) is bool(uses) or met_anyway


@given(evidence(), portfolios)
@settings(max_examples=100)
def test_hours_that_count_are_those_on_the_meter(held: Evidence, portfolio: tuple[Entry, ...]) -> None:
    held = replace(held, entries=with_ids(portfolio))
    for kind in ("training", "supervision"):
        (clause,) = parse([{"id": kind, "kind": kind, "hours": "500"}])
        assessment = assess([clause], held, TODAY)
        words = [use.words for account in assessment.entries for use in account.counting]
        counted = sum((Decimal(one.split(" ")[0]) for one in words), Decimal(0))
        (finding,) = assessment.findings
        assert counted == Decimal(finding.value)


def test_what_is_stored_reads_back_the_same() -> None:
    for stored in (*CATEGORIES.values(), IMHM):
        assert parse(dump(parse(stored))) == parse(stored)


@given(clauses)
def test_so_does_what_is_drawn(which: Clauses) -> None:
    assert parse(dump(which)) == which
