"""Two records that look like one person's."""

import pytest

from endorsement_plugin.models import Person
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

NUMBER = "LMFT-1234"


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


@pytest.fixture
def moved_in(db) -> Person:
    """An endorsee from the old list, without an account."""
    row = Person.objects.create(
        given_name="Ina", family_name="Applicant", license_number=NUMBER, phone="(808) 555-0100"
    )
    make_endorsement(row)
    return row


@pytest.fixture
def signed_up(db) -> Person:
    """The same name, with an account, and nothing sent anywhere."""
    row = make_person()
    Person.objects.filter(pk=row.pk).update(license_number="lmft 1234", employer="Secret Clinic")
    return Person.objects.get(pk=row.pk)
