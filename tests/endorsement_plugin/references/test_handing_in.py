"""The last step of a reference: checked once more, and never handed in by a slip of a finger."""

import pytest

from endorsement_plugin.models import Reference
from tests.cast import give_referee_link

COMPLETE = {"warmth": "3", "reflection": "unknown", "comment": "Calm, and kind"}
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def reference(db, client):
    reference, path = give_referee_link()
    client.post(path)
    return reference


@pytest.fixture
def place(reference):
    return f"/reference/{reference.pk}/"


def state() -> str:
    return Reference.objects.get().state


@pytest.mark.parametrize("then", ["check", "submit", "later", ""])
def test_no_button_of_the_form_hands_it_in(client, place, then):
    client.post(place, {**COMPLETE, "revision": "1", "then": then})
    assert state() == "opened"
    assert Reference.objects.get().draft["q-comment"] == "Calm, and kind"


def test_every_answer_is_shown_once_more_and_then_handed_in(client, place):
    answer = client.post(place, {**COMPLETE, "revision": "1", "then": "check"})
    assert answer["Location"] == f"{place}check/"
    page = client.get(f"{place}check/").content.decode()
    assert "Calm, and kind" in page
    assert "I do not know enough to say" in page
    assert state() == "opened"
    assert client.post(f"{place}check/", {"revision": "2"})["Location"] == "/reference/thanks/"
    assert state() == "received"
    assert Reference.objects.get().answers.get(name="comment").text == "Calm, and kind"


@pytest.mark.parametrize("revision", ["1", "", "no number"])
def test_what_was_changed_after_the_check_is_checked_again(client, place, revision):
    client.post(place, {**COMPLETE, "revision": "1"}, headers=SCRIPT)
    answer = client.post(f"{place}check/", {"revision": revision}, follow=True)
    assert "Check them once more" in answer.content.decode()
    assert state() == "opened"


@pytest.mark.parametrize("missing", ["warmth", "reflection"])
def test_what_is_missing_keeps_it_from_being_handed_in(client, place, missing):
    client.post(place, {**COMPLETE, missing: "", "revision": "1"})
    page = client.get(f"{place}check/").content.decode()
    assert "Before you can send it" in page
    assert "error-summary" not in page
    refused = client.post(f"{place}check/", {"revision": "2"})
    assert refused.status_code == 422
    assert "error-summary" in refused.content.decode()
    assert state() == "opened"


def test_without_the_link_there_is_nothing_to_check(client, reference, place):
    client.cookies.clear()
    assert client.get(f"{place}check/").status_code == 401
    assert client.post(f"{place}check/", {"revision": "1"}).status_code == 401
