"""A million events sealed and verified, and an evidence pack of ten thousand answers."""

import datetime
import io
import os
import resource
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.utils import timezone

from benchmarks.measure import Measured
from review_queue.audit.actions import seal_events
from review_queue.audit.queries.reliability import scores_of
from review_queue.audit.queries.seal_chain import breaks
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Event, Item, Mark, PoolRole, Review, Round, Verdict
from review_queue.resolving.actions.decide import rules_of
from review_queue.staff.reports.evidence_pack import gather, write_archive
from review_queue.staff.reports.pdf_report import printed
from tests.factories import reviews

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
ANSWERS = int(os.environ.get("BENCH_ANSWERS", "10000"))
REVIEWERS = 20


def bench_sealing() -> Iterator[Measured]:
    """With less than a million (BENCH_EVENTS) the names say how many there were."""
    item = reviews.make_item()
    _happen(item, EVENTS - Event.objects.count())
    before = _peak()
    yield _seconds(f"seal {EVENTS:,} events", _seal_all)
    yield _seconds(f"verify the seals over {EVENTS:,} events", _verify)
    yield Measured("memory that sealing and verifying took more", round(_peak() - before, 1), "MB", 200)


def bench_evidence_pack() -> Iterator[Measured]:
    """Answers without events: figures, intervals, report and archive."""
    scored_in = _decided(ANSWERS)
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    before = _peak()

    def make() -> None:
        pack = gather(chief, scores_of(chief, scored_in), datetime.date(2026, 3, 2))
        write_archive(pack, printed(pack), io.BytesIO())

    yield _seconds(f"evidence pack of {ANSWERS:,} answers", make)
    yield Measured(
        f"memory that a pack of {ANSWERS:,} answers took more", round(_peak() - before, 1), "MB", 800
    )


def _happen(item: Item, number: int) -> None:
    """Written by the database: none passes through this process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            f"INSERT INTO {Event._meta.db_table} (item_id, kind, detail, at) "
            "SELECT %s, 'masked_more', '1', %s FROM n",
            [number, item.pk.hex, timezone.now()],
        )


def _seal_all() -> None:
    while seal_events():
        pass


def _verify() -> None:
    assert list(breaks()) == []


def _decided(number: int) -> Round:
    scored_in, pool = reviews.make_round(), reviews.make_pool()
    people = [reviews.make_reviewer(pool) for _ in range(REVIEWERS)]
    items = Item.objects.bulk_create(
        [Item(ref=f"bench-{n}", round=scored_in, pool=pool, state="decided") for n in range(number)], 1_000
    )
    now = timezone.now()
    work = Assignment.objects.bulk_create(
        [
            Assignment(
                item=item,
                reviewer=people[(n + slot * 7) % REVIEWERS],
                slot=slot,
                state="submitted",
                due=now.date(),
            )
            for n, item in enumerate(items)
            for slot in (1, 2)
        ],
        1_000,
    )
    written = Review.objects.bulk_create([Review(assignment=one, submitted_at=now) for one in work], 1_000)
    scales = [(one, list(one.levels.all())) for one in rubric_of(scored_in.rubric)]
    Mark.objects.bulk_create(
        [
            Mark(review=review, criterion=criterion, level=levels[(n * 7 + place) % len(levels)])
            for n, review in enumerate(written)
            for place, (criterion, levels) in enumerate(scales)
        ],
        1_000,
    )
    rules = rules_of(scored_in)
    Verdict.objects.bulk_create(
        [Verdict(item=one, outcome="passed", percent=70, resolution="agreed", **rules) for one in items],
        1_000,
    )
    return scored_in


def _seconds(name: str, call: Callable[[], None]) -> Measured:
    began = time.perf_counter()
    call()
    return Measured(name, round(time.perf_counter() - began, 1), "s")


def _peak() -> float:
    """Megabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
