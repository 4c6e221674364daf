"""Two hands on one entry of the portfolio, and two presses of one button."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.models import EvidenceEntry
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_requirements

pytestmark = pytest.mark.django_db

ONE_DAY: dict[str, Any] = {"started_on": date(2025, 2, 1), "ended_on": date(2025, 2, 1)}
TRAINING = {"title": "Attachment", "organization": "Us", "started_on": "2025-02-01", "hours": "18"}


@pytest.fixture
def application(client, db):
    application = make_application()
    client.force_login(application.person.user)
    return application


def hidden(client, address: str) -> dict[str, str]:
    """What the page carries unseen."""
    page = client.get(address).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(entry|revision|read)" value="([^"]*)"[^>]*>', page))
    assert found
    return found


@pytest.fixture
def adding(application):
    return f"/apply/{application.pk}/evidence/training/add/"


@pytest.mark.parametrize("times", [2, 3])
def test_two_presses_of_one_button_make_one_entry(client, adding, times):
    page = hidden(client, adding)
    answers = [client.post(adding, TRAINING | page) for _ in range(times)]
    assert {answer.status_code for answer in answers} == {302}
    assert EvidenceEntry.objects.count() == 1


def confirmation(answer) -> dict[str, str]:
    """The box to tick, as the page has it."""
    (value,) = re.findall(r'name="confirmed" value="(\w+)"', answer.content.decode())
    return {"confirmed": value}


def test_two_pages_make_two_entries_though_they_say_the_same(client, adding):
    client.post(adding, TRAINING | hidden(client, adding))
    page = hidden(client, adding)
    asked = client.post(adding, TRAINING | page)
    assert asked.status_code == 422
    assert "Another entry has the same title, dates and hours." in asked.content.decode()
    assert client.post(adding, TRAINING | page | confirmation(asked)).status_code == 302
    assert EvidenceEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"hours": "100"}, "100 hours in 1 day: there are 24."),
        ({"hours": "49", "ended_on": "2025-02-02"}, "49 hours in 2 days: there are 48."),
        ({"hours": "6.01"}, "Together with other entries these are more than 24 hours on 1 February 2025."),
    ],
)
def test_impossible_days_are_asked_about_once_and_kept_if_they_are_meant(
    client, application, adding, typed, words
):
    add_evidence(application.person, title="Other", hours=Decimal(18), **ONE_DAY)
    page = TRAINING | hidden(client, adding) | {"title": "Play"} | typed
    asked = client.post(adding, page)
    html = asked.content.decode()
    assert (asked.status_code, EvidenceEntry.objects.count()) == (422, 1)
    assert words in html
    assert f'value="{typed["hours"]}"' in html
    assert " checked" not in html.partition('name="confirmed"')[2].partition(">")[0]
    other = client.post(adding, page | confirmation(asked) | {"hours": "200"})
    assert other.status_code == 422  # another slip than the one that was confirmed
    assert client.post(adding, page | confirmation(asked)).status_code == 302
    assert EvidenceEntry.objects.count() == 2


@pytest.mark.parametrize("typed", [{"hours": "24"}, {"hours": "48", "ended_on": "2025-02-02"}])
def test_full_days_are_possible(client, adding, typed):
    assert client.post(adding, TRAINING | hidden(client, adding) | typed).status_code == 302


def test_another_detail_of_what_was_confirmed_asks_nothing_again(client, application, entry, place):
    EvidenceEntry.objects.update(**ONE_DAY)
    add_evidence(application.person, title=entry.title, hours=entry.hours, **ONE_DAY)
    page = TRAINING | hidden(client, place) | {"organization": "Others", "ended_on": "2025-02-01"}
    assert client.post(place, page).status_code == 302
    asked = client.post(place, TRAINING | hidden(client, place) | {"hours": "100"})
    assert (asked.status_code, "100 hours in 1 day" in asked.content.decode()) == (422, True)


def test_back_and_save_another_one_asks_and_keeps_what_was_typed(client, adding):
    page = hidden(client, adding)
    client.post(adding, TRAINING | page)
    asked = client.post(adding, TRAINING | page | {"title": "Play"})
    html = asked.content.decode()
    assert asked.status_code == 409
    assert "“Attachment” was added from here already" in html
    assert 'value="Play"' in html
    (fresh,) = re.findall(r'name="entry" value="([^"]*)"', html)
    other = {"title": "Play", "started_on": "2025-02-03", "entry": fresh}
    assert client.post(adding, TRAINING | other).status_code == 302
    assert set(EvidenceEntry.objects.values_list("title", flat=True)) == {"Attachment", "Play"}


@pytest.mark.parametrize("forged", ["", "no id", "00000000"])
def test_a_page_without_an_id_still_adds(client, adding, forged):
    assert client.post(adding, TRAINING | {"entry": forged}).status_code == 302
    assert EvidenceEntry.objects.count() == 1


@pytest.fixture
def entry(application):
    values = {"organization": "Us", "started_on": date(2025, 2, 1)}
    return add_evidence(application.person, "training", "Attachment", hours=18, **values)


@pytest.fixture
def place(application, entry):
    return f"/apply/{application.pk}/evidence/{entry.pk}/"


def test_each_tab_keeps_the_details_it_changed(client, place, entry):
    here, there = hidden(client, place), hidden(client, place)
    client.post(place, TRAINING | there | {"hours": "20"})
    assert client.post(place, TRAINING | here | {"title": "Attachment and play"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.hours) == ("Attachment and play", 20)


def test_what_differs_is_shown_both_and_replaced_on_purpose_alone(client, place, entry):
    here, there = hidden(client, place), hidden(client, place)
    client.post(place, TRAINING | there | {"title": "There", "hours": "20"})
    late = client.post(place, TRAINING | here | {"title": "Here"})
    html = late.content.decode()
    assert late.status_code == 409
    assert "Saved elsewhere" in html
    assert "<p>There</p>" in html
    assert 'value="Here"' in html
    assert 'value="20"' in html
    entry.refresh_from_db()
    assert entry.title == "There"
    client.post(place, TRAINING | here | {"title": "Here", "replace": "2"})
    entry.refresh_from_db()
    assert (entry.title, entry.hours) == ("Here", 20)


def test_days_that_go_backwards_only_together_are_refused_in_words(client, place, entry):
    here, there = hidden(client, place), hidden(client, place)
    client.post(place, TRAINING | there | {"ended_on": "2025-02-03"})
    late = client.post(place, TRAINING | here | {"started_on": "2025-03-01"})
    assert late.status_code == 409
    entry.refresh_from_db()
    assert entry.started_on == date(2025, 2, 1)


def test_removing_what_was_changed_since_shows_it_first(client, place, entry):
    page = hidden(client, f"{place}remove/")
    client.post(place, TRAINING | hidden(client, place) | {"title": "Corrected"})
    asked = client.post(f"{place}remove/", page)
    assert asked.status_code == 409
    assert "Corrected" in asked.content.decode()
    client.post(f"{place}remove/", {"revision": "2"})
    assert not EvidenceEntry.objects.exists()


def test_what_was_removed_meanwhile_keeps_the_words_on_the_page(client, place, entry, application):
    page = hidden(client, place)
    type(application).objects.update(state="in_review", submitted_at="2026-01-15T09:00Z")
    answer = client.post(place, TRAINING | page | {"title": "A long title of mine"})
    assert answer.status_code == 409
    assert "A long title of mine" in answer.content.decode()
    assert "can no longer be changed" in answer.content.decode()


AREAS = {"id": "p", "kind": "portfolio", "areas": [{"value": "play", "label": "Play"}]}


@pytest.mark.parametrize("sent", [["elsewhere"], ["play", "elsewhere"], []])
def test_an_area_chosen_for_another_credential_stays_until_another_is_chosen(
    client, application, entry, place, sent
):
    application.requirement_set = make_requirements(application.credential, [AREAS])
    application.save()
    EvidenceEntry.objects.filter(pk=entry.pk).update(areas=["elsewhere"])
    assert re.search('value="elsewhere"[^>]* checked', client.get(place).content.decode())
    answer = client.post(place, TRAINING | hidden(client, place) | {"title": "Mended", "areas": sent})
    entry.refresh_from_db()
    assert (answer.status_code, entry.title, entry.areas) == (302, "Mended", sent)
