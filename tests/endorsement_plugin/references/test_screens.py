"""What a referee's browser gets to see."""

import time
from contextlib import AbstractContextManager
from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client

from endorsement_plugin.models import Reference
from tests.cast import give_referee_link
from tests.factories.applications import make_application
from tests.factories.people import make_person


@pytest.fixture
def given(db):
    return give_referee_link()


def test_reading_the_link_changes_nothing_and_leaks_nothing(given, client):
    reference, path = given
    before = Reference.objects.values().get()
    response = client.get(path)
    assert Reference.objects.values().get() == before
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    content = response.content.decode()
    assert "Ina Applicant" in content
    assert reference.application.person.email not in content
    assert not client.cookies


def test_scanners_and_clients_that_ask_for_the_head_alone_open_nothing(given, client):
    reference, path = given
    assert client.head(path).status_code == 200
    reference.refresh_from_db()
    assert (reference.state, reference.opened_at) == ("sent", None)
    assert not client.cookies
    client.post(path)
    for address in (
        f"/reference/{reference.pk}/",
        f"/reference/{reference.pk}/decline/",
        "/reference/thanks/",
    ):
        assert client.head(address).status_code == 200


def test_beginning_swaps_the_token_for_a_cookie_of_this_place_alone(given):
    reference, path = given
    place = f"/reference/{reference.pk}/"
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(path, headers={"Origin": "null"})
    assert (response.status_code, response["Location"]) == (302, place)
    (cookie,) = browser.cookies.values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (place, True, "Lax")
    assert path.split("/")[2] not in cookie.value
    assert browser.get(place).status_code == 200


def test_without_the_link_there_is_no_form(given, client):
    place = f"/reference/{given[0].pk}/"
    for address in (place, f"{place}decline/"):
        assert client.get(address).status_code == 401
    client.cookies[f"reference-{given[0].pk}"] = "forged"
    assert client.get(place).status_code == 401
    assert client.get(f"/reference/{uuid4()}/").status_code == 401


def test_two_references_in_two_tabs_are_kept_apart(given, client):
    ina, first = given
    otto, second = give_referee_link(make_application(make_person("otto@example.org"), state="submitted"))
    client.post(first)
    client.post(second)
    client.post(f"/reference/{ina.pk}/", {"revision": "1", "comment": "Of Ina"})
    client.post(f"/reference/{otto.pk}/", {"revision": "1", "comment": "Of Otto"})
    drafts = {row.pk: row.draft["q-comment"] for row in Reference.objects.all()}
    assert drafts == {ina.pk: "Of Ina", otto.pk: "Of Otto"}


def test_the_cookie_of_one_reference_opens_no_other(given, client):
    ina, first = given
    otto, _ = give_referee_link(make_application(make_person("otto@example.org"), state="submitted"))
    client.post(first)
    client.cookies[f"reference-{otto.pk}"] = client.cookies[f"reference-{ina.pk}"].value
    assert client.get(f"/reference/{otto.pk}/").status_code == 401


@pytest.fixture
def begun(given, client):
    client.post(given[1])
    return client


@pytest.fixture
def place(given):
    return f"/reference/{given[0].pk}/"


def test_what_is_missing_is_said_beside_its_question_and_nothing_is_lost(begun, place):
    response = begun.post(place, {"revision": "1", "comment": "A good colleague", "then": "check"})
    content = response.content.decode()
    assert response.status_code == 422
    assert "Choose an answer to “Meets families warmly”." in content
    assert "A good colleague" in content
    assert Reference.objects.get().draft["q-comment"] == "A good colleague"


def test_saving_while_writing(begun, place):
    answer = begun.post(place, {"revision": "1", "warmth": "3"}, headers={"Accept": "application/json"})
    assert (answer.json()["revision"], answer.json()["refused"]) == (2, {})
    stale = begun.post(place, {"revision": "1", "warmth": "1"}, headers={"Accept": "application/json"})
    assert stale.status_code == 409
    assert "another tab" in stale.json()["message"]
    assert 'value="3"' in begun.get(place).content.decode()


def test_a_stale_page_keeps_its_text_and_offers_to_replace(begun, place):
    begun.post(place, {"revision": "1", "comment": "first"})
    response = begun.post(place, {"revision": "1", "comment": "second"})
    content = response.content.decode()
    assert response.status_code == 409
    assert "second" in content
    assert 'name="replace" value="2"' in content
    begun.post(place, {"revision": "1", "replace": "2", "comment": "second"})
    assert Reference.objects.get().draft["q-comment"] == "second"


def test_declining(begun, place):
    assert "Ina Applicant" in begun.get(f"{place}decline/").content.decode()
    response = begun.post(f"{place}decline/", {"reason": "No time"}, follow=True)
    assert "Thank you" in response.content.decode()
    assert Reference.objects.get().state == "declined"
    assert begun.get(place).status_code == 404


def test_after_twelve_hours_the_page_asks_for_the_link_and_gives_back_what_was_typed(given, client):
    reference, path = given
    place, typed = f"/reference/{reference.pk}/", {"revision": "1", "comment": "She\nlistens."}
    client.post(path)
    client.cookies.clear()
    script = client.post(place, typed, headers={"Accept": "application/json"})
    assert script.status_code == 401
    assert "Open the link" in script.json()["message"]

    response = client.post(place, typed, headers={"Origin": "http://testserver"})
    content = response.content.decode()
    assert response.status_code == 401
    assert "does not work" not in content
    assert 'name="comment" value="She\nlistens."' in content
    client.post(path)
    client.post(place, typed)
    assert Reference.objects.get().draft["q-comment"] == "She\nlistens."


def hours_later(hours: int) -> AbstractContextManager[object]:
    """Signed cookies are that much older."""
    return mock.patch("django.core.signing.time.time", return_value=time.time() + hours * 3600)


def test_whoever_writes_is_given_twelve_hours_from_then(begun, place):
    with hours_later(11):
        begun.post(place, {"revision": "1", "comment": "Late"})
    with hours_later(22):
        assert begun.get(place).status_code == 200
    with hours_later(24):
        assert begun.get(place).status_code == 401
