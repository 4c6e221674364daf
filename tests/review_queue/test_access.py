"""Every page of the queue for everybody who should not have it: 404, never 403, never a hint."""

import pytest
from django.urls import reverse

from tests.factories import reviews

pytestmark = pytest.mark.django_db

OF_AN_ANSWER = ["assignment", "submit", "leave", "report"]
POSTED = ["accept", "draft"]
OF_STAFF = ["staff", "clearances"]
STRANGERS = ["other", "clearer", "chief", "outsider", "superuser"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_an_answer_is_for_its_reviewer_alone(request, own, stranger):
    client = request.getfixturevalue(stranger)
    for name in OF_AN_ANSWER:
        assert client.get(reverse(f"review_queue:{name}", args=[own.code])).status_code == 404
    for name in [*OF_AN_ANSWER, *POSTED]:
        assert client.post(reverse(f"review_queue:{name}", args=[own.code])).status_code == 404
    own.refresh_from_db()
    assert own.state == "accepted"


@pytest.mark.parametrize("stranger", ["clearer", "chief", "outsider", "superuser"])
def test_the_queue_is_for_reviewers(request, pair, stranger):
    client = request.getfixturevalue(stranger)
    assert client.get(reverse("review_queue:queue")).status_code == 404
    assert client.get(reverse("review_queue:history")).status_code == 404


@pytest.mark.parametrize("stranger", ["reviewer", "outsider", "superuser"])
def test_staff_pages_are_for_staff(request, pair, stranger):
    client = request.getfixturevalue(stranger)
    waiting = reviews.make_item()
    for name in OF_STAFF:
        assert client.get(reverse(f"review_queue:{name}")).status_code == 404
    for name, code in [("clearance", waiting.code), ("item", waiting.code), ("round", waiting.round.code)]:
        assert client.get(reverse(f"review_queue:{name}", args=[code])).status_code == 404
    for name in ("mask", "release", "return"):
        assert client.post(reverse(f"review_queue:{name}", args=[waiting.code])).status_code == 404


def test_a_chief_does_not_clear_and_a_clearer_does_not_lead(chief, clearer):
    waiting = reviews.make_item()
    assert chief.get(reverse("review_queue:clearance", args=[waiting.code])).status_code == 404
    assert clearer.get(reverse("review_queue:item", args=[waiting.code])).status_code == 404
    assert clearer.get(reverse("review_queue:round", args=[waiting.round.code])).status_code == 404


def test_the_code_of_an_item_opens_nothing_for_its_reviewer(reviewer, own):
    for name in ("assignment", "item", "clearance"):
        assert reviewer.get(reverse(f"review_queue:{name}", args=[own.item.code])).status_code == 404


def test_nobody_signed_out_sees_anything(client, own):
    for url in (reverse("review_queue:queue"), own.get_absolute_url(), reverse("review_queue:staff")):
        response = client.get(url)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_no_page_is_kept_in_a_cache_or_says_when_it_changed(reviewer, own):
    response = reviewer.get(own.get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert not response.has_header("ETag")
    assert not response.has_header("Last-Modified")


def test_nothing_on_the_desk_says_more_than_the_own_code(reviewer, pair):
    own, others = reviews.accept_offer(pair[0]), pair[1]
    for url in ("assignment", "submit", "leave", "report"):
        page = reviewer.get(reverse(f"review_queue:{url}", args=[own.code])).content.decode()
        assert own.code in page
        for secret in (others.code, own.item.code, own.item.ref, str(own.item.pk), "Leilani"):
            assert secret not in page
