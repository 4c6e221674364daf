"""Every letter of the queue, word for word: codes and dates, and no name of anybody."""

import ast
import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from review_queue.assigning.letters import offer_letter
from review_queue.audit.letters import unblinding_letter
from review_queue.calibration.letters import again_letter
from review_queue.clearance.letters import clearance_letter
from review_queue.models import AnchorSet, Calibration, Event, Review, Unblinding
from review_queue.scoring.letters import (
    answer_letter,
    chief_letter,
    flag_letter,
    last_letter,
    late_letter,
    reminder_letter,
)
from tests.factories import reviews
from tests.factories.anchors import begin, make_anchors
from tests.house_code import ROOT, calls

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
    letter = offer_letter(one.offered_at, one.reviewer, [one])
    assert words(letter) == [
        "You are asked to score an answer",
        "You are asked to score an answer:",
        f"  {one.code}, due on 5 December 2026",
        "Please accept or decline it by 3 December 2026. After that day it is offered to somebody else.",
    ]


def test_several_offers_are_one_letter(one):
    letter = offer_letter(one.offered_at, one.reviewer, [one, one])
    line = f"  {one.code}, due on 5 December 2026"
    answer_by = "Please accept or decline them by 3 December 2026."
    assert words(letter) == [
        "You are asked to score 2 answers",
        "You are asked to score 2 answers:",
        f"{line}\n{line}",
        f"{answer_by} After that day they are offered to somebody else.",
    ]


def test_an_offer_that_nobody_has_answered(one):
    assert words(answer_letter(one)) == [
        f"Will you score {one.code}?",
        f"You were asked to score {one.code} and have not answered yet.",
        "Please accept or decline it by 3 December 2026. After that day it is offered to somebody else.",
    ]
    assert words(reminder_letter(one)) == [
        f"{one.code} is due on 5 December 2026",
        f"You were asked to score {one.code} by 5 December 2026. Please accept or decline it.",
    ]


def test_reminders_become_more_urgent(one):
    reviews.accept_offer(one)
    assert words(reminder_letter(one)) == [
        f"{one.code} is due on 5 December 2026",
        f"Your review of {one.code} is due on 5 December 2026.",
    ]
    assert words(late_letter(one)) == [
        f"Your review of {one.code} is late",
        f"Your review of {one.code} was due on 5 December 2026.",
        "If you cannot finish it soon, ask for more time or hand it back on the same page.",
    ]
    assert words(last_letter(one)) == [
        f"{one.code} goes to somebody else soon",
        f"Your review of {one.code} was due on 5 December 2026.",
        "You can still hand it in until 12 December 2026. After that it goes to another reviewer.",
    ]


def test_more_time_is_offered_only_to_whoever_can_have_it(one):
    reviews.accept_offer(one)
    one.extended_at = timezone.now()
    assert words(late_letter(one))[-1] == ("If you cannot finish it soon, hand it back on the same page.")


def test_what_staff_are_told(one):
    staff = reviews.make_account()
    letter = chief_letter(one, staff)
    assert words(letter) == [
        f"A review of {one.item.code} is long overdue",
        f"A review of {one.item.code} was due on 5 December 2026. It will soon go to another reviewer.",
        "You need not do anything. Here you see where it stands:",
    ]
    assert one.code not in letter.body
    assert words(clearance_letter(7, one.item.pool_id, staff)) == [
        "An answer waits for clearance",
        "An answer has arrived. Please read it before it goes to reviewers:",
    ]


def test_nothing_is_spelled_for_a_browser(one):
    anchors = make_anchors(one.item.round, pool=one.item.pool)
    AnchorSet.objects.filter(pk=anchors.pk).update(title="Ages 0 & 3: “It’s <early>”")
    begin(one.reviewer)
    attempt = Calibration.objects.get()
    assert "Ages 0 & 3: “It’s <early>”" in again_letter(attempt).body
    flagged = Event(pk=1, detail=Review.Flag.values[0])
    assert "&" not in flag_letter(flagged, one.item, one.reviewer.user).body


def test_who_may_not_open_the_answer_gets_no_link(one):
    opened = Unblinding(
        pk=3, item=one.item, until=datetime.datetime(2026, 12, 5, 18, 30, tzinfo=datetime.UTC)
    )
    until = date_format(timezone.localtime(opened.until), "j F Y, H:i T")
    told = [
        f"A chief reviewer of your pool has opened whose answer {one.item.code} is, until {until}.",
        "The reason is kept with the answer. The chief reviewers of the pool can read it and end it.",
    ]
    with_link, without = (unblinding_letter(opened, one.reviewer.user, with_link=it) for it in (True, False))
    assert words(with_link) == [f"Answer {one.item.code} was unblinded", *told]
    assert without.body == "\n\n".join(told) + "\n"


def test_only_one_place_makes_letters_and_each_template_is_used():
    assert {place.partition(":")[0] for place, _ in calls("Mail")} == {"review_queue/mail.py"}
    named = {
        call.args[0].value
        for place, call in calls("compose", "_reminder", "_to_reviewer", "_to_chief")
        if place.startswith("review_queue/") and isinstance(call.args[0], ast.Constant)
    }
    written = {path.stem for path in (ROOT / "review_queue/templates/review_queue/letters").iterdir()}
    assert named == written
