"""The operator's page, and asking again for work that was given up."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from review_queue.models import Beat, Event, FailingRow, Work
from review_queue.operations.queries import snapshot as reading
from review_queue.work.broker import Seen
from review_queue.work.models import work_id
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

PAGE = reverse("review_queue:operations")


@pytest.fixture(autouse=True)
def _broker(monkeypatch):
    monkeypatch.setattr(reading, "look", lambda: Seen(messages=2, workers=3))


@pytest.fixture
def account():
    """Somebody with the right through a group."""
    user = reviews.make_account(first_name="Opal", last_name="Operator")
    group = Group.objects.create(name="Operators")
    group.permissions.add(Permission.objects.get(codename="operate"))
    user.groups.add(group)
    return user


@pytest.fixture
def operator(account) -> Client:
    return signed_in(account)


def give_up(number: int = 1, kind: str = "review_queue.deliver_mail") -> Work:
    return Work.objects.create(
        id=work_id(kind, str(number)), kind=kind, key=str(number), state="dead", spent=8, attempt=8,
        trouble="SMTPServerDisconnected at send:12",
    )  # fmt: skip


def text(response) -> str:
    return " ".join(response.content.decode().split())


def address(work: Work) -> str:
    return reverse("review_queue:failed_work", args=[work.pk])


def test_the_operator_sees_whether_the_machinery_is_at_work(operator):
    reviews.make_item()
    found = text(operator.get(PAGE))
    assert "Something must be done" in found
    assert "It has never run. <strong>Without it nothing is retried, reminded or sealed." in found
    assert "It answers and holds 2 messages." in found
    assert "3 workers running." in found
    assert "Nothing was given up" in found
    assert '<span class="badge badge--new">Waits for clearance</span> 1' in found


def test_whoever_scores_is_shown_no_number_of_answers(account, operator):
    """An offer in hand while no answer is assigned would be known for an anchor."""
    reviews.make_reviewer(user=account)
    reviews.make_item()
    found = text(operator.get(PAGE))
    assert "How many there are is not shown to somebody who scores." in found
    assert "Waits for clearance" not in found
    assert "Open places" not in found
    assert ">Found<" not in found


def test_a_superuser_operates_and_nobody_else_does_without_the_right(request, superuser, reviewer):
    work = give_up()
    assert superuser.get(PAGE).status_code == superuser.get(address(work)).status_code == 200
    for name in ("reviewer", "clearer", "chief", "outsider"):
        client = request.getfixturevalue(name)
        assert client.get(PAGE).status_code == 404
        assert client.get(address(work)).status_code == client.post(address(work)).status_code == 404
    work.refresh_from_db()
    assert work.state == "dead"


def test_an_account_that_was_closed_no_longer_operates(account, operator):
    account.is_active = False
    account.save()
    assert operator.get(PAGE).status_code == 302


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert "login" in client.get(PAGE)["Location"]


def test_work_given_up_is_listed_without_anybodys_data(operator):
    item, (first, _) = reviews.make_assigned(identifiers=[{"kind": "given_name", "value": "Leilani"}])
    give_up()
    found = text(operator.get(PAGE))
    assert "SMTPServerDisconnected at send:12" in found
    assert 'data-label="Attempts">8<' in found
    for secret in (item.code, item.ref, first.code, first.reviewer.user.email, reviews.ANSWER):
        assert secret not in found


def test_a_long_list_says_how_many_there_are(operator):
    for number in range(25):
        give_up(number)
    found = text(operator.get(PAGE))
    assert "The oldest 20 of 25." in found
    assert found.count("Ask again<span") == 20


def test_one_piece_is_asked_for_again_after_a_question(operator, account):
    work, other = give_up(1), give_up(2)
    found = text(operator.get(address(work)))
    assert "Ask for this work again?" in found
    assert "Ask for all 2 of this kind again" in found
    after = operator.post(address(work), follow=True)
    assert "Asked for 1 piece of work again." in text(after)
    work.refresh_from_db()
    other.refresh_from_db()
    assert (work.state, work.spent, work.attempt, other.state) == ("pending", 0, 8, "dead")
    event = Event.objects.get()
    assert (event.kind, event.actor, event.item, event.round) == ("asked_again", account, None, None)
    assert event.detail == "review_queue.deliver_mail:1"


def test_all_of_a_kind_are_asked_for_again_and_no_other_kind(operator):
    works = [give_up(1), give_up(2), give_up(3, "review_queue.assign")]
    after = operator.post(address(works[0]), {"all": "1"}, follow=True)
    assert "Asked for 2 pieces of work again." in text(after)
    assert list(Work.objects.filter(state="dead")) == [works[2]]
    assert Event.objects.get().detail == "review_queue.deliver_mail:2"


def test_the_only_one_of_its_kind_has_one_button(operator):
    assert "of this kind again" not in text(operator.get(address(give_up())))


def test_work_that_is_not_given_up_any_more_is_not_there(operator):
    work = give_up()
    operator.post(address(work))
    assert operator.get(address(work)).status_code == 404
    assert operator.post(address(work)).status_code == 404
    assert Event.objects.count() == 1


def test_a_kind_that_no_app_does_any_more_is_refused_in_words(operator):
    work = give_up(kind="gone.kind")
    after = operator.post(address(work), follow=True)
    assert "No installed app does this kind of work any more" in text(after)
    work.refresh_from_db()
    assert work.state == "dead"
    assert not Event.objects.exists()


@pytest.mark.parametrize("rows", [1, 40])
def test_the_page_takes_the_same_queries_with_one_row_and_with_many(operator, rows):
    scored_in = reviews.make_round()
    for _ in range(2):
        reviews.make_reviewer()
    for number in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
        give_up(number)
    reviews.assign_all()
    operator.get(PAGE)
    with queries() as count:
        operator.get(PAGE)
    assert count.own == 14


def fail(row: str, *, duty: str = "review_queue.expire", times: int = 3) -> FailingRow:
    """A row that the duty could not do, for the fourth time."""
    Beat.objects.get_or_create(name=duty)
    return FailingRow.objects.create(
        duty=duty, row=row, times=times, since=datetime(2026, 3, 2, 22, 0, tzinfo=UTC),
        words="Something that it needs is not there.", trouble="KeyError at expire:12",
    )  # fmt: skip


def test_rows_that_fail_are_listed_with_all_that_helps_to_find_them(operator, settings):
    settings.TIME_ZONE = "Pacific/Honolulu"
    assert "What they cannot do" not in text(operator.get(PAGE))
    fail("assignment 12")
    found = text(operator.get(PAGE))
    assert "Failed in part: review_queue.expire (1 row)." in found
    assert "Failed for 1 row</span>" in found
    assert '<th scope="row"><code>assignment 12</code></th>' in found
    assert "2 March 2026, 12:00 HST" in found
    assert 'data-label="Times">3<' in found
    assert "Something that it needs is not there. <code>KeyError at expire:12</code>" in found
    assert "All 1, the oldest first." in found


def test_a_duty_that_failed_as_a_whole_is_listed_too(operator):
    fail("")
    Beat.objects.update(ok=False)
    found = text(operator.get(PAGE))
    assert "The duty as a whole" in found
    assert "Failed: review_queue.expire." in found


def test_a_long_list_of_rows_that_fail_says_how_many_there_are(operator):
    for number in range(25):
        fail(f"assignment {number}")
    found = text(operator.get(PAGE))
    assert "The oldest 20 of 25." in found
    assert found.count("KeyError at expire:12") == 20


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Europe/Vienna"])
def test_times_name_their_zone(operator, settings, zone):
    settings.TIME_ZONE = zone
    work = give_up()
    Work.objects.update(created_at=datetime(2026, 3, 2, 22, 0, tzinfo=UTC))
    named = {"Pacific/Honolulu": "2 March 2026, 12:00 HST", "Europe/Vienna": "2 March 2026, 23:00 CET"}[zone]
    assert named in text(operator.get(PAGE))
    assert named in text(operator.get(address(work)))


@pytest.mark.parametrize("rows", [1, 40])
def test_rows_that_fail_take_one_query_more_however_many_they_are(operator, rows):
    for number in range(rows):
        fail(f"assignment {number}")
    operator.get(PAGE)
    with queries() as count:
        operator.get(PAGE)
    assert count.own == 14
