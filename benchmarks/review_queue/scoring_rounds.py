"""A round of any size on PostgreSQL, written by the database: items, reviewers, assignments if wanted."""

import datetime

from django.contrib.auth.models import User
from django.db import connection, models
from django.utils import timezone

from review_queue.access import open_to_reviewers
from review_queue.models import (
    Assignment,
    Item,
    Pool,
    PoolMembership,
    Qualification,
    Requirement,
    Reviewer,
    Round,
    Section,
)
from tests.factories import reviews

CODE = "upper(substr(md5(random()::text), 1, 11))"
NUMBERED = "(SELECT id, row_number() OVER () - 1 AS n FROM review_queue_item WHERE round_id = {}) item"


def make_people(pool: Pool, number: int, subjects: int, capacity: int) -> list[Reviewer]:
    start = User.objects.count()
    names = [f"{pool.code}-{n}" for n in range(start, start + number)]
    users = User.objects.bulk_create(
        [User(username=name, email=f"{name}@example.org", password="!") for name in names], batch_size=5_000
    )
    people = Reviewer.objects.bulk_create(
        [Reviewer(user=user, capacity=capacity, may_adjudicate=n % 5 == 1) for n, user in enumerate(users)],
        batch_size=5_000,
    )
    PoolMembership.objects.bulk_create(PoolMembership(pool=pool, reviewer=one) for one in people)
    Qualification.objects.bulk_create(
        Qualification(reviewer=one, tag=f"s{n % subjects}") for n, one in enumerate(people)
    )
    return people


def make_items(pool: Pool, scored_in: Round, number: int, state: str) -> None:
    """So many items in a new round, each with one section."""
    _copies(
        Item(round=scored_in, pool=pool, state=state),
        f"generate_series(1, {number})",
        {"id": "gen_random_uuid()", "ref": "gen_random_uuid()::text", "code": CODE},
    )
    section = Section(position=0, code="q1", prompt="Why?", text=reviews.ANSWER)
    _copies(section, NUMBERED.format(scored_in.pk), {"item_id": "item.id"})


def require(scored_in: Round, subjects: int) -> None:
    """One tag for each item of the round: the subjects take turns."""
    tag = {"item_id": "item.id", "tag": f"'s' || mod(item.n, {subjects})"}
    _copies(Requirement(), NUMBERED.format(scored_in.pk), tag)


def make_assignments(scored_in: Round, people: list[Reviewer]) -> None:
    """Two for each item of the round, offered and open; reviewers take turns."""
    turns = (
        f"(SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM review_queue_reviewer"
        f" WHERE id BETWEEN {people[0].pk} AND {people[-1].pk}) who"
    )
    _copies(
        Assignment(due=timezone.localdate() + datetime.timedelta(days=9)),
        f"{NUMBERED.format(scored_in.pk)} CROSS JOIN generate_series(1, 2) AS slot"
        f" JOIN {turns} ON who.n = mod(2 * item.n + slot, {len(people)})",
        {"item_id": "item.id", "slot": "slot", "reviewer_id": "who.id", "code": CODE},
    )
    open_to_reviewers(Assignment.objects.filter(item__round=scored_in))


def _copies(one: models.Model, source: str, columns: dict[str, str]) -> None:
    """INSERT … SELECT: a copy of `one` for each row of `source`, but for these columns."""
    fields = [field for field in one._meta.concrete_fields if not isinstance(field, models.AutoField)]
    select = [columns.get(field.attname, "%s") for field in fields]
    values = [
        field.get_db_prep_save(field.pre_save(one, add=True), connection)
        for field in fields
        if field.attname not in columns
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    table = f'"{one._meta.db_table}"'
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(select)} FROM {source}", values)
