"""Two records that look like one person's."""

import pytest

from endorsement_plugin.models import Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
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
    """The same name, with an account, and an application that was sent to the same association."""
    row = account_of_the_same()
    make_application(row, make_credential(code="IFA"), state="submitted")
    return row


@pytest.fixture
def stranger(db) -> Person:
    """The same name, with an account, and nothing with anybody."""
    return account_of_the_same()


def account_of_the_same() -> Person:
    row = make_person()
    Person.objects.filter(pk=row.pk).update(license_number="lmft 1234", employer="Keiki Clinic")
    return Person.objects.get(pk=row.pk)
