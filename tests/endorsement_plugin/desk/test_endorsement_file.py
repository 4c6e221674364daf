"""A coordinator's page about one endorsement."""

import pytest
from django.urls import reverse

from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import Letter
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def file_of(endorsement) -> str:
    return reverse("endorsement_endorsements:inspect", args=[endorsement.pk])


def test_one_without_an_application_is_listed_and_opened(desk):
    association = make_association()
    both = make_endorsement(credential=make_credential(association, "IECMH-E"))
    part = make_endorsement(both.person, make_credential(association, "IMH"))
    both.granted_for.add(part)
    post_to_holder(both, Letter("You hold it", "Dear Ina"), event_key="x")
    assert file_of(both) in desk.get(reverse("endorsement_endorsements:index")).content.decode()
    shown = desk.get(file_of(both)).content.decode()
    assert file_of(part) in shown
    assert "without an application of its own" in shown
    assert "You hold it" in shown
    assert f'Part of what <a href="{file_of(both)}"' in desk.get(file_of(part)).content.decode()


def test_one_with_an_application_leads_to_its_file(desk):
    application = make_application(state="endorsed")
    held = make_endorsement(application.person, application.credential, application=application)
    path = reverse("endorsement_applications:inspect", args=[application.pk])
    assert path in desk.get(file_of(held)).content.decode()


def test_the_list_is_exported_with_those_without_an_application(desk):
    held = make_endorsement()
    exported = desk.get(reverse("endorsement_endorsements:index"), {"export": "csv"})
    assert held.number in b"".join(exported.streaming_content).decode()


def test_another_associations_is_not_there(desk):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    held = make_endorsement(make_person("otto@example.org"), make_credential(other))
    assert desk.get(file_of(held)).status_code == 404
