"""What a driven process sets up: a round with answers that have come in, and people to score them."""

import random
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import User

from review_queue.models import Assignment, BarredUser, Event, Item, PoolRole, Reviewer, Round
from review_queue.record import record
from review_queue.statements.subjects import Subject
from tests.factories import reviews

NAME = "Wilhelmina Placeholder"
TEXT = f"{NAME} here. I would wait, and wonder aloud with the parent what the turn means."


@dataclass
class Scene:
    """`waiting` are answers that nobody has cleared yet. `barred` outlives the bars of decided answers."""

    scored_in: Round
    clearer: User
    chance: random.Random
    waiting: list[Item] = field(default_factory=list)
    barred: set[tuple[UUID, int]] = field(default_factory=set)


def build(*, reviewers: int, seed: int) -> Scene:
    """A round, a clearer, and reviewers of whom half have little room; nobody waits for a third in vain."""
    for number in range(reviewers):
        agency, novice = f"Agency {number % 7}" if number % 2 else "", number % 5 == 0
        reviews.make_reviewer(
            capacity=5 if number % 2 else 1_000, agency=agency, novice=novice, may_adjudicate=True
        )
    clearer = reviews.make_staff(PoolRole.Role.CLEARER)
    return Scene(reviews.make_round(), clearer, random.Random(seed))


def receive(scene: Scene, number: int) -> None:
    """So many answers through `intake`, each with two reviewers who are barred from it."""
    people = list(Reviewer.objects.order_by("pk").values_list("user_id", flat=True))
    for _ in range(number):
        barred = scene.chance.sample(people, 2)
        item = reviews.make_item(
            scene.scored_in,
            sections=[{"code": "q1", "prompt": "What would you do?", "text": TEXT}],
            identifiers=[{"kind": "given_name", "value": NAME.split(maxsplit=1)[0]}],
            barred=barred,
        )
        scene.waiting.append(item)
        scene.barred |= {(item.pk, user) for user in barred}


def clear(scene: Scene, number: int) -> None:
    """Release so many of them, which asks for their assigning."""
    for item in scene.waiting[:number]:
        reviews.clear_item(item, by=scene.clearer)
    del scene.waiting[:number]


def put_cleared(scene: Scene, number: int) -> None:
    """So many cleared answers at once, without their texts: for what looks at slots alone."""
    items = Item.objects.bulk_create(
        Item(ref=f"bulk-{one}", round=scene.scored_in, pool=reviews.make_pool(), state="cleared")
        for one in range(number)
    )
    people = list(Reviewer.objects.order_by("pk").values_list("user_id", flat=True))
    bars = [(item, user) for item in items for user in scene.chance.sample(people, 3)]
    BarredUser.objects.bulk_create(BarredUser(item=item, user_id=user) for item, user in bars)
    for item in items:
        record(item, Event.Kind.BARRED, detail="people:3", states=(Subject.ITEM, item.pk))
    scene.barred |= {(item.pk, user) for item, user in bars}


def points_of(assignment: Assignment) -> int:
    """One answer in three divides its pair; which one, every process knows."""
    return 0 if assignment.slot == 2 and assignment.item_id.int % 3 == 0 else 3
