"""A round of any size in the database, made in bulk: cleared items, reviewers, and assignments if wanted."""

import datetime
from collections.abc import Iterator
from itertools import cycle
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from review_queue.actions.access import open_to_reviewers
from review_queue.models import (
    Assignment,
    Item,
    Pool,
    PoolMembership,
    Qualification,
    Reviewer,
    Round,
    Section,
)
from tests.factories import reviews

BATCH = 20_000
"""Items at a time."""


def make_people(pool: Pool, number: int, subjects: int, capacity: int) -> list[Reviewer]:
    users = User.objects.bulk_create(
        User(username=f"{pool.code}-{n}", email=f"{pool.code}-{n}@example.org", password="!")
        for n in range(number)
    )
    people = Reviewer.objects.bulk_create(
        Reviewer(user=user, capacity=capacity, may_adjudicate=n % 5 == 1) for n, user in enumerate(users)
    )
    PoolMembership.objects.bulk_create(PoolMembership(pool=pool, reviewer=one) for one in people)
    Qualification.objects.bulk_create(
        Qualification(reviewer=one, tag=f"s{n % subjects}") for n, one in enumerate(people)
    )
    return people


def make_items(pool: Pool, scored_in: Round, number: int, state: str) -> Iterator[list[Item]]:
    """In batches, each with one section."""
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        items = Item.objects.bulk_create(
            [Item(ref=str(uuid4()), round=scored_in, pool=pool, state=state) for _ in range(size)]
        )
        Section.objects.bulk_create(
            [Section(item=item, position=0, code="q1", prompt="Why?", text=reviews.ANSWER) for item in items]
        )
        yield items


def make_assignments(items: list[Item], people: list[Reviewer]) -> None:
    """Two for each item, offered and open; reviewers take turns."""
    due = timezone.localdate() + datetime.timedelta(days=9)
    turns = cycle(people)
    made = Assignment.objects.bulk_create(
        [Assignment(item=item, slot=slot, reviewer=next(turns), due=due) for item in items for slot in (1, 2)]
    )
    open_to_reviewers(Assignment.objects.filter(pk__in=[one.pk for one in made]))
