"""Two reviewers, a third and those with an anchor lay together everything that they were ever shown: no value
groups an answer's codes, nor tells an anchor, nor a third. And a value that does is caught."""

import re
from datetime import timedelta

import pytest

from review_queue.calibration.queries.attempts import asked_of
from review_queue.models import Assignment, Item
from review_queue.scoring.actions.withdraw import withdraw
from tests.factories import anchors, reviews
from tests.review_queue.assigning.everything_shown import Watched, suspected
from tests.review_queue.assigning.pooled import same_answer
from tests.review_queue.assigning.test_pooled import kinds

DAY = re.compile(r"\d{4}-\d\d-\d\d|\d+ [A-Z][a-z]+ \d{4}")

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def daily(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60, "OFFERS_TOGETHER": 3}


def begin(monkeypatch) -> Watched:
    """Four reviewers who have all passed the same calibration."""
    round_ = Watched(monkeypatch)
    anchors.make_anchors(round_.round, "calibration", pool=round_.pool)
    for who in round_.reviewers:
        assert asked_of(who, round_.now.date())
        anchors.calibrate(who)
    round_.at(0, 9)
    return round_


def hand_in(round_: Watched) -> None:
    """All that is held, by all, in one hour and with the same marks."""
    for one in Assignment.objects.filter(state="accepted").order_by("pk"):
        reviews.score(one, 2)
    round_.assign()


def disagree(round_: Watched, item: Item) -> None:
    """The two of one answer act for themselves; what they are shown of it afterwards is their own doing."""
    for one, points in zip(item.assignments.order_by("slot"), (3, 0), strict=True):
        round_.acted[one.code] = round_.now
        reviews.score(Assignment.objects.get(pk=one.pk), points)
    round_.assign()


def play(monkeypatch) -> Watched:
    """Answers come one by one, two reviewers disagree, a third is asked among others, anchors come with them;
    what is late is reminded of, and then all is handed in."""
    round_ = begin(monkeypatch)
    first = round_.arrives(words=300)
    round_.at(0, 15, 40).arrives(words=120)
    round_.at(0, 18).arrives(words=80)
    round_.at(1, 13)
    disagree(round_, first)
    round_.at(1, 20, 30).arrives(words=450)
    round_.at(1, 22, 50).arrives(words=200)
    round_.at(6, 11, 20).arrives(words=310)
    round_.at(18, 20)
    hand_in(round_)
    round_.at(19, 9)
    return round_


def test_no_value_groups_what_belongs_together(monkeypatch):
    round_ = play(monkeypatch)
    assert kinds()["third"] == 1
    assert kinds()["seeded"] >= 2
    assert kinds()["calibration"] == 12
    kept = {value.kind for value in round_.values}
    assert kept >= {
        "queue",
        "history",
        "assignment",
        "past_review",
        "calibrated_text",
        "letter offer",
        "letter soon",
        "letter late",
    }
    assert suspected(round_.values) == set()


def test_a_value_that_groups_is_caught(monkeypatch):
    """The counter-proof: an answer of which the two know a due date that no other has."""
    round_ = begin(monkeypatch)
    for number in range(3):
        item = round_.arrives()
        Item.objects.filter(pk=item.pk).update(due=round_.now.date() + timedelta(days=20 + number))
        item.assignments.update(due=round_.now.date() + timedelta(days=20 + number))
    round_.at(1, 9)
    assert suspected(round_.values) & same_answer()


@pytest.mark.parametrize("kind", ["letter", "page"])
def test_a_value_that_stands_in_one_place_only_is_caught(monkeypatch, kind):
    """A word planted in one page, or one letter, of the two alone."""
    round_ = begin(monkeypatch)
    for _ in range(3):
        round_.arrives()
    round_.at(1, 9)
    item = Item.objects.all()[0]
    codes = {(one.reviewer_id, one.code) for one in item.assignments.all()}
    value = next(
        one for one in round_.values if one.kind.startswith("letter" if kind == "letter" else "queue")
    )
    planted = type(value)(value.kind, value.seen, f"{value.words} planted")
    round_.values[planted] = codes
    assert suspected(round_.values) & same_answer()


def test_what_has_ended_says_the_same_of_an_answer_and_of_an_anchor(monkeypatch):
    """Each ends at a moment of its own; but for the day, page and letter are the same words."""
    round_ = begin(monkeypatch)
    item = round_.arrives()
    round_.at(5, 9)
    withdraw(item_id=item.pk, reason="candidate")
    round_.at(12, 9)
    codes = set(Assignment.objects.exclude(item__kind="calibration").values_list("code", flat=True))
    assert len(codes) == 4
    for kind, said in (("assignment", "no longer needs you"), ("letter ended", "CODE")):
        found = {
            value: of for value, of in round_.values.items() if value.kind == kind and said in value.words
        }
        assert {code for of in found.values() for _, code in of} == codes, kind
        assert len({DAY.sub("DAY", value.words) for value in found}) == 1, kind
