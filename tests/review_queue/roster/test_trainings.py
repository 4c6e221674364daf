"""What a reviewer was trained in: recorded by a chief, read by the reviewer, asked for by a round."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from review_queue.errors import CannotTake, NotAllowed, WrongState
from review_queue.models import Event, PoolRole, Training
from review_queue.roster.actions.keep_training import record_training, strike_training
from review_queue.roster.rules import RecordedAlready
from review_queue.stalls.actions.ask_by_name import ask_by_name
from review_queue.stalls.rules import counted_in_words
from review_queue.verifier import trainings
from review_queue.verifier.chain import Told
from review_queue.verifier.pack import Pack
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def who():
    return reviews.make_reviewer()


@pytest.fixture
def leader():
    return reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool(), first_name="Charles")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def typed(**more):
    given = {"what": "The rubric, with ten texts", "given_on": "2026-03-01", "hours": "2,5"}
    return {**given, "given_by": "Dr. Teach", "valid_until": "2099-02-28", **more}


def trained(who, leader, **more):
    given = {"what": "Rubric", "given_on": timezone.localdate() - DAY, "hours": Decimal(2)}
    return record_training(
        reviewer=who, by=leader, **{**given, "given_by": "Dr. Teach", "valid_until": None, **more}
    )


def test_a_chief_reviewer_records_it_and_the_reviewer_reads_it(who, leader):
    desk = signed_in(leader)
    assert "None is recorded." in text(desk.get(reverse("review_queue:reviewer", args=[who.pk])))
    page = reverse("review_queue:add_training", args=[who.pk])
    assert "It is in the evidence pack of each round" in text(desk.get(page))
    shown = text(desk.post(page, typed(), follow=True))
    for words in (
        "The rubric, with ten texts",
        "2.5 hours",
        "by Dr. Teach",
        "28 February 2099",
        "Strike out",
    ):
        assert words in shown
    row = Training.objects.get()
    assert (row.hours, row.given_on, row.recorded_by) == (Decimal("2.5"), datetime.date(2026, 3, 1), leader)
    event = Event.objects.get(kind="trained")
    assert event.detail == f"reviewer:{who.pk},training:{row.pk}"
    assert event.digest
    own = text(signed_in(who.user).get(reverse("review_queue:details")))
    assert "The rubric, with ten texts" in own
    assert "A chief reviewer records it." in own
    assert "Strike out" not in own
    assert "Record a training" not in own


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"what": " "}, "Write what the training was."),
        ({"given_on": ""}, "Say when it was."),
        ({"given_on": "2099-01-01"}, "Choose a day that has come"),
        ({"given_on": "yesterday"}, "Choose a day."),
        ({"hours": ""}, "Say how many hours it took."),
        ({"hours": "two"}, "Write the hours as a number"),
        ({"hours": "0"}, "Write at least a quarter of an hour"),
        ({"hours": "501"}, "Write at most 500 hours."),
        ({"hours": "1.125"}, "Write at most two places"),
        ({"given_by": ""}, "Say who gave it."),
        ({"valid_until": "2026-02-28"}, "Choose the day of the training, or a later one."),
    ],
)
def test_what_is_refused_is_said_and_kept(who, leader, given, says):
    response = signed_in(leader).post(reverse("review_queue:add_training", args=[who.pk]), typed(**given))
    assert response.status_code == 422
    assert says in text(response)
    kept = {**typed(), **given}
    assert all(f'value="{value}"' in text(response) for value in kept.values() if value.strip())
    assert not Training.objects.exists()


def test_the_same_twice_is_told(who, leader):
    page = reverse("review_queue:add_training", args=[who.pk])
    desk = signed_in(leader)
    desk.post(page, typed())
    again = desk.post(page, typed(what="the rubric, with ten texts"))
    assert again.status_code == 422
    assert "This training is recorded already for that day." in text(again)
    row = Training.objects.get()
    strike_training(training=row, by=leader, because="Wrong hours.")
    assert desk.post(page, typed()).status_code == 302
    with pytest.raises(RecordedAlready):
        trained(who, leader, what="The rubric, with ten texts", given_on=row.given_on)


def test_what_is_wrong_is_struck_out_with_a_reason_and_stays(who, leader):
    row, desk = trained(who, leader), signed_in(leader)
    page = reverse("review_queue:strike_training", args=[who.pk, row.pk])
    assert "It counts no longer" in text(desk.get(page))
    empty = desk.post(page, {"because": ""})
    assert empty.status_code == 422
    assert "Write why." in text(empty)
    shown = text(desk.post(page, {"because": "It was another day."}, follow=True))
    assert "<s>Rubric</s>" in shown
    assert "struck out: It was another day." in shown
    assert "struck out: It was another day." in text(signed_in(who.user).get(reverse("review_queue:details")))
    again = desk.post(page, {"because": "Once more."})
    assert "This has moved on in the meantime." in text(again)
    with pytest.raises(WrongState):
        strike_training(training=row, by=leader, because="Once more.")


def test_nobody_records_it_for_themselves_or_for_another_pool(who, leader):
    other = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("other"))
    both = reviews.make_reviewer(user=leader)
    row = trained(who, leader)
    for by, of in ((who.user, who), (other, who), (leader, both)):
        with pytest.raises(NotAllowed):
            trained(of, by)
        assert signed_in(by).get(reverse("review_queue:add_training", args=[of.pk])).status_code == 404
    for by in (who.user, other):
        with pytest.raises(NotAllowed):
            strike_training(training=row, by=by, because="No.")
        page = reverse("review_queue:strike_training", args=[who.pk, row.pk])
        assert signed_in(by).post(page, {"because": "No."}).status_code == 404
    elsewhere = reverse("review_queue:strike_training", args=[both.pk, row.pk])
    assert signed_in(leader).get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ({}, True),
        ({"valid_until": 0}, True),
        ({"valid_until": -1}, False),
        ({"struck": True}, False),
        (None, False),
    ],
)
def test_a_round_that_asks_for_a_training_offers_to_nobody_without(leader, given, offered):
    """One is trained; whether another is, and until when, decides who gets the second place."""
    scored_in = reviews.make_round(training_required=True)
    one, other = reviews.make_reviewer(), reviews.make_reviewer()
    trained(one, leader)
    if given is not None:
        until, day = given.get("valid_until"), timezone.localdate()
        row = trained(
            other, leader, given_on=day - 9 * DAY, valid_until=None if until is None else day + until * DAY
        )
        if given.get("struck"):
            strike_training(training=row, by=leader, because="Wrong.")
    item = reviews.clear_item(reviews.make_item(scored_in))
    assert {offer.reviewer for offer in reviews.assign_all()} == ({one, other} if offered else {one})
    if not offered:
        unfilled = Event.objects.filter(item=item, kind="unfilled").latest("pk")
        assert "1 without a training in date" in counted_in_words(unfilled.detail)


def test_a_third_reviewer_needs_it_too(leader):
    pair = [reviews.make_reviewer() for _ in range(2)]
    for one in pair:
        trained(one, leader)
    third = reviews.make_reviewer(may_adjudicate=True)
    item = reviews.clear_item(reviews.make_item(reviews.make_round(training_required=True)))
    first, second = reviews.assign_all()
    assert {first.reviewer, second.reviewer} == set(pair)
    reviews.score(first, 3)
    reviews.score(second, (0, 3))
    assert reviews.assign_all() == []
    unfilled = Event.objects.filter(item=item, kind="unfilled").latest("pk")
    assert "without a training in date" in counted_in_words(unfilled.detail)
    trained(third, leader)
    assert [offer.reviewer for offer in reviews.assign_all()] == [third]


def test_a_round_that_does_not_ask_offers_to_all():
    pair = [reviews.make_reviewer() for _ in range(2)]
    item = reviews.make_item()
    assert not item.round.training_required
    reviews.clear_item(item)
    assert {one.reviewer for one in reviews.assign_all()} == set(pair)


def test_who_is_asked_by_name_needs_it_too(leader):
    item = reviews.clear_item(reviews.make_item(reviews.make_round(training_required=True)))
    reviews.assign_all()
    who = reviews.make_reviewer()
    with pytest.raises(CannotTake, match="no training in date, which the round asks for"):
        ask_by_name(item=item, reviewer=who, by=leader, reason="She has said yes.")
    trained(who, leader)
    assert ask_by_name(item=item, reviewer=who, by=leader, reason="She has said yes.").reviewer == who


def test_days_end_with_the_last_one(who, leader):
    row = trained(who, leader, valid_until=timezone.localdate() - DAY)
    row.refresh_from_db()
    assert "which has passed" in text(signed_in(who.user).get(reverse("review_queue:details")))
    with pytest.raises(ValidationError):
        Training(**{**_columns(row), "valid_until": row.given_on - DAY}).validate_constraints()


def _columns(row):
    names = ("reviewer", "what", "given_on", "hours", "given_by", "recorded_by")
    return {name: getattr(row, name) for name in names}


class _Pack(Pack):
    def __init__(self, rows, *, required):
        self.rows, self.required = rows, required

    def table(self, name):
        return self.rows

    def json(self, name):
        return {"policy": {"training_required": True} if self.required else {}}


@pytest.mark.parametrize(
    ("required", "day", "found"),
    [(True, "2026-03-10", 0), (True, "2026-04-03", 1), (True, "2026-02-20", 1), (False, "2026-04-03", 0)],
)
def test_an_outsider_sees_who_scored_untrained(required, day, found):
    training = {
        "training": 1,
        "reviewer": 7,
        "what": "Rubric",
        "given_on": "2026-03-01",
        "hours": "2.00",
        "given_by": "Dr. Teach",
        "valid_until": "2026-03-31",
        "struck_because": "",
    }
    row = {
        **{name: str(value) for name, value in training.items()},
        "number": "1",
        "scorer": "R7",
    }
    review = {"answer": "A-1", "item": "i", "slot": 1, "reviewer": 7}
    event = {"item": "i", "kind": "offered", "detail": "slot:1,reviewer:7", "day": day}
    told = Told(events={1: event})
    statements = {"training": [training], "review": [review]}
    said = list(trainings.check(_Pack([row], required=required), told, statements))
    assert len(said) == found
    assert all("had no training that counted" in one for one in said)
