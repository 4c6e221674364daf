"""The invariants see what they are there for: each is broken by hand, behind the back of every action."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from pytest_django import DjangoDbBlocker

from review_queue.audit.actions import seal_events
from review_queue.models import (
    Assignment,
    BarredUser,
    Event,
    Item,
    ItemUserPermission,
    Mail,
    Mark,
    PoolRole,
    Reviewer,
    Work,
)
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.review_queue.invariants import Known, breaches
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _played_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Item]:
    with shared(django_db_blocker, play) as item:
        yield item


@pytest.fixture
def played(_played_once: Item, db: None) -> Item:
    return deepcopy(_played_once)


def play() -> Item:
    """Two answers: one decided by a third review, one with offers that nobody has answered."""
    people = [reviews.make_reviewer(may_adjudicate=True) for _ in range(5)]
    scored_in = reviews.make_round()
    items = [
        reviews.clear_item(reviews.make_item(scored_in, barred=[people[0].user_id]), by=clearer)
        for clearer in [reviews.make_staff(PoolRole.Role.CLEARER) for _ in range(2)]
    ]
    run_due()
    for one, points in zip(items[0].assignments.order_by("slot"), (3, 0), strict=True):
        reviews.score(one, points)
    run_due()
    reviews.score(items[0].assignments.get(slot=3), 3)
    run_due()
    seal_events()
    return items[1]


def known() -> Known:
    submitted = Assignment.objects.filter(state="submitted").values_list("code", flat=True)
    return Known(acknowledged=list(submitted))


def test_a_round_without_faults_breaks_none(played):
    assert breaches(known()) == []


def offer(item: Item) -> Assignment:
    return item.assignments.order_by("pk")[0]


def bar(item: Item) -> None:
    BarredUser.objects.create(item=item, user=offer(item).reviewer.user)


def open_to_a_stranger(item: Item) -> None:
    right = Permission.objects.get(codename="score_item")
    ItemUserPermission.objects.create(user=reviews.make_account(), permission=right, content_object=item)


def by_hand(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(events=Event._meta.db_table))


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda item: item.assignments.filter(slot=2).update(state="declined"), "with the slots [1]"),
        (lambda item: item.assignments.filter(slot=2).update(slot=3), "with the slots [1, 3]"),
        (lambda item: Item.objects.filter(pk=item.pk).update(state="cleared"), "still needs a reviewer"),
        (bar, "is with somebody who is barred now"),
        (lambda item: Item.objects.update(cleared_by=offer(item).reviewer.user), "in spite of a bar"),
        (lambda item: Mark.objects.order_by("pk")[0].delete(), "was confirmed and is not there"),
        (lambda item: Assignment.objects.filter(state="submitted", slot=3).update(state="recused"), "events"),
        (lambda item: Item.objects.filter(state="decided").update(state="adjudicating"), "to be decided 1"),
        (lambda item: by_hand("DELETE FROM {events} WHERE kind = 'offered'"), "0 events “offered”"),
        (lambda item: by_hand("UPDATE {events} SET detail = 'x' WHERE kind = 'offered'"), "has been changed"),
        (lambda item: Event.objects.create(item=item, kind="offered", assignment=offer(item)), "2 events"),
        (lambda item: ItemUserPermission.objects.all().delete(), "rows of access 0, assignments 1"),
        (open_to_a_stranger, "rows of access 1, assignments 0"),
        (lambda item: Reviewer.objects.update(capacity=0), "and has room for 0"),
        (lambda item: Work.objects.filter(kind="review_queue.assign").update(state="dead"), "is dead"),
        (lambda item: Mail.objects.update(sent_at=None), "was not sent"),
        (lambda item: Mail.objects.create(event_key="x", to="a@example.org"), "nobody owes the sending"),
        (lambda item: again(Mail.objects.filter(event_key__startswith="offer:")[0]), "2 letters offer"),
        (lambda item: Event.objects.create(item=item, kind="masked_more"), "1 events are not sealed"),
    ],
)
def test_what_is_broken_is_named(played, break_it: Callable[[Item], object], sentence):
    break_it(played)
    assert any(sentence in one for one in breaches(known())), breaches(known())


def again(letter: Mail) -> None:
    """The same offer under another event."""
    Mail.objects.create(event_key="offer:again", to=letter.to, body=letter.body, sent_at=letter.sent_at)


def test_a_bar_that_was_deleted_with_the_decision_is_still_held_against_it(played):
    one = Assignment.objects.filter(item__state="decided")[0]
    found = breaches(Known(barred=[(one.item_id, one.reviewer.user_id)]))
    assert found == [f"user {one.reviewer.user_id} was asked for {one.item.code} in spite of a bar"]


@pytest.mark.parametrize("fault", ["another id", "another recipient", "not there"])
def test_mail_that_was_sent_is_held_against_its_row(played, tmp_path, mailoutbox, fault):
    for number, letter in enumerate(Mail.objects.all()):
        to = "x@example.org" if fault == "another recipient" and number == 0 else letter.to
        name = "<x@example.org>" if fault == "another id" and number == 0 else letter.message_id
        if fault != "not there" or number:
            words = f"Message-ID: {name}\nSubject: {letter.subject}\nTo: {to}\n\n{letter.body}\n{'-' * 79}\n"
            (tmp_path / f"{number}.log").write_text(words * 2)
    found = breaches(Known(mailbox=tmp_path))
    expected = {"not there": 1, "another recipient": 2, "another id": 3}[fault]
    assert len(found) == expected, found
