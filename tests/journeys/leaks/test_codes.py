"""What a code tells, what a list tells, and what a refusal tells: nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review_queue.anonymization.codes import ALPHABET, new_code
from review_queue.models import Assignment, Event, Item, Round
from review_queue.work.running import run_due
from tests.factories.people import make_user
from tests.factories.reviews import clear_item, make_item, make_reviewer
from tests.house_code import calls
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import ROLES, World, read

pytestmark = [pytest.mark.long, pytest.mark.django_db]

UNKNOWN = "222-222-222"
OF_AN_ANSWER = ("assignment", "submit", "leave", "report", "past_review", "item", "clearance")
PRESSED = ("accept", "draft", "extend", "submit", "leave", "report", "mask", "release", "return")


@asks("pseudonyms", "ids")
def test_a_code_is_drawn_and_not_computed(world: World):
    """One of 2 x 10^13: nobody finds it by trying; equal input gives unequal codes; no digest makes one."""
    drawn = {new_code() for _ in range(2000)}
    assert len(drawn) == 2000
    assert len(ALPHABET) ** 9 > 10**13
    for place in (0, 5, 10):
        assert len({code[place] for code in drawn}) == len(ALPHABET)
    made_of = [call for call in calls("md5", "sha1", "sha256", "uuid3", "uuid5") if "codes.py" in call[0]]
    assert made_of == []


@asks("ids", "pseudonyms", "retakes")
def test_everybody_knows_an_item_by_a_code_of_their_own(world: World):
    codes = [world.item.code, *world.item.assignments.values_list("code", flat=True)]
    assert len(set(codes)) == len(codes) == 3
    assert not canaries.found_in(" ".join(codes))
    for one in (world.item.ref, str(world.item.pk)):
        assert str(world.sitting.pk) != one != str(world.sitting.application_id)
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one)


@asks("order", "ids", "times")
def test_a_list_is_in_no_order_of_arrival(world: World):
    """Offered on one day and due on one day: only the code, which is drawn, decides."""
    user = make_user("new@example.org")
    make_reviewer(world.item.pool, user=user, qualifications=["NEW"])
    arrived = [_waiting(world) for _ in range(12)]
    run_due()
    made = Assignment.objects.filter(reviewer__user=user)
    assert made.count() == 12
    client = world.client("assigned")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("review_queue:queue")).content.decode()
    listed = list(dict.fromkeys(re.findall(r"/review/answer/([\w-]+)/", html)))
    assert listed == sorted(made.values_list("code", flat=True))
    by_arrival = {one.pk: one for one in arrived}
    assert len(by_arrival) == 12
    assert not re.search(r"\b(?:1|12) of 12\b|#\d", html)


def _waiting(world: World) -> Item:
    return clear_item(make_item(Round.objects.get(code="spring"), world.item.pool, requires=["NEW"]))


@asks("order", "ids")
def test_no_number_of_a_row_is_on_a_page(world: World):
    """Numbers grow with every item: there is none in an address, a name or an attribute."""
    for role in ("assigned", "coordinator"):
        own = world.of(role)
        assert own is not None
        html = read(world.client(role), own.get_absolute_url()).decode()
        assert not re.search(r"""(?:id|pk|key)=["']\d+["']|/\d+/""", html)


def answers(world: World, role: str, code: str) -> tuple[list[bytes], list[int]]:
    """What every address says to this code, and how many questions it asks the database."""
    client = world.client(role)
    client.get("/review/")  # the session and the site have been read
    said, asked = [], []
    for method, names in (("get", OF_AN_ANSWER), ("post", PRESSED)):
        for name in names:
            with CaptureQueriesContext(connection) as captured:
                page = read(client, reverse(f"review_queue:{name}", args=[code]), method)
            said.append(page.replace(code.encode(), b"CODE"))
            asked.append(len(captured))
    return said, asked


@asks("timing", "errors")
def test_a_code_of_somebody_else_is_like_one_that_was_never_drawn(world: World):
    """404 with the same bytes after the same number of queries; never 403, and never the words of a state."""
    for role in ROLES:
        other = world.own if role == "coordinator" else world.others
        said, asked = answers(world, role, UNKNOWN)
        assert all(page.startswith(b"404") for page in said)
        for code in (other.code, world.item.code):
            assert answers(world, role, code) == (said, asked)


@asks("errors", "recusal")
def test_nothing_to_take_is_all_one_hears(world: World):
    """Whether nothing waits, or what waits is barred to oneself: that, too, would tell whose it is."""
    client = world.client("unassigned")
    address = reverse("review_queue:take")
    none = client.post(address, follow=True).content
    item = _waiting(world)
    item.requirements.all().delete()
    item.barred_users.create(user=world.users["unassigned"])
    barred = client.post(address, follow=True).content
    assert b"You will get one with the next offers, if there is one for you." in none
    assert _plain(none) == _plain(barred)
    assert not Assignment.objects.filter(item=item).exists()


def _plain(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


@asks("times", "aggregates")
def test_time_spent_is_kept_for_nobody_to_compare(world: World):
    """A reviewer's page has no clock of the other's, and an event holds a code or a count, no duration."""
    details = Event.objects.filter(item=world.item).values_list("detail", flat=True)
    assert all(re.fullmatch(r"[\w:,.-]{0,60}", detail) for detail in details)
    review = world.own.review
    type(review).objects.filter(pk=review.pk).update(started_at=review.started_at - timedelta(days=400))
    html = read(world.client("assigned"), world.own.get_absolute_url()).decode()
    assert str(review.started_at.year - 1) not in html
