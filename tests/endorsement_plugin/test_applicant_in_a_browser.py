"""What only a browser shows: saving by itself, and sizes and contrasts that anybody can use."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from endorsement_plugin.models import RequirementSet, StepDraft, Transcript
from tests.cast import give_referee_link
from tests.factories.applications import add_evidence, add_reference, add_transcript, make_application
from tests.factories.people import make_person
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def application():
    return make_application(make_person())


@pytest.fixture
def signed_in(page: Page, live_server, application) -> Page:
    sign_in(page, live_server.url, application.person.user)
    return page


def test_a_step_saves_itself_and_says_so(signed_in, live_server, application):
    signed_in.goto(f"{live_server.url}/apply/{application.pk}/steps/practice/")
    signed_in.fill("#id_agency", "Harbor Clinic")
    expect(signed_in.locator("[data-autosave-status]")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert StepDraft.objects.get().answers["q-agency"] == "Harbor Clinic"
    signed_in.fill("#id_story", "I visit families.")
    signed_in.locator(".savebar").get_by_role("button", name="Save and continue").click()
    expect(signed_in).to_have_url(re.compile(r"/steps/experience/$"))


def test_an_older_tab_keeps_its_text_and_overwrites_nothing(signed_in, live_server, application):
    address = f"{live_server.url}/apply/{application.pk}/steps/practice/"
    signed_in.goto(address)
    other = signed_in.context.new_page()
    other.goto(address)
    other.fill("#id_agency", "newer")
    expect(other.locator("[data-autosave-status]")).to_have_text(re.compile("Saved"))
    signed_in.fill("#id_agency", "older")
    expect(signed_in.locator("[data-autosave-status]")).to_have_text(re.compile("Not saved.*another tab"))
    assert signed_in.input_value("#id_agency") == "older"
    assert StepDraft.objects.get().answers["q-agency"] == "newer"


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(signed_in, live_server, application, tmp_path):
    file = tmp_path / "large.pdf"
    file.write_bytes(b"%PDF-" + b"x" * 26 * 1024 * 1024)
    signed_in.goto(f"{live_server.url}/apply/{application.pk}/steps/transcripts/")
    signed_in.set_input_files("input[type=file]", file)
    expect(signed_in.get_by_text("The file is too large.")).to_be_visible()
    assert not Transcript.objects.exists()


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_the_screens(signed_in, live_server, application, width):
    RequirementSet.objects.update(clauses=[{"kind": "training", "id": "c1", "hours": "30"}])
    entry = add_evidence(application.person)
    add_transcript(application)
    add_reference(application)
    base = f"/apply/{application.pk}/"
    steps = [step["name"] for step in application.form_version.definition["steps"]]
    addresses = ["/apply/", base, f"{base}check/", f"{base}withdraw/", f"{base}referees/1/"]
    addresses += [f"{base}steps/{name}/" for name in steps]
    addresses += [f"{base}evidence/{kind}/add/" for kind in ("education", "work", "training", "supervision")]
    addresses += [f"{base}evidence/{entry.pk}/remove/"]
    signed_in.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        _is_fit(signed_in, live_server.url + address)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_referee_can_use_the_screens(page, live_server, application, width):
    page.set_viewport_size({"width": width, "height": 900})
    submitted = make_application(make_person("otto.other@example.org"), state="submitted")
    reference, path = give_referee_link(submitted)
    _is_fit(page, live_server.url + path)
    page.click("text=Begin")
    place = f"/reference/{reference.pk}/"
    for address in (place, f"{place}decline/", "/reference/thanks/", "/reference/nothing/"):
        _is_fit(page, live_server.url + address)


def _is_fit(page: Page, address: str) -> None:
    page.goto(address)
    report = Axe().run(page)
    assert not report.response["violations"], f"{address}\n{report.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"


@pytest.mark.parametrize(
    ("spare", "said"),
    [
        (1, "Room for 1 more character"),
        (2, "Room for 2 more characters"),
        (-1, "1 character too many. Shorten it to "),
        (-1_200, "1,200 characters too many. Shorten it to "),
    ],
)
def test_room_is_told_in_the_singular_and_the_plural(signed_in, live_server, application, spare, said):
    signed_in.goto(f"{live_server.url}/apply/{application.pk}/steps/practice/")
    signed_in.evaluate(
        """(spare) => {
            const text = document.querySelector("#id_story");
            const count = Number(text.dataset.room) - spare;
            text.value = "a b ".repeat(count).slice(0, count - 1) + "z";
            text.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        spare,
    )
    expect(signed_in.locator("#id_story_room")).to_have_text(re.compile(rf"^{said}(\d|$)"))


def test_a_flood_of_text_does_not_stop_the_browser(signed_in, live_server, application):
    signed_in.goto(f"{live_server.url}/apply/{application.pk}/steps/practice/")
    typed = """([words, times]) => {
        const text = document.querySelector("#id_story");
        text.value = words.repeat(times);
        text.dispatchEvent(new Event("input", { bubbles: true }));
        return getComputedStyle(text).unicodeBidi;
    }"""
    for words in ("word ", "كلمة\n"):
        assert signed_in.evaluate(typed, [words, 9_000]) == "plaintext"
        assert signed_in.evaluate(typed, [words, 60_000]) == "normal"
        assert signed_in.evaluate(typed, [words, 3]) == "plaintext"
