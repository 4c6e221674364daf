"""A seeded anchor and an answer, walked through every screen by two reviewers: but for their codes the same
bytes, the same headers, the same letters and the same number of queries."""

import datetime
import difflib
import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from review_queue.assigning.actions.tell_reviewers import tell_reviewers
from review_queue.models import Assignment, Item, Mail, Review, Reviewer
from review_queue.scoring.actions import keep_time as timing
from review_queue.scoring.actions.expire import expire
from review_queue.scoring.actions.remind import remind
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in, without_writer
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

CODE = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}\b")
TOKEN = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|datetime="[^"]*"|\d+:\d\d|(rosa|rolf)@example\.org'
)
TEXT = "I would ask Leilani what the evenings are like, and wait for the answer."
MARKS = {"level-c0": "2", "level-c1": "3", "feedback": "Well seen."}


@dataclass(frozen=True)
class Seen:
    """What one step showed, with codes, tokens and what is the person's own taken out."""

    step: str
    status: int
    page: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    queries: int


class Walk:
    """One reviewer's way with one piece of work; everything seen on it."""

    def __init__(self, own: Assignment) -> None:
        self.own = own
        self.client: Client = signed_in(own.reviewer.user)
        self.seen: list[Seen] = []

    def step(self, name: str, method: str = "get", **posted: str) -> "Walk":
        address = reverse(f"review_queue:{name}", args=[self.own.code])
        return self._see(name, address, method, posted)

    def list(self, name: str) -> "Walk":
        return self._see(name, reverse(f"review_queue:{name}"), "get", {})

    def _see(self, name: str, address: str, method: str, posted: dict[str, str]) -> "Walk":
        with queries() as count:
            response = getattr(self.client, method)(address, posted)
        self.seen.append(
            Seen(
                name,
                response.status_code,
                plain(without_writer(response.content.decode(), self.own.reviewer.user)),
                tuple(sorted((key, plain(value)) for key, value in response.items() if key != "Expires")),
                tuple(sorted(response.cookies)),
                count.own,
            )
        )
        return self


def differences(first: Walk, second: Walk) -> list[str]:
    """Where the two walks differ, step by step, in lines that a person can read."""
    found = []
    for one, other in zip(first.seen, second.seen, strict=True):
        lines = difflib.unified_diff(one.page.splitlines(), other.page.splitlines(), lineterm="", n=0)
        found += [f"{one.step}: {line}" for line in lines]
        found += [
            f"{one.step}: {getattr(one, name)} != {getattr(other, name)}"
            for name in ("step", "status", "headers", "cookies", "queries")
            if getattr(one, name) != getattr(other, name)
        ]
    return found


def plain(text: str) -> str:
    return CODE.sub("CODE", TOKEN.sub("TOKEN", text))


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch):
    """The pages say how long it took so far, and a busy machine is slower on one of the walks."""
    monkeypatch.setattr(timing, "LONGEST_PAUSE", datetime.timedelta(0))


@pytest.fixture
def both():
    """An answer of Rosa and an anchor of Rolf; each of them holds one of either, and nobody else does."""
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, "seeded", points=(2,))
    for name in ("rosa", "rolf"):
        reviews.make_reviewer(user=reviews.make_account(f"{name}@example.org"))
    for _ in range(2):
        item = reviews.make_item(
            scored_in,
            sections=[{"code": "q1", "prompt": anchors.PROMPT, "text": TEXT}],
            identifiers=[{"kind": "given_name", "value": "Leilani"}],
        )
        reviews.clear_item(item)
    reviews.assign_all()
    rosa, rolf = Reviewer.objects.order_by("pk")
    first, second = Item.objects.order_by("pk")
    for item, leaving in ((first, rolf), (second, rosa)):
        step_back(assignment=item.assignments.get(reviewer=leaving), reason=StepBackReason.OVERLOAD)
    answer = first.assignments.get(reviewer=rosa)
    anchor = Assignment.objects.get(item__kind="seeded", reviewer=rolf)
    for number, own in enumerate((answer, anchor)):
        _first_in_the_list(own, number)
    return Walk(answer), Walk(anchor)


def _first_in_the_list(own: Assignment, number: int) -> None:
    """Lists are ordered by random codes. Let both walks begin with the first row."""
    others = Assignment.objects.filter(reviewer=own.reviewer_id, state="offered").exclude(pk=own.pk)
    others.update(code=f"ZZZ-ZZZ-ZZ{number + 2}")
    own.code = f"222-222-22{number + 2}"
    own.save(update_fields=["code"])


def test_every_screen_on_the_way_to_the_history(both):
    for walk in both:
        walk.list("queue").step("assignment").step("accept", "post").list("queue").step("assignment")
        walk.step("draft", "post", version="0", **MARKS).step("draft", "post", version="0", **MARKS)
        walk.step("leave").step("report").step("extend", "post").step("extend", "post").step("assignment")
        walk.step("assignment", "post", version="1", check="yes", **MARKS).step("submit")
        walk.step("submit", "post", version="2").list("queue").list("history").step("past_review")
        walk.step("assignment").step("submit", "post", version="2")
    assert differences(*both) == []
    anchor = both[1].seen
    assert len(anchor) == 20
    assert "span-masked" in next(
        seen.page for seen in anchor if seen.step == "assignment" and "rubric" in seen.page
    )
    assert Review.objects.filter(submitted_at__isnull=False).count() == 2


@pytest.mark.parametrize("taken_on", [False, True])
def test_handing_it_back(both, taken_on):
    # As if its other slot were held: an answer with a free slot is open already, which saves a statement.
    Item.objects.filter(pk=both[0].own.item_id).update(state="assigned")
    for walk in both:
        if taken_on:
            walk.step("accept", "post")
        walk.step("leave").step("leave", "post").step("leave", "post", reason="recognized").list("queue")
        walk.step("leave").step("assignment").list("history")
    assert differences(*both) == []


def test_reporting_an_identity(both):
    for walk in both:
        walk.step("accept", "post").step("report").step("report", "post")
        walk.step("report", "post", sections="0").list("queue").step("assignment").list("history")
    assert differences(*both) == []


def test_expiring(both):
    for walk in both:
        walk.step("accept", "post")
        later = walk.own.due + datetime.timedelta(days=8)
        assert expire(assignment=walk.own, today=later)
        walk.list("queue").step("assignment").list("history")
    assert differences(*both) == []


def test_the_letters(both):
    tell_reviewers(leaves=both[0].own.offered_at)
    for moved in ({"answer_by": timezone.now()}, {"state": "accepted", "due": timezone.localdate()}):
        Assignment.objects.filter(state__in=["offered", "accepted"]).update(**moved)
        remind()
    for late in (1, 6):
        due = timezone.localdate() - datetime.timedelta(days=late)
        Assignment.objects.filter(state="accepted").update(due=due)
        remind()
    first, second = (
        sorted(
            plain(f"{mail.subject} {mail.body}") for mail in Mail.objects.filter(body__contains=walk.own.code)
        )
        for walk in both
    )
    assert len(first) == 5
    assert first == second


def test_nothing_ever_tells_the_reviewer_that_it_was_one(both):
    anchor = both[1]
    anchor.step("accept", "post").step("draft", "post", version="0", **MARKS)
    anchor.step("submit", "post", version="1").step("calibrated_text")
    assert anchor.seen[-1].status == 404
    assert anchor.own.code not in anchor.client.get(reverse("review_queue:calibration")).content.decode()
