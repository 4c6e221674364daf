"""Asking, retiring and taking back on the holder's own page, and with the API."""

from datetime import timedelta

import pytest
from django.urls import reverse

from endorsement_plugin.clock import today
from endorsement_plugin.models import Endorsement
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.policies import make_policy

pytestmark = pytest.mark.django_db

VIEWS = "endorsement_plugin.applicant.endorsements.asking"


@pytest.fixture
def held(client) -> Endorsement:
    row = make_endorsement(listed=True)
    client.force_login(row.person.account)
    return row


def address(held: Endorsement, name: str = "endorsement", *args: str) -> str:
    return reverse(f"endorsement:{name}", args=[held.number, *args])


def test_the_page_offers_what_can_be_asked_for(client, held):
    shown = client.get(address(held)).content.decode()
    assert "Ask for another name" in shown
    assert "Retire it, because you do not use it any more" in shown
    assert "Ask for a leave" not in shown
    assert "Ask to be active again" not in shown
    make_policy(held.association, leave_years=2)
    assert "Ask for a leave" in client.get(address(held)).content.decode()
    Endorsement.objects.filter(pk=held.pk).update(state="inactive", inactive_reason="lapsed")
    assert "Ask to be active again" in client.get(address(held)).content.decode()


def test_asking_for_a_leave_and_taking_that_back(client, held):
    make_policy(held.association, leave_years=2)
    path = address(held, "endorsement_ask", "leave")
    refused = client.post(path, {"until": "", "words": "A child."})
    assert refused.status_code == 422
    assert "Say until when." in refused.content.decode()
    assert "A child.</textarea>" in refused.content.decode()
    until = today(held.association) + timedelta(days=30)
    asked = client.post(path, {"until": str(until), "words": ""}, follow=True).content.decode()
    assert "Asked. A coordinator answers you by mail." in asked
    assert "You have asked: a leave." in asked
    twice = client.post(path, {"until": str(until)}, follow=True).content.decode()
    assert "You have asked for this already." in twice
    back = client.post(address(held, "endorsement_withdraw", "leave"), follow=True).content.decode()
    assert "Taken back." in back
    assert "You have asked" not in back


def test_what_cannot_be_asked_for_is_refused_in_words(client, held):
    shown = client.get(address(held, "endorsement_ask", "leave"), follow=True).content.decode()
    assert "Your association grants no leaves." in shown
    assert client.get(address(held, "endorsement_ask", "money")).status_code == 404


def test_retiring_is_asked_once_more_and_taken_back(client, held):
    asked = client.get(address(held, "endorsement_retire")).content.decode()
    assert "You can take this back on your page of it for 30 days." in asked
    held.refresh_from_db()
    assert held.state == "active"
    done = client.post(address(held, "endorsement_retire"), follow=True).content.decode()
    assert "This endorsement is retired." in done
    assert "You have retired it. Until" in done
    back = client.post(address(held, "endorsement_take_back"), follow=True).content.decode()
    assert "This endorsement is as it was before." in back
    late = client.post(address(held, "endorsement_take_back"), follow=True).content.decode()
    assert "You can take this back within 30 days" in late
    held.refresh_from_db()
    assert held.state == "active"


def test_looking_at_the_page_of_what_cannot_be_retired_retires_nothing(client, held):
    Endorsement.objects.filter(pk=held.pk).update(state="inactive", inactive_reason="sanction")
    shown = client.get(address(held, "endorsement_retire"), follow=True).content.decode()
    assert "only your association can retire this endorsement" in shown
    assert Endorsement.objects.get(pk=held.pk).state == "inactive"


def test_looking_retires_nothing_that_was_reinstated_just_then(client, held, monkeypatch):
    """The page has read it as sanctioned; meanwhile a coordinator has ended the sanction."""
    monkeypatch.setattr(f"{VIEWS}.cannot_retire", lambda row: "A sanction stands.")
    assert "A sanction stands." in client.get(address(held, "endorsement_retire"), follow=True).text
    assert Endorsement.objects.get(pk=held.pk).state == "active"


def test_nobody_elses(client, held):
    client.force_login(make_person("eve@example.org").account)
    for name, args in (("endorsement_ask", ["name"]), ("endorsement_retire", [])):
        assert client.get(address(held, name, *args)).status_code == 404
        assert client.post(address(held, name, *args)).status_code == 404


def test_its_coordinator_finds_it_and_answers(client, held):
    client.post(address(held, "endorsement_ask", "name"), {"name": "Ina Kahale", "words": "Married."})
    client.force_login(make_coordinator(held.association))
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 endorsement’s holder asks for something" in home
    assert (
        held.number in client.get(f"{reverse('endorsement_endorsements:index')}?asked=true").content.decode()
    )
    file = reverse("endorsement_endorsements:inspect", args=[held.pk])
    shown = client.get(file).content.decode()
    assert "Its holder asks: Another name" in shown
    assert "Married." in shown
    request = held.requests.get()
    decline = reverse("endorsement_endorsements:decline", args=[held.pk, request.pk])
    assert decline in shown
    assert "Write why." in client.post(decline, {"answer": ""}).content.decode()
    done = client.post(decline, {"answer": "Send a document."}, follow=True).content.decode()
    assert "Not granted. The letter is on its way." in done
    assert "Did not grant what was asked for: Another name. Send a document." in done
    late = client.post(decline, {"answer": "x"}, follow=True).content.decode()
    assert "This was answered already" in late
