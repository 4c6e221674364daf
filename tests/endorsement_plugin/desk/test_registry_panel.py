"""A coordinator sees what the public reads of an endorsement, and renews its code."""

import pytest
from django.urls import reverse

from endorsement_plugin.models import Mail, Person
from endorsement_plugin.registry.verification import in_groups
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def file_of(held) -> str:
    return reverse("endorsement_endorsements:inspect", args=[held.pk])


def renew(held) -> str:
    return reverse("endorsement_endorsements:renew_code", args=[held.pk])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"listed": True}, "With its name: Active"),
        ({"listed": False}, "Not listed. Only its holder can change that."),
        ({"listed": True, "state": "retired"}, "Without its name, as it stands now"),
    ],
)
def test_the_file_says_what_the_public_reads(desk, fields, said):
    held = make_endorsement(**fields)
    html = desk.get(file_of(held)).content.decode()
    assert said in html
    assert in_groups(held.verification_code) in html
    assert renew(held) in html


def test_the_code_is_renewed_after_a_question_and_the_holder_hears_of_it(desk):
    held = make_endorsement()
    old = held.verification_code
    asked = desk.get(renew(held)).content.decode()
    assert in_groups(old) in asked
    assert "Its holder gets a letter." in asked
    shown = desk.post(renew(held), {"code": old}, follow=True).content.decode()
    assert "It has a new code." in shown
    held.refresh_from_db()
    assert held.verification_code != old
    assert Mail.objects.get().to == held.person.email
    again = desk.post(renew(held), {"code": old}, follow=True).content.decode()
    assert "This code was renewed already" in again
    assert Mail.objects.count() == 1


def test_without_an_address_no_letter_is_promised(desk):
    person = make_person("nora@example.org")
    person.user, user = None, person.user
    person.save()
    held = make_endorsement(person)
    assert "No letter leaves" in desk.get(renew(held)).content.decode()
    desk.post(renew(held), {"code": held.verification_code})
    assert not Mail.objects.exists()
    assert user is not None


def test_nobody_renews_the_own_code_there_or_one_of_another_association(client):
    coordinator = make_coordinator(make_association())
    own = make_endorsement(Person.objects.create(user=coordinator, given_name="Cora"))
    client.force_login(coordinator)
    assert client.get(renew(own)).status_code in (302, 403, 404)
    client.force_login(make_coordinator(make_association("mi-aimh", "mi-aimh.localhost")))
    assert client.get(renew(own)).status_code == 404
