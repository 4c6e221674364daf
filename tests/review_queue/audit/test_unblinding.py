"""Learning whose answer it is: for a reason, for some hours, seen by others, and never a scorer after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import serializers
from django.db.models.functions import Now
from django.urls import reverse

from review_queue import intake
from review_queue.audit.actions import blind_again, unblind
from review_queue.checks import check_host_functions, check_settings
from review_queue.errors import NoReason, NotAllowed, OpenAlready, TooLong
from review_queue.models import BarredUser, Event, Item, Mail, PoolRole, Unblinding
from review_queue.permissions import items_to_clear
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

WHY = "The answer speaks of a child in danger."
CANDIDATE = "Leilani Invented"


def who_is(ref, user):
    """The host's answer."""
    return f"{CANDIDATE} ({ref[:4]}) for {user.email}"


def says_nothing(ref, user):
    return None


@pytest.fixture(autouse=True)
def host(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "WHO_IS": f"{__name__}.who_is"}


@pytest.fixture
def item():
    return reviews.make_assigned()[0]


@pytest.fixture
def chief(item):
    return reviews.make_staff(PoolRole.Role.CHIEF, item.pool, email="chief@example.org", first_name="Charles")


@pytest.fixture
def other(item):
    return reviews.make_staff(PoolRole.Role.CHIEF, item.pool, email="other@example.org", first_name="Clio")


