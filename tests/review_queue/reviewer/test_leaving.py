"""Handing an answer back."""

import pytest
from django.urls import reverse

from review_queue.models import Event

pytestmark = pytest.mark.django_db


def test_i_recognize_this_person(reviewer, own):
    url = reverse("review_queue:leave", args=[own.code])
    page = reviewer.get(f"{url}?reason=recognized").content.decode()
    assert (
        'value="recognized" required id="id_reason_0" checked' in " ".join(page.split()) or "checked" in page
    )
    response = reviewer.post(url, {"reason": "recognized"}, follow=True)
    assert "goes to somebody else" in response.content.decode()
    own.refresh_from_db()
    assert own.state == "recused"
    assert reviewer.get(own.get_absolute_url()).status_code == 404


def test_declining_an_offer(reviewer, offered):
    reviewer.post(reverse("review_queue:leave", args=[offered.code]), {"reason": "overload"})
    offered.refresh_from_db()
    assert offered.state == "declined"


@pytest.mark.parametrize("given", [{}, {"reason": ""}, {"reason": "it is Leilani"}])
def test_a_reason_is_chosen_never_written(reviewer, own, given):
    response = reviewer.post(reverse("review_queue:leave", args=[own.code]), given)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    own.refresh_from_db()
    assert own.state == "accepted"
    assert "Leilani" not in "".join(Event.objects.values_list("detail", flat=True))


def test_this_text_identifies_someone(reviewer, own):
    url = reverse("review_queue:report", args=[own.code])
    assert "Part 1" in reviewer.get(url).content.decode()
    response = reviewer.post(url, {"sections": ["0"]}, follow=True)
    assert "closed to everybody" in response.content.decode()
    own.item.refresh_from_db()
    assert own.item.state == "received"
    assert Event.objects.get(kind="identity").detail == "sections:1"


@pytest.mark.parametrize("given", [{}, {"sections": ["7"]}, {"sections": ["x"]}])
def test_a_report_says_where(reviewer, own, given):
    response = reviewer.post(reverse("review_queue:report", args=[own.code]), given)
    assert response.status_code == 422
    own.refresh_from_db()
    assert own.state == "accepted"
