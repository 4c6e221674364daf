"""Applying a plan with every check, permission and event, in one transaction. `LARGE=1`: ten times that."""

import os
import time
from collections.abc import Iterator

from django.db import connection

from benchmarks.measure import Measured
from benchmarks.review_queue.scoring_rounds import make_items, make_people, require
from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.demand import items_in_need
from review_queue.models import Assignment, Event, ItemUserPermission, Plan
from tests.factories import reviews

ITEMS = 100_000 if os.environ.get("LARGE") else 10_000
REVIEWERS = ITEMS // 20
SUBJECTS = max(1, REVIEWERS // 40)


def measure_apply() -> Iterator[Measured]:
    pool, scored_in = reviews.make_pool(), reviews.make_round(assigning="asked")
    make_people(pool, REVIEWERS, SUBJECTS, capacity=60)
    make_items(pool, scored_in, ITEMS, "cleared")
    require(scored_in, SUBJECTS)
    items = list(items_in_need())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    began = time.perf_counter()
    plan = propose_plan(scored_in=scored_in, pool=pool, items=items)
    assert plan
    drawn = time.perf_counter()
    assert apply_plan(plan=plan).state == Plan.State.APPLIED
    applied = time.perf_counter() - drawn
    made = Assignment.objects.count()
    assert made == 2 * ITEMS == ItemUserPermission.objects.count() == Event.objects.count()
    yield Measured(f"propose a plan for {ITEMS:,} items, reading and writing", round(drawn - began, 1), "s")
    yield Measured(
        f"apply {made:,} assignments", round(made / applied), "a second", target=5000, better="more"
    )
