"""An answer waits until enough candidates of its language and requirements are in: the only one in French is
not given to the two who read French, who might guess whose it is."""

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue import intake
from review_queue.assigning.actions.let_go import let_go, let_go_everywhere
from review_queue.assigning.actions.set_alike import set_alike
from review_queue.assigning.jobs import fill_open_slots
from review_queue.assigning.queries.demand import items_in_need, items_to_take
from review_queue.conf import Conf
from review_queue.errors import NotAllowed
from review_queue.items.queries.alike import rule_of
from review_queue.models import Assignment, Event, Item, Mail, PoolRole
from review_queue.rules.alike import Rule, people
from review_queue.scoring.actions.take_back import take_back
from review_queue.scoring.rules import TakeBackReason
from review_queue.stalls.actions.tell_chiefs import tell_chiefs
from review_queue.stalls.queries.stalled import stalls
from review_queue.work.running import run_due
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

MONDAY = datetime(2030, 3, 4, 9, tzinfo=UTC)


class World:
    """Four reviewers, two of whom read French, in a pool that waits for three of a description. `jobs` does
    what the workers do, `later` moves the clock and does what the clock process does."""

    def __init__(self, monkeypatch) -> None:
        self.now = MONDAY
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.pool = reviews.make_pool()
        self.round = reviews.make_round()
        self.chief = reviews.make_staff(PoolRole.Role.CHIEF, self.pool)
        self.set(3, 7)
        self.english = [reviews.make_reviewer(self.pool, languages=["en"]) for _ in range(2)]
        self.french = [reviews.make_reviewer(self.pool, languages=["en", "fr"]) for _ in range(2)]

    def set(self, least: int, days: int) -> bool:
        return set_alike(pool=self.pool, by=self.chief, rule=Rule(least, days))

    def arrives(self, **given) -> Item:
        item = reviews.clear_item(reviews.make_item(self.round, self.pool, **given))
        self.jobs()
        item.refresh_from_db()
        return item

    def jobs(self) -> None:
        run_due()

    def later(self, **time) -> None:
        self.now += timedelta(**time)
        let_go_everywhere()
        fill_open_slots()


@pytest.fixture
def world(monkeypatch) -> World:
    return World(monkeypatch)


def asked(item: Item) -> set[int]:
    return set(item.assignments.values_list("reviewer", flat=True))


def events(item: Item) -> list[tuple[str, str]]:
    kinds = ["waiting", "joined", "few_alike"]
    return list(item.events.filter(kind__in=kinds).order_by("pk").values_list("kind", "detail"))


def test_answers_of_one_language_wait_for_each_other_and_leave_when_the_third_is_in(world):
    first, second = (world.arrives(language="fr") for _ in range(2))
    for _ in range(3):
        world.arrives()  # in English, which are enough of their own
    assert not Assignment.objects.filter(item__language="fr").exists()
    assert Assignment.objects.values("item").distinct().count() == 3
    third = world.arrives(language="fr")
    assert [asked(one) for one in (first, second, third)] == [{one.pk for one in world.french}] * 3
    assert events(first) == [("waiting", "alike:1,of:3"), ("joined", "alike:3")]
    assert events(third) == []


def test_those_that_require_the_same_wait_for_each_other(world):
    for who in world.french:
        who.qualifications.create(tag="infant")
        who.qualifications.create(tag="clinical")
    lone = world.arrives(requires=["infant"])
    both = [world.arrives(requires=["infant", "clinical"]) for _ in range(2)]
    for _ in range(4):
        world.arrives()
    assert not any(asked(one) for one in (lone, *both))
    world.arrives(requires=["clinical", "infant"])
    assert all(asked(one) for one in both)
    assert not asked(lone)


def test_candidates_are_counted_and_anchors_are_not(world):
    anchors.make_anchors(world.round, "seeded", pool=world.pool)
    first = world.arrives(language="fr")
    second = world.arrives(language="fr", earlier=[first.ref])
    third = world.arrives(language="fr", earlier=[first.ref, second.ref])
    copies = [reviews.make_item(world.round, world.pool, language="fr").pk for _ in range(3)]
    Item.objects.filter(pk__in=copies).update(kind=Item.Kind.SEEDED, state="assigned")
    assert not Assignment.objects.filter(item__in=[first, second, third]).exists()
    world.arrives(language="fr")
    assert not asked(first)
    world.arrives(language="fr")
    assert asked(first)


