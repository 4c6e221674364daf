"""My calibration, and the chief's page beside it."""

import pytest
from django.urls import reverse

from review_queue.models import Calibration, PoolRole
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    anchors.make_anchors(reviews.make_round())
    return reviews.make_reviewer(user=reviews.make_account(first_name="Rhea"))


@pytest.fixture
def client(one):
    return signed_in(one.user)


def page(client, name, *args):
    response = client.get(reverse(f"review_queue:{name}", args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_where_nothing_is_asked_the_page_says_so():
    assert "No calibration is asked of you" in page(signed_in(reviews.make_reviewer().user), "calibration")


def test_begin_score_and_compare(client, one):
    assert "until your calibration is passed and in date" in page(client, "queue")
    asked = one.pools.get().anchor_sets.get()
    found = client.post(reverse("review_queue:begin_calibration"), {"set": asked.pk}, follow=True)
    assert "The texts are in your queue" in found.content.decode()
    first, second, _ = anchors.texts_of(Calibration.objects.get())
    reviews.draft(first, (2, 0))
    url = reverse("review_queue:submit", args=[first.code])
    found = client.post(url, {"version": "1"}, follow=True).content.decode()
    assert "The same" in found
    assert "2 steps below" in found
    assert "It earns 2." in found
    assert "Score the next text" in found
    assert client.get(reverse("review_queue:calibrated_text", args=[second.code])).status_code == 404
    assert page(client, "calibration").count("To score") == 2
    assert page(client, "queue").count("Calibration ·") == 2


@pytest.mark.parametrize("given", ["", "0", "x", "999999"])
def test_a_set_that_is_not_asked_is_refused(client, given):
    found = client.post(reverse("review_queue:begin_calibration"), {"set": given}, follow=True)
    assert "cannot be begun now" in found.content.decode()
    assert not Calibration.objects.exists()


def test_the_result_and_until_when(client, one):
    anchors.calibrate(one)
    found = page(client, "calibration")
    assert "In date until" in found
    assert "6 of 6 marks (100 %); 60 % needed" in found
    assert "Begin" not in found
    assert "until your calibration" not in page(client, "queue")


def test_the_chief_asks_first_and_then_lets_begin_again(client, one):
    chief = signed_in(reviews.make_staff(PoolRole.Role.CHIEF))
    assert "Not begun" in page(chief, "calibrations")
    attempt = anchors.calibrate(one, off=1)
    assert "The chief reviewer has been told" in page(client, "calibration")
    assert "Allow a new attempt" in page(chief, "calibrations")
    url = reverse("review_queue:begin_again", args=[attempt.pk])
    assert "Let Rhea Example begin again?" in page(chief, "begin_again", attempt.pk)
    assert "may begin again and gets a mail" in chief.post(url, follow=True).content.decode()
    assert "moved on in the meantime" in chief.post(url, follow=True).content.decode()
    assert "Begin again" in page(client, "calibration")


def test_a_chief_does_not_decide_about_himself_or_other_pools(one):
    attempt = anchors.calibrate(one, off=1)
    PoolRole.objects.create(pool=reviews.make_pool(), user=one.user, role=PoolRole.Role.CHIEF)
    far = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("far"))
    url = reverse("review_queue:begin_again", args=[attempt.pk])
    for client in (signed_in(one.user), signed_in(far)):
        assert client.get(url).status_code == client.post(url).status_code == 404
    assert "No calibration is asked for" in page(signed_in(far), "calibrations")


def test_handing_a_text_back_says_what_it_means(client, one):
    first, *_ = anchors.begin(one)
    assert "Your calibration then ends unfinished" in page(client, "leave", first.code)


def test_the_desk_says_that_nobody_reads_the_feedback_and_asks_for_no_identity(client, one):
    first, *_ = anchors.begin(one)
    desk = page(client, "assignment", first.code)
    assert "Nobody reads it in a calibration" in desk
    assert "Hand it back" in desk
    assert "I recognize this person" not in desk
    assert "identifies someone" not in desk


def test_after_the_last_text_the_page_says_how_it_went(client, one):
    attempt = anchors.calibrate(one, off=1)
    last = anchors.texts_of(attempt)[-1]
    found = page(client, "calibrated_text", last.code)
    assert "You have scored every text of this calibration, and not passed it." in found
