import pytest

from endorsement_plugin.models import Application, Person
from tests.factories.applications import make_application
from tests.factories.people import make_person


@pytest.fixture
def person(db: None) -> Person:
    return make_person()


@pytest.fixture
def stranger(db: None) -> Person:
    return make_person("otto.other@example.org", "Otto", "Other")


@pytest.fixture
def application(person: Person) -> Application:
    return make_application(person)
