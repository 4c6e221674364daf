"""Who one is: what is not kept is never called saved."""

import pytest

from endorsement_plugin.models import Person
from tests.endorsement_plugin.screens.test_two_tabs import Tab
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(client, db):
    application = make_application()
    client.force_login(application.person.user)
    return Tab(client, f"/apply/{application.pk}/steps/about_you/")


def test_a_name_that_is_too_long_is_refused_and_the_rest_is_kept(tab):
    answer = tab.type(**{"person-given_name": "I" * 101, "person-phone": "808 555 0123"}).autosave()
    assert answer.json()["refused"] == {
        "person-given_name": "This has 101 characters, 1 too many. Shorten it to 100."
    }
    person = Person.objects.get()
    assert (person.given_name, person.phone) == ("Ina", "808 555 0123")


@pytest.mark.parametrize("name", ["employer", "family_name", "nicknames", "license_number"])
def test_a_detail_that_is_being_read_is_refused_in_words(tab, name):
    person = Person.objects.get()
    make_application(person, credential=make_credential(code="IMHS"), state="in_review")
    answer = tab.type(**{f"person-{name}": "Another"}).autosave()
    assert answer.status_code == 200
    assert list(answer.json()["refused"]) == [f"person-{name}"]
    assert "being read under this name" in answer.json()["refused"][f"person-{name}"]
    assert getattr(Person.objects.get(), name) != "Another"


def test_what_was_refused_can_be_mended_in_the_same_tab(tab):
    tab.type(**{"person-employer": "x" * 300}).autosave()
    answer = tab.type(**{"person-employer": "Harbor Clinic"}).autosave()
    assert answer.json()["refused"] == {}
    assert Person.objects.get().employer == "Harbor Clinic"


@pytest.mark.parametrize("then", ["later", "on"])
def test_the_button_says_the_same_and_keeps_what_was_typed(tab, then):
    page = tab.type(**{"person-given_name": "I" * 101}).press(then=then)
    assert page.status_code == 422
    assert "101 characters, 1 too many" in page.content.decode()
    assert tab.values["person-given_name"] == "I" * 101
    assert tab.type(**{"person-given_name": "Ina Maria"}).press().status_code == 302
    assert Person.objects.get().given_name == "Ina Maria"


def test_two_tabs_on_the_details(tab):
    other = Tab(tab.client, tab.address)
    other.type(**{"person-employer": "There"}).autosave()
    assert tab.type(**{"person-phone": "808 555 0199"}).autosave().status_code == 200
    assert (Person.objects.get().employer, Person.objects.get().phone) == ("There", "808 555 0199")
    answer = tab.type(**{"person-employer": "Here"}).autosave()
    assert (answer.status_code, answer.json()["differ"]) == (409, {"person-employer": "There"})
    page = tab.press()
    assert "Saved elsewhere" in page.content.decode()
    tab.press(replace=str(answer.json()["revision"]))
    assert Person.objects.get().employer == "Here"
