"""The chief reviewer's pages: what has stopped, and a form for each way out."""

import datetime
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.models import Assignment, Intervention
from review_queue.stalls.actions.work_in_hand import give_time
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

from .conftest import disputed, long_ago

pytestmark = pytest.mark.django_db

WHY = "They have said yes."


@pytest.fixture
def desk(leader):
    return signed_in(leader)


def url(name, item, *args):
    return reverse(f"review_queue:{name}", args=[item.code, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_what_has_stopped_is_listed_with_why_and_leads_to_what_can_be_done(desk, waiting):
    assert "Everything moves" in text(desk.get(reverse("review_queue:stuck")))
    long_ago(waiting)
    page = text(desk.get(reverse("review_queue:stuck")))
    assert "Nobody can take an open place." in page
    assert f"{url('item', waiting)}#ways-out" in page
    assert "1 answer does not go by itself" in text(desk.get(reverse("review_queue:staff")))
    item = text(desk.get(url("item", waiting)))
    for way in ("ask", "wait", "outside"):
        assert url(way, waiting) in item


def test_asking_by_name(desk, waiting, pool):
    who = reviews.make_reviewer(pool, user=reviews.make_account(first_name="Noelani"))
    page = text(desk.get(url("ask", waiting)))
    assert "Noelani Example, holds nothing now" in page
    response = desk.post(url("ask", waiting), {"reviewer": who.pk, "reason": WHY}, follow=True)
    assert "Noelani Example is asked." in text(response)
    assert Assignment.objects.get(item=waiting).reviewer == who
    assert WHY in text(response)


def test_who_is_barred_is_counted_and_not_named(desk, pool, leader):
    barred = reviews.make_reviewer(pool, user=reviews.make_account(first_name="Barbara"))
    item = reviews.clear_item(reviews.make_item(pool=pool, barred=[barred.user_id]))
    reviews.make_reviewer(pool, user=leader)
    reviews.make_reviewer(pool)
    page = text(desk.get(url("ask", item)))
    assert "Barbara" not in page
    assert "1 may not see it" in page
    assert "Charles" not in page.split("Whom do you ask?")[1].split("</fieldset>")[0]


def test_a_refusal_stands_beside_whom_was_chosen_and_nothing_is_lost(desk, waiting, pool):
    who = reviews.make_reviewer(pool, capacity=1)
    other = reviews.clear_item(reviews.make_item(waiting.round, pool))
    Assignment.objects.create(item=other, slot=1, reviewer=who, due=timezone.localdate())
    response = desk.post(url("ask", waiting), {"reviewer": who.pk, "reason": WHY})
    assert response.status_code == 422
    page = text(response)
    assert "This reviewer holds as many answers as was agreed." in page
    assert WHY in page
    desk.post(url("ask", waiting), {"reviewer": who.pk, "reason": WHY, "beyond_capacity": "on"})
    assert Intervention.objects.get().beyond_capacity


def test_a_chief_reviewer_who_scores_does_not_read_off_a_load_who_scores_beside(desk, waiting, pool, leader):
    """Every page counts the same: what one counted beyond the others would be the work on his own answer."""
    own = reviews.make_reviewer(pool, user=leader)
    beside = reviews.make_reviewer(pool, user=reviews.make_account(first_name="Noelani"), capacity=1)
    kept = reviews.clear_item(reviews.make_item(waiting.round, pool))
    for slot, who in enumerate((own, beside), 1):
        Assignment.objects.create(item=kept, slot=slot, reviewer=who, due=timezone.localdate())
    page = text(desk.get(url("ask", waiting)))
    assert "Noelani Example, holds nothing now<" in page.replace(" <", "<")
    assert "as many as" not in page
    given = {"reviewer": beside.pk, "reason": WHY}
    assert desk.post(url("ask", waiting), given).status_code == 422
    desk.post(url("ask", waiting), {**given, "beyond_capacity": "on"})
    assert Intervention.objects.get().beyond_capacity


@pytest.mark.parametrize(
    ("way", "given", "said"),
    [
        ("ask", {"reason": WHY}, "Choose somebody."),
        ("ask", {"reviewer": "999", "reason": WHY}, "This reviewer cannot be asked any more."),
        ("wait", {"reason": WHY}, "Say until when."),
        ("wait", {"reason": WHY, "until": "2020-01-01"}, "Choose a day from tomorrow on, within 60 days."),
        ("wait", {"reason": WHY, "until": "2199-01-01"}, "Choose a day from tomorrow on, within 60 days."),
        ("outside", {"reason": " "}, "Write why."),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(desk, waiting, pool, way, given, said):
    reviews.make_reviewer(pool)
    response = desk.post(url(way, waiting), given)
    assert response.status_code == 422
    assert said in text(response)
    assert not Intervention.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": "", "reason": WHY}, "Say how many days."),
        ({"days": "61", "reason": WHY}, "Choose at most 60 days."),
        ({"days": "3", "reason": ""}, "Write why."),
    ],
)
def test_more_time_is_refused_in_words(desk, own, given, said):
    response = desk.post(url("give_time", own.item, 1), given)
    assert response.status_code == 422
    assert said in text(response)


def test_more_time_and_taking_back(desk, own):
    due = own.due
    assert own.reviewer.user.last_name in text(desk.get(url("give_time", own.item, 1)))
    desk.post(url("give_time", own.item, 1), {"days": "5", "reason": WHY})
    own.refresh_from_db()
    assert own.due == due + datetime.timedelta(days=5)
    desk.post(url("take_work", own.item, 1), {"reason": WHY})
    own.refresh_from_db()
    assert own.state == "revoked"
    assert desk.get(url("take_work", own.item, 1)).status_code == 404


def test_pressed_twice_or_in_two_tabs_it_is_done_once(desk, own):
    for _ in range(2):
        desk.post(url("take_work", own.item, 1), {"reason": WHY})
        desk.post(url("outside", own.item), {"reason": WHY})
    assert [one.kind for one in Intervention.objects.all()] == ["taken_back", "outside"]


def test_letting_it_wait(desk, waiting):
    until = timezone.localdate() + datetime.timedelta(days=9)
    desk.post(url("wait", waiting), {"until": until.isoformat(), "reason": WHY})
    long_ago(waiting)
    assert "Everything moves" in text(desk.get(reverse("review_queue:stuck")))


def test_returning_it(desk, pool, leader):
    item, _ = disputed(pool)
    response = desk.post(url("outside", item), {"reason": WHY}, follow=True)
    assert f"{item.code} is returned." in text(response)
    assert desk.get(url("outside", item)).status_code == 404


@pytest.mark.parametrize("stranger", ["clearer", "reviewer", "other", "outsider", "superuser"])
def test_nobody_else_sees_what_has_stopped(request, pair, stranger):
    client, item = request.getfixturevalue(stranger), pair[0].item
    assert client.get(reverse("review_queue:stuck")).status_code == 404
    for name, args in (("ask", []), ("wait", []), ("outside", []), ("take_work", [1]), ("give_time", [1])):
        assert client.get(url(name, item, *args)).status_code == 404
        assert client.post(url(name, item, *args), {"reason": WHY}).status_code == 404


def test_a_chief_who_scores_it_sees_nothing_of_it(pool, leader):
    item, pair = disputed(pool)
    long_ago(item)
    scores = pair[0].reviewer.user
    scores_and_leads = signed_in(scores)
    pool.roles.create(user=scores, role="chief")
    assert item.code not in text(scores_and_leads.get(reverse("review_queue:stuck")))
    assert scores_and_leads.get(url("ask", item)).status_code == 404
    assert item.code in text(signed_in(leader).get(reverse("review_queue:stuck")))


def test_the_pack_has_what_was_done_and_why(desk, leader):
    item, pair = reviews.make_assigned()
    give_time(item=item, slot=1, by=leader, reason="She was ill.", days=2)
    for one in pair:
        reviews.score(one, 3)
    data = desk.get(reverse("review_queue:evidence_pack", args=[item.round.code]))
    body = b"".join(data.streaming_content) if data.streaming else data.content
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        rows = packed.read("interventions.csv").decode("utf-8-sig").splitlines()
    assert rows[0] == "number,answer,what,by,scorer,beyond_capacity,until,reason,day"
    assert rows[1].startswith(
        f"{item.interventions.get().pk},{item.code},more_time,Charles Example,R{pair[0].reviewer_id},,"
    )
    assert "She was ill." in rows[1]
