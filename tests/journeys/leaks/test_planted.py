"""A text planted among answers, whose marks are known, looks like an answer in everything."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from review_queue.assigning.actions.seed_alone import seed_alone
from review_queue.assigning.actions.tell_reviewers import tell_reviewers
from review_queue.models import Assignment, Item, Mail
from review_queue.work.running import run_due
from tests.factories import anchors, reviews
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import read

pytestmark = pytest.mark.django_db

PAGES = ("assignment", "submit", "leave", "report")


@pytest.fixture
def two(settings) -> tuple[Assignment, Assignment]:
    """An answer and a planted text, offered to one reviewer on one day; once masked they are alike."""
    made = reviews.make_round(anchor_every=1)
    anchors.make_anchors(made, "seeded")
    who, _ = (reviews.make_reviewer() for _ in range(2))
    section = {"code": "q1", "prompt": anchors.PROMPT, "text": anchors.TEXT.replace("[NAME-1]", "Leilani")}
    name = {"kind": "given_name", "value": "Leilani"}
    reviews.clear_item(reviews.make_item(made, sections=[section], identifiers=[name]))
    run_due()
    due = Assignment.objects.all()[0].due
    Assignment.objects.update(offered_at=timezone.now() - timedelta(days=5))
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}
    others = reviews.make_pool("others")  # who are offered an answer when the text is
    for _ in range(2):
        reviews.make_reviewer(others)
    reviews.clear_item(reviews.make_item(made, others))
    run_due()
    assert seed_alone() == 2
    left = timezone.now()
    Assignment.objects.update(answer_by=left + timedelta(days=3), due=due)
    Assignment.objects.filter(item__kind=Item.Kind.SEEDED).update(offered_at=left)
    real, anchor = Assignment.objects.filter(reviewer=who).order_by("item__kind")
    assert (real.item.kind, anchor.item.kind) == (Item.Kind.ANSWER, Item.Kind.SEEDED)
    assert real.item.sections.get().text == anchor.item.sections.get().text == anchors.TEXT
    return real, anchor


def seen(client: Client, one: Assignment) -> Iterator[tuple[bytes, int]]:
    """Every page at every step, with its queries: offer, desk, draft, check, handing in, past review."""
    for step in ("offered", "accepted"):
        if step == "accepted":
            yield _asked(client, one, "accept", "post")
        for page in PAGES:
            yield _asked(client, one, page)
    marks = {"level-c0": "2", "level-c1": "2", "feedback": "Say more."}
    yield _asked(client, one, "draft", "post", version="0", **marks)
    yield _asked(client, one, "submit")
    yield _asked(client, one, "submit", "post", version="1")
    yield _asked(client, one, "past_review")
    yield _asked(client, one, "assignment")


def _asked(client: Client, one: Assignment, name: str, method: str = "get", **data: str) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as captured:
        page = read(client, reverse(f"review_queue:{name}", args=[one.code]), method, **data)
    for word in (one.code, one.answer_by.isoformat()):
        page = page.replace(word.encode(), b"")
    page = re.sub(rb"Location: /review/\S*", b"", page)  # on to the next in the list
    return re.sub(rb"\d\d:\d\d(?::\d\d)?(?:[.+]\d+)?", b"", page), len(captured)


@asks("planted", "ids", "headers", "timing")
def test_every_page_of_it_is_that_of_an_answer(two: tuple[Assignment, Assignment]):
    real, anchor = two
    client = Client()
    client.force_login(real.reviewer.user)
    answer, planted = list(seen(client, real)), list(seen(client, anchor))
    assert [page for page, _ in answer] == [page for page, _ in planted]
    assert [queries for _, queries in answer] == [queries for _, queries in planted]
    history = read(client, reverse("review_queue:history")).decode()
    lines = [line for line in history.splitlines() if real.code in line or anchor.code in line]
    assert len({line.replace(real.code, "").replace(anchor.code, "") for line in lines}) == len(lines) / 2


@asks("planted", "notifications", "order")
def test_letter_and_list_tell_it_apart_by_nothing(two: tuple[Assignment, Assignment]):
    real, anchor = two
    client = Client()
    client.force_login(real.reviewer.user)
    listed = read(client, reverse("review_queue:queue")).decode()
    items = re.findall(r"<li>.*?</li>", listed[listed.index("<main") :], re.DOTALL)
    shown = {re.sub(rf"{real.code}|{anchor.code}", "", item) for item in items if "/answer/" in item}
    assert len(shown) == 1
    assert real.due == anchor.due
    tell_reviewers(leaves=anchor.offered_at)
    letters = Mail.objects.filter(to=real.reviewer.user.email)
    told = {re.sub(rf"{real.code}|{anchor.code}|\d\d:\d\d", "", one.body) for one in letters}
    assert (len(letters), len(told)) == (2, 1)
