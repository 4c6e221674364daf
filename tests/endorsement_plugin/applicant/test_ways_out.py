"""The buttons in the middle of a step: without a script, too, they drop nothing that was typed in it."""

import pytest
from django.test import Client

from endorsement_plugin.models import Application, FormVersion, Reference, StepDraft
from tests.factories.applications import add_evidence, add_reference, add_transcript
from tests.factories.definitions import question, section


@pytest.fixture
def mixed(application: Application) -> str:
    """A step with a question beside sections that have pages and buttons of their own."""
    definition = application.form_version.definition
    practice = next(step for step in definition["steps"] if step["name"] == "practice")
    asked = next(step for step in definition["steps"] if step["name"] == "references")["fields"][0]
    practice["fields"] = [
        question("agency", max_length=200, label="Where do you work?"),
        section("evidence", "more_training", kind="training"),
        section("transcripts", "more_transcripts", max=3),
        {**asked, "id": "s-more_references", "name": "more_references"},
    ]
    FormVersion.objects.filter(pk=application.form_version_id).update(definition=definition)
    return f"/apply/{application.pk}/steps/practice/"


def press(page: Client, address: str, name: str, place: str, **typed: str):
    given = {"revision": "1", "agency": "Harbor Clinic", **typed, name: place}
    return page.post(address, given, follow=True)


def written() -> str:
    agency: str = StepDraft.objects.get().answers["q-agency"]
    return agency


@pytest.mark.parametrize(
    "to", ["evidence/training/add/", "evidence/{entry}/", "evidence/{entry}/remove/", "referees/1/"]
)
def test_a_page_of_its_own_is_reached_with_the_step_saved(page, application, mixed, to):
    place = f"/apply/{application.pk}/" + to.format(entry=add_evidence(application.person).pk)
    assert f'name="to" value="{place}"' in page.get(mixed).content.decode()
    response = press(page, mixed, "to", place)
    assert response.redirect_chain == [(place, 302)]
    assert response.status_code == 200
    assert written() == "Harbor Clinic"


def test_removing_a_transcript(page, application, mixed):
    row = add_transcript(application, block_id="s-more_transcripts")
    place = f"/apply/transcripts/{row.pk}/remove/"
    assert f'name="to" value="{place}"' in page.get(mixed).content.decode()
    press(page, mixed, "to", place)
    assert written() == "Harbor Clinic"


def test_a_request_is_sent_with_the_step_saved(page, application, mixed):
    reference = add_reference(application)
    place = f"/apply/references/{reference.pk}/send/"
    assert f'name="press" value="{place}"' in page.get(mixed).content.decode()
    response = press(page, mixed, "press", place)
    assert (place, 307) in response.redirect_chain
    assert Reference.objects.get().state == "sent"
    assert written() == "Harbor Clinic"


def test_what_cannot_be_saved_is_said_before_anybody_is_led_away(page, application, mixed):
    response = press(page, mixed, "to", f"/apply/{application.pk}/referees/1/", agency="x" * 201)
    assert response.status_code == 422
    assert "x" * 201 in response.content.decode()


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example/apply/", "/admin/", "/\\apply/"]
)
def test_no_other_place_is_led_to(page, mixed, to):
    response = press(page, mixed, "to", to)
    assert all(place.startswith("/apply/") for place, _ in response.redirect_chain)


def test_enter_saves_and_goes_on_as_ever(page, mixed):
    """Enter presses the first button of the form."""
    content = page.get(mixed).content.decode()
    assert content.index('tabindex="-1" aria-hidden="true"></button>') < content.index('name="to"')


def test_a_step_that_asks_nothing_has_plain_links(page, application):
    content = page.get(f"/apply/{application.pk}/steps/training/").content.decode()
    assert f'href="/apply/{application.pk}/evidence/training/add/"' in content
    assert 'name="to"' not in content


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_add_another_without_a_script(browser, live_server, application, mixed):
    from tests.visitors import sign_in

    visitor = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    visitor.set_default_timeout(60_000)
    tab = visitor.new_page()
    sign_in(tab, live_server.url, application.person.user)
    tab.goto(live_server.url + mixed)
    tab.fill("#id_agency", "Harbor Clinic")
    tab.get_by_role("button", name="Add one").click()
    tab.get_by_role("link", name="Cancel").click()
    tab.goto(live_server.url + mixed)
    assert tab.input_value("#id_agency") == "Harbor Clinic"
    visitor.close()
