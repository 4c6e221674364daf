"""What one holds, on a page of one's own."""

import pytest
from django.urls import reverse

from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def page_of(endorsement) -> str:
    return reverse("endorsement:endorsement", args=[endorsement.number])


def test_without_an_application_it_is_found_from_ones_applications(client):
    association = make_association()
    both = make_endorsement(credential=make_credential(association, "IECMH-E", name="Both ages"))
    parts = [
        make_endorsement(both.person, make_credential(association, code)) for code in ("IMH", "ECMH", "PN")
    ]
    both.granted_for.set(parts)
    client.force_login(both.person.user)
    listed = client.get(reverse("endorsement:applications")).content.decode()
    assert page_of(both) in listed
    shown = client.get(page_of(both)).content.decode()
    assert "Both ages" in shown
    assert both.number in shown
    assert all(page_of(part) in shown for part in parts)
    assert shown.count("</a>, <a href") == 1
    assert shown.count("</a> and <a href") == 1


def test_with_an_application_it_leads_there(client):
    application = make_application(state="endorsed")
    held = make_endorsement(application.person, application.credential, application=application)
    client.force_login(held.person.user)
    assert (
        reverse("endorsement:application", args=[application.pk])
        in client.get(page_of(held)).content.decode()
    )


def test_a_button_lists_and_unlists(client):
    held = make_endorsement()
    client.force_login(held.person.user)
    response = client.post(page_of(held), {"listed": "yes"}, follow=True)
    assert "Your name is in the public registry." in response.content.decode()
    response = client.post(page_of(held), {"listed": "no"}, follow=True)
    assert "Your name is not listed in the public registry." in response.content.decode()


def test_a_retired_one_cannot_be_listed(client):
    held = make_endorsement(state="retired")
    client.force_login(held.person.user)
    assert "List me" not in client.get(page_of(held)).content.decode()
    response = client.post(page_of(held), {"listed": "yes"}, follow=True)
    assert "This endorsement is retired" in response.content.decode()


def test_nobody_elses_and_not_on_another_site(client):
    held = make_endorsement()
    client.force_login(make_person("otto@example.org").user)
    assert client.get(page_of(held)).status_code == 404
    make_association("mi-aimh", "mi-aimh.localhost")
    client.force_login(held.person.user)
    assert client.get(page_of(held), headers={"host": "mi-aimh.localhost"}).status_code == 404