@pytest.mark.parametrize(
    ("origins", "same", "number"),
    [
        ("abc", {}, 3),
        ("aab", {}, 2),
        ("abc", {"b": "a"}, 2),
        ("abc", {"b": "a", "c": "b"}, 1),
        ("ab", {"a": "x", "b": "x"}, 1),
        ("", {}, 0),
    ],
)
def test_who_has_written_several_is_one_person(origins, same, number):
    assert people(origins, same) == number


def test_what_is_withdrawn_or_not_released_does_not_count(world):
    first = world.arrives(language="fr")
    gone = world.arrives(language="fr")
    intake.withdraw(gone.ref, reason="candidate")
    reviews.make_item(world.round, world.pool, language="fr")
    world.arrives(language="fr")
    assert not asked(first)


def test_before_it_goes_on_nothing_tells_the_four_of_a_lone_answer(world):
    """Two of them are the only ones who may score it: neither a page nor a letter changes by its coming."""
    for _ in range(3):
        world.arrives()
    clients = {one: signed_in(one.user) for one in [*world.english, *world.french]}

    def shown() -> dict[object, object]:
        pages: defaultdict[object, list[bytes]] = defaultdict(list)
        for who, client in clients.items():
            pages[who] = [
                client.get(reverse(f"review_queue:{page}")).content for page in ("queue", "history")
            ]
        own = [who.user.email for who in clients]
        mail = sorted(Mail.objects.filter(to__in=own).values_list("to", "subject", "body"))
        return {who: [token_free(page) for page in of] for who, of in pages.items()} | {"mail": mail}

    world.later(days=2)
    before = shown()
    lone = reviews.make_item(world.round, world.pool, language="fr")
    reviews.clear_item(lone)
    world.jobs()
    world.later(hours=3)
    assert shown() == before
    for who in clients:
        assert not items_to_take(who, timezone.localdate()).filter(pk=lone.pk).exists()


