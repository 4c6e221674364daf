"""Provisional endorsements on the coordinator's pages, the holder's, and in the registry."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.models import Endorsement, Finding
from endorsement_plugin.pages.models import RegistryPage
from tests.endorsement_plugin.decisions.test_provisional import FOLLOWS, NEEDED, grant, ready
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def file_of(endorsement, name: str = "inspect") -> str:
    return reverse(f"endorsement_endorsements:{name}", args=[endorsement.pk])


def test_the_decision_offers_it_with_its_letter(desk):
    application = ready(FOLLOWS)
    path = reverse("endorsement_applications:decide", args=[application.pk])
    shown = desk.get(path).content.decode()
    assert "Grant provisionally" in shown
    assert "May follow later, after a provisional endorsement." in shown
    assert "you are endorsed provisionally" in shown
    fields = {"outcome": "provisional", "proposed": "provisional", "note": ""}
    letter = {"letter_subject": "Emerging", "letter": "Dear Ina, {number}"}
    desk.post(path, {**fields, **letter, "then": "send"})
    assert Endorsement.objects.get(application=application).state == "provisional"


def test_another_outcome_by_address_is_not_offered(desk):
    path = reverse("endorsement_applications:decide", args=[ready(FOLLOWS, NEEDED).pk])
    shown = desk.get(f"{path}?outcome=provisional").content.decode()
    assert "Grant provisionally" not in shown


def test_the_rest_is_looked_at_on_a_page_of_its_own(desk, coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    assert file_of(made, "make_full") in desk.get(file_of(made)).content.decode()
    page = file_of(made, "make_full")
    assert "24 hours of reflective supervision" in desk.get(page).content.decode()
    refused = desk.post(page, {"s": " "}).content.decode()
    assert "Write what shows it." in refused
    done = desk.post(page, {"s": "Log, 24 hours."}, follow=True).content.decode()
    assert "It is a full endorsement now." in done
    assert "Log, 24 hours." in done
    assert desk.get(page).status_code == 404
    assert "that can no longer be done" in desk.post(page, {"s": "Again."}, follow=True).content.decode()


def test_what_has_ended_is_told_and_nothing_is_moved(desk, coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    listing = reverse("endorsement_endorsements:index")
    assert made.number not in desk.get(f"{listing}?ended=true").content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    Endorsement.objects.filter(pk=made.pk).update(provisional_until=yesterday)
    make_endorsement(made.person, make_credential(code="IMHS"))
    shown = desk.get(f"{listing}?ended=true").content.decode()
    assert made.number in shown
    assert ">ended</span>" in shown
    assert "1 provisional endorsement has ended" in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "It stays as it is until you act" in desk.get(file_of(made)).content.decode()
    made.refresh_from_db()
    assert made.state == "provisional"


def test_of_ones_own_nobody_reads_what_a_referee_judged(client, coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    granted = Finding.objects.filter(decision__application=made.application, met=False)
    sentence = granted[0].sentence
    granted.update(only_doubt=True)
    client.force_login(made.person.account)
    make_coordinator(made.association, made.person.account.email)
    own = client.get(file_of(made))
    assert own.status_code == 200
    assert sentence not in own.text
    client.force_login(coordinator)
    assert sentence in client.get(file_of(made)).text


def test_another_associations_is_not_there(desk):
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    fields: dict[str, Any] = {"state": "provisional", "provisional_until": date(2030, 1, 1)}
    made = make_endorsement(make_person("otto@example.org"), other, **fields)
    assert desk.get(file_of(made, "make_full")).status_code == 404


def test_its_holder_reads_what_is_missing_and_until_when(client, coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    Endorsement.objects.filter(pk=made.pk).update(provisional_until=date(2060, 3, 2))
    client.force_login(made.person.account)
    for path in (
        reverse("endorsement:endorsement", args=[made.number]),
        reverse("endorsement:application", args=[made.application_id]),
    ):
        shown = client.get(path).content.decode()
        assert "Your endorsement is provisional (Emerging)" in shown
        assert "Until 2 March 2060" in shown
        assert "24 hours of reflective supervision" in shown


def test_its_holder_reads_that_it_has_ended_and_what_to_do(client, coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    Endorsement.objects.filter(pk=made.pk).update(provisional_until=date(2026, 3, 2))
    client.force_login(made.person.account)
    for path in (
        reverse("endorsement:endorsement", args=[made.number]),
        reverse("endorsement:application", args=[made.application_id]),
    ):
        shown = client.get(path).content.decode()
        assert "Your endorsement was provisional (Emerging)" in shown
        assert "It ended on 2 March 2026 and counts no longer" in shown
        assert "24 hours of reflective supervision" in shown
        assert "Renewal due" not in shown
    assert "Emerging, ended</span>" in client.get(reverse("endorsement:applications")).content.decode()


def test_one_without_a_name_of_its_own_is_called_provisional_once(client):
    made = make_endorsement(state="provisional", provisional_until=date(2060, 1, 1))
    client.force_login(made.person.account)
    shown = client.get(reverse("endorsement:endorsement", args=[made.number])).content.decode()
    assert "<h2>Your endorsement is provisional</h2>" in shown
    assert "Renewal due" in shown


def test_the_registry_says_that_it_has_ended(client):
    page = make_association().site.root_page.add_child(instance=RegistryPage(title="Registry", slug="r"))
    made = make_endorsement(state="provisional", provisional_until=date(2026, 3, 2), listed=True)
    for path in (page.url, f"{page.url}{made.number}/"):
        shown = client.get(path).content.decode()
        assert "Provisional, ended</span>" in shown
        assert "Renewal due" not in shown
    assert made.number not in client.get(f"{page.url}?state=active").content.decode()
    listed = {
        state: [
            one["number"] for one in client.get(f"/api/v3-preview/registry/?state={state}").json()["items"]
        ]
        for state in ("active", "inactive")
    }
    assert listed == {"active": [], "inactive": [made.number]}


def test_the_registry_says_so(client):
    page = make_association().site.root_page.add_child(instance=RegistryPage(title="Registry", slug="r"))
    fields: dict[str, Any] = {
        "provisional_until": date(2060, 3, 2),
        "provisional_label": "Emerging",
        "listed": True,
    }
    made = make_endorsement(state="provisional", **fields)
    listed = client.get(page.url).content.decode()
    assert "Emerging</span>" in listed
    assert "until 2 March 2060" in listed
    assert "until 2 March 2060" in client.get(f"{page.url}{made.number}/").content.decode()
    found = client.get(f"/api/v3-preview/registry/{made.number}/").json()
    assert (found["state"], found["state_label"]) == ("provisional", "Emerging")
    assert found["provisional_until"] == "2060-03-02"
