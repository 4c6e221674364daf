import pytest

from endorsement_plugin.models import Application, Person
from tests.endorsement_plugin.api.headless import App, signed_in
from tests.factories.applications import make_application
from tests.factories.people import PASSWORD, make_person


@pytest.fixture
def person(db: None) -> Person:
    return make_person()


@pytest.fixture
def application(person: Person) -> Application:
    return make_application(person)


@pytest.fixture
def api(person: Person) -> App:
    """The applicant, with a token."""
    return signed_in(person.email, PASSWORD)


@pytest.fixture
def other(db: None) -> App:
    """Another applicant, with a token."""
    return signed_in(make_person("otto.other@example.org", "Otto", "Other").account.email, PASSWORD)


@pytest.fixture
def nobody(db: None) -> App:
    return App()