def token_free(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def test_a_lone_one_goes_on_after_its_days_which_is_an_event(world):
    lone = world.arrives(language="fr")
    assert lone.waits_until == MONDAY.date() + timedelta(days=7)
    world.later(days=6, hours=14)
    assert not asked(lone)
    world.later(hours=2)
    assert asked(lone) == {one.pk for one in world.french}
    assert events(lone) == [("waiting", "alike:1,of:3"), ("few_alike", "alike:1,of:3")]


def test_no_way_leads_to_one_that_waits(world):
    lone = world.arrives(language="fr")
    chief = signed_in(world.chief)
    assert not items_in_need().exists()
    assert chief.get(reverse("review_queue:ask", args=[lone.code])).status_code == 404
    assert chief.get(reverse("review_queue:outside", args=[lone.code])).status_code == 404
    chief.post(reverse("review_queue:plan", args=[world.round.code]))
    assert not asked(lone)


def test_where_answers_are_assigned_together_they_are_counted_when_the_window_has_closed(world):
    world.round.assigning, world.round.closes_on = "close", MONDAY.date() + timedelta(days=9)
    world.round.save()
    three = [world.arrives(language="fr") for _ in range(3)]
    intake.withdraw(three[0].ref, reason="candidate")
    world.later(days=9)
    assert not Assignment.objects.exists()
    world.later(days=1)
    assert asked(three[1]) == {one.pk for one in world.french}
    assert events(three[1])[-1] == ("few_alike", "alike:2,of:3")


def test_switched_off_nothing_waits_for_the_window_either(world):
    """It is assigned with the others afterwards; until then nobody reads that it is held."""
    world.round.assigning, world.round.closes_on = "close", MONDAY.date() + timedelta(days=9)
    world.round.save()
    lone = world.arrives(language="fr")
    world.set(0, 7)
    world.later(minutes=10)
    lone.refresh_from_db()
    assert lone.waits_until is None
    assert intake.status(lone.ref).waits_until is None
    assert not asked(lone)
    world.later(days=10)
    assert asked(lone) == {one.pk for one in world.french}


@pytest.mark.parametrize("number", [2, 4])
def test_counting_takes_the_same_queries_for_many(world, number, django_assert_num_queries):
    world.set(5, 7)
    for _ in range(number):
        world.arrives(language="fr")
    today = timezone.localdate()
    with django_assert_num_queries(8):
        assert let_go(scored_in=world.round, pool=world.pool.pk, today=today) == []


def test_one_that_was_taken_back_has_been_seen_and_waits_no_more(world):
    world.set(0, 7)
    item = world.arrives(language="fr")
    world.set(3, 7)
    take_back(item=item, reason=TakeBackReason.MISTAKE, by=world.chief)
    world.french += [reviews.make_reviewer(world.pool, languages=["fr"]) for _ in range(2)]
    reviews.clear_item(item)
    assert item.waits_until is None


def test_one_that_waits_is_not_stuck_and_counts_from_the_day_it_went_on(world):
    lone = world.arrives(language="fr")
    for who in world.french:
        who.active = False
        who.save()
    world.later(days=5)
    assert stalls(Item.objects.all(), timezone.localdate()) == []
    tell_chiefs()
    assert not Mail.objects.filter(event_key__startswith="stuck").exists()
    assert intake.status(lone.ref).stopped_since is None
    world.later(days=2)
    assert stalls(Item.objects.all(), timezone.localdate()) == []
    world.later(days=3)
    (stall,) = stalls(Item.objects.all(), timezone.localdate())
    assert stall.since == MONDAY.date() + timedelta(days=7)


def test_the_sender_hears_how_long_it_waits_and_for_how_many(world):
    lone = world.arrives(language="fr")
    status = intake.status(lone.ref)
    assert (status.waits_until, status.waits_for) == (MONDAY.date() + timedelta(days=7), 3)
    world.later(days=8)
    assert intake.status(lone.ref).waits_until is None


SENTENCE = (
    "Held until 3 candidates of the same language and requirements are in, so that nobody can be told by "
    "them; until 11 March 2030 at the latest. So far there is 1."
)


def test_the_chief_reads_what_is_held_and_when_few_went_on(world):
    lone = world.arrives(language="fr")
    chief = signed_in(world.chief)
    pages = [
        reverse("review_queue:item", args=[lone.code]),
        reverse("review_queue:plan", args=[world.round.code]),
        reverse("review_queue:alike", args=[world.pool.code]),
    ]
    for page in pages:
        assert SENTENCE in chief.get(page).content.decode()
    world.later(days=8)
    for page in pages:
        assert SENTENCE not in chief.get(page).content.decode()
    words = "with too few of them: of 3 there was 1. Who scores it may guess whose it is."
    assert words in chief.get(pages[0]).content.decode()


def test_the_chief_changes_it_and_what_waits_goes_by_it(world):
    lone, other = world.arrives(language="fr"), world.arrives(language="fr")
    chief = signed_in(world.chief)
    page = reverse("review_queue:alike", args=[world.pool.code])
    assert chief.post(page, {"least": "3", "days": "12"}).status_code == 302
    lone.refresh_from_db()
    assert lone.waits_until == MONDAY.date() + timedelta(days=12)
    answer = chief.post(page, {"least": "2", "days": "12"}, follow=True)
    assert "Saved. What waits now goes by it within ten minutes." in answer.content.decode()
    world.later(minutes=10)
    assert asked(lone) == asked(other) != set()
    details = Event.objects.filter(kind="alike_set", actor=world.chief).values_list("detail", flat=True)
    assert [*details][-1] == f"pool:{world.pool.pk},least:2,days:12"


@pytest.mark.parametrize("least", [0, 1])
def test_switched_off_nothing_waits_any_longer(world, least):
    lone = world.arrives(language="fr")
    world.set(least, 7)
    world.later(minutes=10)
    assert asked(lone)
    assert events(lone)[-1] == ("joined", "off")
    assert asked(world.arrives(language="fr"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"least": "51", "days": "7"}, "Choose a number from 0 to 50."),
        ({"least": "", "days": "7"}, "Choose a number from 0 to 50."),
        ({"least": "3", "days": "61"}, "Choose a number of days from 0 to 60."),
        ({"least": "3", "days": "-1"}, "Choose a number of days from 0 to 60."),
        ({"least": "three", "days": "7"}, "Enter a whole number."),
    ],
)
def test_what_cannot_be_is_refused_beside_it_and_stays_typed(world, typed, words):
    page = signed_in(world.chief).post(reverse("review_queue:alike", args=[world.pool.code]), typed)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert all(f'value="{one}"' in page.content.decode() for one in typed.values() if one)
    assert not Event.objects.filter(kind="alike_set").exclude(detail__contains="least:3,days:7").exists()


def test_only_who_leads_the_pool_may_set_it(world):
    other = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere"))
    with pytest.raises(NotAllowed):
        set_alike(pool=world.pool, by=other, rule=Rule(0, 0))
    assert signed_in(other).get(reverse("review_queue:alike", args=[world.pool.code])).status_code == 404


def test_by_default_three_and_a_week(settings):
    values = {key: value for key, value in settings.REVIEW_QUEUE.items() if key != "ALIKE_AT_LEAST"}
    settings.REVIEW_QUEUE = values
    assert rule_of(reviews.make_pool()) == Rule(Conf().ALIKE_AT_LEAST, Conf().ALIKE_WAIT_DAYS) == Rule(3, 7)
