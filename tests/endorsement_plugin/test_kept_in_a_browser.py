"""What applicants, referees and coordinators type survives: signed out, offline, server in trouble, Back."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from endorsement_plugin.models import Application, EvidenceEntry, Reference, Sitting, StepDraft
from tests.cast import give_referee_link
from tests.factories.applications import make_application
from tests.factories.people import make_coordinator, make_person
from tests.factories.sittings import make_sitting
from tests.visitors import come_back, kept, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def application() -> Application:
    return make_application(make_person())


@pytest.fixture
def step(page: Page, live_server, application) -> Page:
    sign_in(page, live_server.url, application.person.account)
    page.goto(f"{live_server.url}/apply/{application.pk}/steps/practice/")
    return page


def status(page: Page):
    return page.locator("[data-autosave-status]")


def written() -> str:
    draft = StepDraft.objects.first()
    return draft.answers.get("q-agency", "") if draft else ""


def test_a_step_is_saved_after_signing_in_beside_it(step, live_server, application):
    Session.objects.all().delete()
    step.fill("#id_agency", "Harbor Clinic")
    expect(status(step)).to_contain_text("You have been signed out. Sign in. Then it is saved by itself.")
    sign_in(step, live_server.url, application.person.account)
    come_back(step)
    expect(status(step)).to_have_text(SAVED)
    assert written() == "Harbor Clinic"
    assert kept(step) == []


def test_save_pressed_while_signed_out_leads_back_to_what_was_typed(step, live_server, application):
    Session.objects.all().delete()
    step.fill("#id_agency", "Harbor Clinic")
    step.get_by_role("button", name="Save and continue").click()
    expect(status(step)).to_contain_text("You have been signed out.")
    status(step).get_by_role("link", name="Sign in").click()
    expect(step).to_have_url(re.compile(r"/accounts/login/\?next=%2Fapply%2F"))
    password = "a password that is long"
    application.person.account.set_password(password)
    application.person.account.save()
    step.get_by_label("E-mail").fill(application.person.email)
    step.get_by_label("Password").fill(password)
    step.get_by_role("button", name="Sign in", exact=True).click()
    expect(step.locator("#id_agency")).to_have_value("Harbor Clinic")
    expect(status(step)).to_have_text(SAVED)
    assert written() == "Harbor Clinic"


def test_without_a_connection_the_button_waits_and_then_goes_on(step):
    step.context.set_offline(True)
    step.fill("#id_agency", "Harbor Clinic")
    step.fill("#id_story", "I visit families.")
    step.get_by_role("button", name="Save and continue").click()
    expect(status(step)).to_have_text(
        "Not saved. There is no connection. It is saved by itself when the connection is back."
    )
    step.context.set_offline(False)
    expect(step).to_have_url(re.compile(r"/steps/experience/$"))
    assert written() == "Harbor Clinic"


def test_whoever_writes_on_after_pressing_is_not_taken_away(step):
    step.context.set_offline(True)
    step.fill("#id_agency", "Harbor")
    step.get_by_role("button", name="Save and continue").click()
    expect(status(step)).to_contain_text("no connection")
    step.fill("#id_agency", "Harbor Clinic")
    step.context.set_offline(False)
    expect(status(step)).to_have_text(SAVED)
    assert written() == "Harbor Clinic"
    assert "/steps/practice/" in step.url


@pytest.mark.parametrize(("code", "body"), [(500, "<h1>Sorry</h1>"), (503, '{"status": 503}'), (502, "")])
def test_a_server_in_trouble_is_named_as_that_and_asked_again(step, code, body):
    down = {"Retry-After": "1", "Content-Type": "application/problem+json" if "{" in body else "text/html"}
    step.route("**/steps/practice/", lambda route: route.fulfill(status=code, body=body, headers=down))
    step.fill("#id_agency", "Harbor Clinic")
    expect(status(step)).to_have_text("Not saved. The server is in trouble. It is tried again by itself.")
    step.unroute("**/steps/practice/")
    expect(status(step)).to_have_text(SAVED, timeout=20_000)
    assert written() == "Harbor Clinic"


def test_reload_and_back_bring_back_what_was_not_stored(step, live_server, application):
    def refuse(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.fallback()

    step.route("**/steps/practice/", refuse)
    step.fill("#id_agency", "Harbor Clinic")
    expect(status(step)).to_contain_text("no connection")
    step.on("dialog", lambda dialog: dialog.accept())
    step.reload()
    expect(step.locator("#id_agency")).to_have_value("Harbor Clinic")
    step.goto(f"{live_server.url}/apply/")
    step.unroute("**/steps/practice/")
    step.go_back()
    expect(step.locator("#id_agency")).to_have_value("Harbor Clinic")
    step.reload()  # whether it was saved in leaving or in coming back
    expect(step.locator("#id_agency")).to_have_value("Harbor Clinic")
    step.wait_for_timeout(2_500)
    assert written() == "Harbor Clinic"


def test_what_was_kept_overwrites_nothing_newer(step, live_server, application):
    Session.objects.all().delete()
    step.fill("#id_agency", "older")
    expect(status(step)).to_contain_text("signed out")
    sign_in(step, live_server.url, application.person.account)
    other = step.context.new_page()
    other.goto(step.url)
    other.fill("#id_agency", "newer")
    expect(status(other)).to_have_text(SAVED)
    step.goto(step.url)
    expect(step.locator("#id_agency")).to_have_value("older")
    expect(status(step)).to_contain_text("Not saved.")
    assert written() == "newer"


def test_another_account_on_this_tab_sees_nothing_and_saves_nothing(step, live_server, application):
    Session.objects.all().delete()
    step.fill("#id_agency", "Mine alone")
    expect(status(step)).to_contain_text("signed out")
    sign_in(step, live_server.url, make_person("otto.other@example.org").account)
    come_back(step)
    expect(status(step)).to_contain_text("Another account is signed in now.")
    assert written() == ""
    step.goto(f"{live_server.url}/apply/")
    assert kept(step) == []


def test_an_entry_keeps_everything_and_is_sent_after_signing_in(page, live_server, application):
    sign_in(page, live_server.url, application.person.account)
    address = f"{live_server.url}/apply/{application.pk}/evidence/training/add/"
    page.goto(address)
    page.fill("#id_title", "Watch, wait and wonder")
    page.fill("#id_hours", "12")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("signed out. Sign in. What you typed is kept here for you.")).to_be_visible()
    page.goto(address)
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in(page, live_server.url, application.person.account)
    page.goto(address)
    expect(page.get_by_text("What you typed here before is back.")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Watch, wait and wonder")
    expect(page.locator("#id_hours")).to_have_value("12")


def test_an_entry_waits_for_the_line_and_goes_once(page, live_server, application):
    sign_in(page, live_server.url, application.person.account)
    page.goto(f"{live_server.url}/apply/{application.pk}/evidence/work/add/")
    page.fill("#id_title", "Home visitor")
    page.context.set_offline(True)
    button = page.get_by_role("button", name="Save and add another")
    button.click()
    button.click()
    expect(page.get_by_text("Not sent. There is no connection.")).to_be_visible()
    page.context.set_offline(False)
    expect(
        page.get_by_role("alert")
    ).to_be_visible()  # the server's own refusal: an entry needs more than a title
    assert page.input_value("#id_title") == "Home visitor"
    assert EvidenceEntry.objects.count() == 0
    assert kept(page) == []


def test_an_entry_that_was_left_on_purpose_does_not_come_back(page, live_server, application):
    sign_in(page, live_server.url, application.person.account)
    page.goto(f"{live_server.url}/apply/{application.pk}/evidence/training/add/")
    page.fill("#id_title", "Another thought")
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Another thought")
    page.get_by_role("link", name="Cancel").click()
    page.goto(f"{live_server.url}/apply/{application.pk}/evidence/training/add/")
    expect(page.locator("#id_title")).to_have_value("")


def test_the_exam(page, live_server):
    sitting = make_sitting("open")
    candidate = sitting.application.person.account
    sign_in(page, live_server.url, candidate)
    page.goto(f"{live_server.url}/exam/{sitting.pk}/answers/")
    Session.objects.all().delete()
    page.get_by_label("Vignette one").fill("I would wait.")
    page.get_by_role("button", name="Save and check").click()
    expect(status(page)).to_contain_text("You have been signed out.")
    sign_in(page, live_server.url, candidate)
    come_back(page)
    expect(page).to_have_url(re.compile("/check/$|/answers/$"))
    expect(page.get_by_text("I would wait.").first).to_be_visible()
    assert Sitting.objects.get().draft["q-first"] == "I would wait."


def test_a_referee_opens_the_link_again_and_it_is_saved(page, live_server):
    reference, path = give_referee_link()
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Begin").click()
    page.context.clear_cookies(name=f"reference-{reference.pk}")
    page.locator("#id_comment").fill("She listens.")
    expect(status(page)).to_contain_text("Open the link in our newest mail to you once more")
    other = page.context.new_page()
    other.goto(live_server.url + path)
    other.get_by_role("button", name="Begin").click()
    come_back(page)
    expect(status(page)).to_have_text(SAVED)
    assert Reference.objects.get().draft["q-comment"] == "She listens."


def test_a_referee_in_the_same_tab(page, live_server):
    reference, path = give_referee_link()
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Begin").click()
    page.context.clear_cookies(name=f"reference-{reference.pk}")
    page.locator("#id_comment").fill("She listens.")
    expect(status(page)).to_contain_text("Open the link in our newest mail to you once more")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#id_comment")).to_have_value("She listens.")
    expect(status(page)).to_have_text(SAVED)
    assert Reference.objects.get().draft["q-comment"] == "She listens."


def test_a_referee_who_declines_after_twelve_hours(page, live_server):
    reference, path = give_referee_link()
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Begin").click()
    page.goto(f"{live_server.url}/reference/{reference.pk}/decline/")
    page.locator("textarea, [name=reason]").first.fill("I hardly know her.")
    page.context.clear_cookies(name=f"reference-{reference.pk}")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("Not sent. This page was open for too long.")).to_be_visible()
    other = page.context.new_page()
    other.goto(live_server.url + path)
    other.get_by_role("button", name="Begin").click()
    come_back(page)
    expect(page.get_by_text("Thank you").first).to_be_visible()
    assert Reference.objects.get().decline_reason == "I hardly know her."


def test_the_letter_of_a_decision(page, live_server, application):
    now = timezone.now()
    Application.objects.update(state="ready", submitted_at=now)
    coordinator = make_coordinator(application.association)
    sign_in(page, live_server.url, coordinator)
    address = f"{live_server.url}/admin/endorsement/applications/{application.pk}/decide/?outcome=deferred"
    page.goto(address)
    page.fill("#id_letter", "Dear Ina,\n\nplease send one more transcript.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Look at the letter").click()
    expect(page.get_by_text("Not sent. You have been signed out.")).to_be_visible()
    assert "one more transcript" in json.loads(kept(page)[0])["fields"][-2][1]
    sign_in(page, live_server.url, coordinator)
    come_back(page)
    expect(page.get_by_text("is this what you want to send?")).to_be_visible()
    expect(page.locator(".desk-letter")).to_contain_text("please send one more transcript.")
