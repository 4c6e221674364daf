"""A coordinator's page about one endorsement."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from endorsement_plugin.joining.actions.settle_pair import tell_apart
from endorsement_plugin.joining.pairs import pairs_for
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_application_form, make_association, make_credential
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


def test_an_application_on_paper_is_begun_from_the_file_for_its_holder(desk):
    version = make_application_form()
    held = make_endorsement(make_person("otto@example.org", "Otto", "Moss"), make_credential(code="IMHS"))
    start = f"{reverse('endorsement_on_paper:start')}?person={held.person_id}"
    assert f'href="{start}"' in desk.get(file_of(held)).content.decode()
    page = desk.get(start).content.decode()
    assert 'value="Moss"' in page
    assert f'value="{held.person_id}"' in page
    assert "has an account" in page
    paper = {"form": str(version.form.family), "received_on": "2026-01-20", "who": str(held.person_id)}
    assert desk.post(start, paper | {"note": "He wrote."}).status_code == 302
    application = Application.objects.get()
    assert (application.person_id, application.entry_note) == (held.person_id, "He wrote.")
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    stranger = make_endorsement(make_person("eva@example.org", "Eva", "Oak"), other)
    for nobody in (stranger.person_id, "x", uuid4()):
        assert "Eva" not in desk.get(start.partition("=")[0] + f"={nobody}").content.decode()


def test_file_and_home_say_that_there_may_be_another_record(desk):
    held = make_endorsement(make_person("otto@example.org", "Otto", "Moss"), make_credential(code="IMHS"))
    twin = Person.objects.create(given_name="Otto", family_name="Moss-Oak", license_number="LCSW 7")
    make_endorsement(twin, make_credential(code="IFS"))
    Person.objects.filter(pk=held.person_id).update(license_number="lcsw-7")
    pair = next(iter(pairs_for(make_coordinator(make_association()))))
    path = reverse("endorsement_duplicates:pair", args=[pair.one.pk, pair.other.pk])
    page = desk.get(file_of(held)).content.decode()
    assert f'<a href="{path}">Otto Moss-Oak</a>, with the same license number' in page
    cache.clear()
    assert (
        "1 pair of records looks like one person’s" in desk.get(reverse("wagtailadmin_home")).content.decode()
    )
    tell_apart(one=pair.one.pk, other=pair.other.pk, by=make_coordinator(make_association()))
    assert path not in desk.get(file_of(held)).content.decode()
