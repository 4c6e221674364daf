"""A reviewer's pages while the queue grows a hundredfold. `LARGE=1`: a thousandfold."""

import os
from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.measure import Measured, median, milliseconds
from benchmarks.review_queue.scoring_rounds import make_assignments, make_items, make_people
from review_queue.models import Assignment
from tests.factories import reviews

FEW = 1_000
MANY = 1_000_000 if os.environ.get("LARGE") else 100_000
HELD = 20
"""Each reviewer holds as many at either size."""
TIMES = 30


@override_settings(RATELIMITS={})
def measure_pages() -> Iterator[Measured]:
    pool = reviews.make_pool()
    taken: dict[str, list[float]] = {}
    for number in (FEW, MANY):
        new, scored_in = number - Assignment.objects.count(), reviews.make_round()
        people = make_people(pool, new // HELD, subjects=5, capacity=60)
        make_items(pool, scored_in, new // 2, "assigned")
        make_assignments(scored_in, people)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for page, times in _pages(people[0].user).items():
            taken.setdefault(page, []).append(times)
    for page, (before, after) in taken.items():
        yield Measured(f"{page}, {FEW:,} assignments", before, "ms")
        yield Measured(f"{page}, {MANY:,} assignments", after, "ms")
        yield Measured(f"{page}, growth", round(after / before, 2), "times", target=1.2)


def _pages(user: User) -> dict[str, float]:
    """The median of each page, for a reviewer of this size of queue."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    own = Assignment.objects.filter(reviewer__user=user).first()
    assert own
    reviews.accept_offer(own)
    urls = {
        "reviewer's queue page": reverse("review_queue:queue"),
        "reviewer's item page": own.get_absolute_url(),
    }
    return {name: _median(client, url) for name, url in urls.items()}


def _median(client: Client, url: str) -> float:
    return median(milliseconds(lambda _: client.get(url), TIMES))
