import pytest
from django.test import Client

from endorsement_plugin.models import Application, Person
from tests.factories.applications import make_application
from tests.factories.people import make_person


@pytest.fixture
def person(db: None) -> Person:
    return make_person()


@pytest.fixture
def application(person: Person) -> Application:
    return make_application(person)


@pytest.fixture
def page(client: Client, person: Person) -> Client:
    """A browser in which the applicant is signed in."""
    client.force_login(person.account)
    return client