def page(user, item) -> str:
    response = signed_in(user).get(reverse("review_queue:item", args=[item.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def over(row: Unblinding) -> None:
    Unblinding.objects.filter(pk=row.pk).update(
        opened_at=Now() - timedelta(hours=5), until=Now() - timedelta(seconds=1)
    )


def test_only_the_one_who_opened_it_sees_whose_it_is(item, chief, other):
    assert "Nobody in the queue knows." in page(chief, item)
    assert item.ref not in page(chief, item)
    unblind(item=item, by=chief, reason=WHY, hours=4)
    own, others = page(chief, item), page(other, item)
    assert item.ref in own
    assert f"{CANDIDATE} ({item.ref[:4]}) for chief@example.org" in own
    assert item.ref not in others
    assert CANDIDATE not in others
    for shown in (own, others):
        assert "Unblinded for Charles Example" in shown
        assert WHY in shown
        assert "open until" in shown


def test_it_ends_by_time(item, chief):
    row = unblind(item=item, by=chief, reason=WHY, hours=4)
    assert timedelta(hours=3, minutes=59) < row.until - row.opened_at <= timedelta(hours=4)
    over(row)
    after = page(chief, item)
    assert item.ref not in after
    assert CANDIDATE not in after
    assert "Unblinded for Charles Example" in after
    assert "open until" not in after
    unblind(item=item, by=chief, reason=WHY, hours=1)
    assert item.ref in page(chief, item)


def test_any_chief_ends_it_before_its_time(item, chief, other):
    unblind(item=item, by=chief, reason=WHY, hours=72)
    assert blind_again(item=item, by=other) == 1
    assert blind_again(item=item, by=other) == 0
    assert item.ref not in page(chief, item)
    trail = item.events.filter(kind__in=("unblinded", "blinded"))
    assert list(trail.values_list("kind", "actor", "detail")) == [
        ("unblinded", chief.pk, "hours:72"),
        ("blinded", other.pk, "ended:1"),
    ]


def test_the_queue_keeps_no_name(item, chief):
    unblind(item=item, by=chief, reason=WHY, hours=4)
    page(chief, item)
    run_due()
    rows = [*Unblinding.objects.all(), *Event.objects.all(), *Mail.objects.all(), *Item.objects.all()]
    assert CANDIDATE not in serializers.serialize("json", rows)


def test_the_others_are_told_by_code(item, chief, other, mailoutbox):
    clearer = Event.objects.filter(item=item, kind="cleared").get().actor
    assert clearer
    barred = reviews.make_staff(PoolRole.Role.CHIEF, item.pool, email="barred@example.org")
    BarredUser.objects.create(item=item, user=barred)
    scorer = item.assignments.get(slot=1).reviewer.user
    PoolRole.objects.create(pool=item.pool, user=scorer, role=PoolRole.Role.CHIEF)
    reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere"), email="elsewhere@example.org")
    unblind(item=item, by=chief, reason=WHY, hours=4)
    run_due()
    told = {mail.to[0]: mail for mail in mailoutbox if "unblinded" in mail.subject}
    assert set(told) == {"other@example.org", clearer.email}
    assert reverse("review_queue:item", args=[item.code]) in told["other@example.org"].body
    assert reverse("review_queue:item", args=[item.code]) not in told[clearer.email].body
    for mail in told.values():
        assert mail.subject == f"Answer {item.code} was unblinded"
        for secret in (item.ref, CANDIDATE, "Charles", WHY):
            assert secret not in mail.body


def test_whoever_knows_neither_scores_nor_clears_it(item, chief):
    PoolRole.objects.create(pool=item.pool, user=chief, role=PoolRole.Role.CLEARER)
    unblind(item=item, by=chief, reason=WHY, hours=1)
    reviews.make_reviewer(item.pool, user=chief, may_adjudicate=True)
    one = item.assignments.get(slot=1)
    report_identity(assignment=reviews.accept_offer(one))
    item.refresh_from_db()
    assert item.state == "received"
    assert not items_to_clear(chief).exists()
    reviews.clear_item(item)
    assert reviews.assign_all() == []


def test_nor_a_later_answer_of_the_same_person(item, chief):
    unblind(item=item, by=chief, reason=WHY, hours=1)
    later = reviews.make_item(pool=item.pool, earlier=[item.ref])
    assert BarredUser.objects.filter(item=later, user=chief).exists()


def test_nor_clears_the_second_scoring_that_was_under_way(item, chief):
    PoolRole.objects.create(pool=item.pool, user=chief, role=PoolRole.Role.CLEARER)
    for one in item.assignments.all():
        reviews.score(one, 3)
    intake.rescore(item.ref, new_ref=uuid4(), reason="appeal", barred=[])
    unblind(item=item, by=chief, reason=WHY, hours=1)
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    report_identity(assignment=reviews.accept_offer(reviews.assign_all()[0]))
    assert Item.objects.get(rescore_of=item).state == "received"
    assert not items_to_clear(chief).exists()


def test_nor_the_second_scoring(item, chief):
    unblind(item=item, by=chief, reason=WHY, hours=1)
    PoolRole.objects.filter(user=chief).delete()
    for one in item.assignments.all():
        reviews.score(one, 3)
    reviews.make_reviewer(item.pool, user=chief)
    intake.rescore(item.ref, new_ref=uuid4(), reason="appeal", barred=[])
    assert reviews.assign_all() == []


@pytest.mark.parametrize("role", ["clearer", "reviewer", "outsider", "scoring chief", "barred chief"])
def test_only_who_leads_it_may(item, role):
    user = reviews.make_account()
    if role == "clearer":
        PoolRole.objects.create(pool=item.pool, user=user, role=PoolRole.Role.CLEARER)
    elif role == "reviewer":
        user = item.assignments.get(slot=1).reviewer.user
    elif role == "scoring chief":
        user = item.assignments.get(slot=1).reviewer.user
        PoolRole.objects.create(pool=item.pool, user=user, role=PoolRole.Role.CHIEF)
    elif role == "barred chief":
        PoolRole.objects.create(pool=item.pool, user=user, role=PoolRole.Role.CHIEF)
        BarredUser.objects.create(item=item, user=user)
    with pytest.raises(NotAllowed):
        unblind(item=item, by=user, reason=WHY, hours=1)
    with pytest.raises(NotAllowed):
        blind_again(item=item, by=user)
    client = signed_in(user)
    assert client.get(reverse("review_queue:unblind", args=[item.code])).status_code == 404
    assert client.post(reverse("review_queue:blind_again", args=[item.code])).status_code == 404


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": "  "}, NoReason),
        ({"hours": 73}, TooLong),
        ({"hours": 0}, TooLong),
        ({"hours": -1}, TooLong),
    ],
)
def test_never_without_a_reason_and_never_for_long(item, chief, given, refusal):
    with pytest.raises(refusal):
        unblind(item=item, by=chief, **{"reason": WHY, "hours": 4, **given})
    assert not Unblinding.objects.exists()


def test_once_at_a_time(item, chief, other):
    unblind(item=item, by=chief, reason=WHY, hours=1)
    with pytest.raises(OpenAlready, match="open to you already"):
        unblind(item=item, by=chief, reason=WHY, hours=1)
    unblind(item=item, by=other, reason=WHY, hours=1)
    assert blind_again(item=item, by=chief) == 2


def test_through_the_page(item, chief, settings):
    client = signed_in(chief)
    url = reverse("review_queue:unblind", args=[item.code])
    shown = client.get(url).content.decode()
    assert "Learn whose answer" in shown
    assert 'value="4"' in shown
    refused = client.post(url, {"reason": "", "hours": "73"})
    assert refused.status_code == 422
    assert "Write why you must know whose answer it is." in refused.content.decode()
    assert "Choose at most 72 hours." in refused.content.decode()
    after = client.post(url, {"reason": WHY, "hours": "4"}, follow=True).content.decode()
    assert CANDIDATE in after
    assert (
        "open to you already" in client.post(url, {"reason": WHY, "hours": "4"}, follow=True).content.decode()
    )
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "WHO_IS": f"{__name__}.says_nothing"}
    assert "Only the sender knows whose reference it is." in page(chief, item)
    ended = client.post(reverse("review_queue:blind_again", args=[item.code]), follow=True).content.decode()
    assert f"{item.code} is blind again." in ended
    assert item.ref not in ended


def test_a_host_without_an_answer_shows_the_reference_alone(item, chief, settings):
    settings.REVIEW_QUEUE = {}
    unblind(item=item, by=chief, reason=WHY, hours=1)
    shown = page(chief, item)
    assert item.ref in shown
    assert "Only the sender knows whose reference it is." in shown


def test_a_setting_that_leads_nowhere_is_found_at_the_start(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "WHO_IS": "nowhere.at_all"}
    assert check_settings(None) == []
    (found,) = check_host_functions(None)
    assert found.id == "review_queue.E008"
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "WHO_IS": f"{__name__}.who_is"}
    assert check_host_functions(None) == []
