"""Every letter of the queue, word for word: codes and dates, and no name of anybody."""

import datetime

import pytest
from django.utils import timezone

from review_queue import mail as notifications
from tests.factories import reviews

pytestmark = pytest.mark.django_db

DUE = datetime.date(2026, 12, 5)


@pytest.fixture
def one():
    _, (assignment, _) = reviews.make_assigned(due=DUE)
    assignment.answer_by = datetime.datetime(2026, 12, 3, 9, 5, tzinfo=timezone.get_current_timezone())
    return assignment


def words(letter):
    """The letter without its last paragraph, which is a link."""
    *paragraphs, link = letter.body.strip().split("\n\n")
    assert link.startswith("http")
    assert " " not in link
    return [letter.subject, *paragraphs]


def test_an_offer(one):
    letter = notifications.offer_letter(one.offered_at, one.reviewer, [one])
    assert words(letter) == [
        "You are asked to score an answer",
        "You are asked to score an answer:",
        f"  {one.code}, due on 5 December 2026",
        "Please accept or decline it by 3 December 2026. After that day it is offered to somebody else.",
    ]


def test_several_offers_are_one_letter(one):
    letter = notifications.offer_letter(one.offered_at, one.reviewer, [one, one])
    line = f"  {one.code}, due on 5 December 2026"
    answer_by = "Please accept or decline them by 3 December 2026."
    assert words(letter) == [
        "You are asked to score 2 answers",
        "You are asked to score 2 answers:",
        f"{line}\n{line}",
        f"{answer_by} After that day they are offered to somebody else.",
    ]


def test_an_offer_that_nobody_has_answered(one):
    assert words(notifications.answer_letter(one)) == [
        f"Will you score {one.code}?",
        f"You were asked to score {one.code} and have not answered yet.",
        "Please accept or decline it by 3 December 2026. After that day it is offered to somebody else.",
    ]
    assert words(notifications.reminder_letter(one)) == [
        f"{one.code} is due on 5 December 2026",
        f"You were asked to score {one.code} by 5 December 2026. Please accept or decline it.",
    ]


def test_reminders_become_more_urgent(one):
    reviews.accept_offer(one)
    assert words(notifications.reminder_letter(one)) == [
        f"{one.code} is due on 5 December 2026",
        f"Your review of {one.code} is due on 5 December 2026.",
    ]
    assert words(notifications.late_letter(one)) == [
        f"Your review of {one.code} is late",
        f"Your review of {one.code} was due on 5 December 2026.",
        "If you cannot finish it soon, ask for more time or hand it back on the same page.",
    ]
    assert words(notifications.last_letter(one)) == [
        f"{one.code} goes to somebody else soon",
        f"Your review of {one.code} was due on 5 December 2026.",
        "You can still hand it in until 12 December 2026. After that it goes to another reviewer.",
    ]


def test_more_time_is_offered_only_to_whoever_can_have_it(one):
    reviews.accept_offer(one)
    one.extended_at = timezone.now()
    assert words(notifications.late_letter(one))[-1] == (
        "If you cannot finish it soon, hand it back on the same page."
    )


def test_what_staff_are_told(one):
    staff = reviews.make_account()
    letter = notifications.chief_letter(one, staff)
    assert words(letter) == [
        f"A review of {one.item.code} is long overdue",
        f"A review of {one.item.code} was due on 5 December 2026. It will soon go to another reviewer.",
        "You need not do anything. Here you see where it stands:",
    ]
    assert one.code not in letter.body
    assert words(notifications.clearance_letter(7, one.item.pool_id, staff)) == [
        "An answer waits for clearance",
        "An answer has arrived. Please read it before it goes to reviewers:",
    ]
