"""The walk of the README, step by step, in real browsers."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from association.demo.content.load import load
from association.demo.preparation import move_links
from association.rehearsal import answers
from association.rehearsal.applicants import Applicant
from association.rehearsal.portfolio import portfolio
from endorsement_plugin.models import Mail
from endorsement_plugin.pages.models import CredentialPage
from review_queue.models import Assignment, Item
from review_queue.work.running import run_due
from tests.journeys.walking import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "demo-endorsement"
NINA = Applicant(2, "Nina", "Newcomer", "nina.newcomer@example.org", "IMHS")
REFEREES = ("one@example.org", "two@example.org", "three@example.org")
PUBLIC = ("/", "/credentials/", "/credentials/imhs/", "/questions/", "/what-is-endorsement/", "/registry/")


@pytest.fixture
def address(live_server: LiveServer) -> str:
    list(load())
    move_links(urlsplit(live_server.url).port or 80)
    return live_server.url


@pytest.fixture
def visit(browser: Browser, address: str) -> Callable[..., Visitor]:
    """A new visitor, signed in if an address is given."""

    def new(email: str = "", password: str = PASSWORD) -> Visitor:
        visitor = Visitor(browser, address)
        if email:
            visitor.sign_in(email, password)
        return visitor

    return new


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    script = settings.BASE_DIR / "fixtures" / "make_transcripts.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    return tmp_path / "good.pdf"


def test_from_the_credential_page_to_the_registry(visit, transcript):
    an_editor_changes_a_requirement_and_visitors_read_it(visit)
    nina = an_applicant_signs_up(visit)
    the_application_is_filled_in_and_resumed_elsewhere(visit, nina)
    a_transcript_is_inspected(nina, transcript)
    three_referees_answer(visit, nina)
    it_is_signed_checked_and_submitted(nina)
    coordinator = visit("cora.coordinator@example.org")
    the_coordinator_sends_it_to_the_exam(coordinator)
    the_exam_is_sat(nina)
    a_clearer_masks_what_the_machine_missed(visit)
    two_reviewers_score_it_blind(visit)
    the_coordinator_endorses(coordinator)
    the_registry_shows_it(visit, nina)


def an_editor_changes_a_requirement_and_visitors_read_it(visit) -> None:
    editor = visit("edda.editor@example.org")
    home = Site.objects.get(is_default_site=True).root_page  # other associations grant one of that code too
    page = CredentialPage.objects.descendant_of(home).get(code="IMHS")
    editor.open(f"/admin/pages/{page.pk}/edit/")
    editor.page.locator('[name$="-value-hours"]').first.fill("32")
    editor.page.locator('[name="action-publish"]').dispatch_event("click")
    editor.page.get_by_text("Today is filled in now: publish again").first.wait_for()
    editor.page.locator('[name="action-publish"]').dispatch_event("click")
    editor.page.locator(".messages").get_by_text("published").wait_for()
    visitor = visit()
    visitor.open("/credentials/imhs/")
    assert visitor.reads("At least 32 hours of specialized training")
    for path in PUBLIC:
        visitor.open(path)
        visitor.look()


def an_applicant_signs_up(visit) -> Visitor:
    nina = visit()
    nina.open("/credentials/imhs/")
    nina.follow("See the application form")
    nina.look()
    nina.open("/accounts/signup/")
    nina.fill({"email": NINA.email, "password1": PASSWORD, "password2": PASSWORD})
    nina.press("Create my account")
    nina.look()
    nina.open(link_to(NINA.email, "/accounts/confirm-email/"))
    nina.press("Yes, this is my address")
    assert nina.reads("My applications")
    nina.open("/credentials/imhs/apply/")
    nina.press("Start application")
    nina.look()
    return nina


def the_application_is_filled_in_and_resumed_elsewhere(visit, nina: Visitor) -> None:
    home = nina.page.url
    nina.follow("About you")
    nina.look()
    nina.fill(answers.details(NINA))
    nina.press("Save and continue")
    nina.fill({"role": "Clinician at an invented clinic"})
    nina.sees_saved()
    elsewhere = visit(NINA.email)
    elsewhere.open(nina.page.url)
    assert elsewhere.page.locator('[name="role"]').input_value() == "Clinician at an invented clinic"
    nina.look()
    for step in ("your_work", "training", "competencies"):
        nina.open(f"{home}steps/{step}/")
        nina.fill(answers.step_answers())
        nina.press("Save and continue")
    for kind, values in portfolio(NINA, timezone.localdate()):
        nina.open(f"{home}evidence/{kind}/add/")
        nina.look()
        nina.fill(values)
        nina.press("Save", within="main")
    nina.open(f"{home}steps/training/")
    assert nina.reads("32 of 32 hours")
    nina.look()
    nina.open(home)


def a_transcript_is_inspected(nina: Visitor, transcript: Path) -> None:
    home = nina.page.url
    nina.follow("Education and transcripts")
    nina.upload(transcript)
    assert nina.reads("Being checked")
    run_due()
    nina.page.reload()
    assert nina.reads("Accepted")
    nina.look()
    nina.open(home)


def three_referees_answer(visit, nina: Visitor) -> None:
    home = nina.page.url
    for slot, email in enumerate(REFEREES, start=1):
        nina.open(f"{home}referees/{slot}/")
        nina.fill({"name": f"Referee {slot}", "email": email})
        nina.press("Save and send the request")
    nina.look()
    for email in REFEREES:
        referee = visit()
        referee.open(link_to(email, "/reference/"))
        referee.look()
        referee.press("Begin")
        assert email not in referee.page.url
        referee.look()
        referee.fill(answers.reference_answers())
        referee.press("Save and check")
        referee.look()
        referee.press("Send the reference")
        assert referee.page.url.endswith("/reference/thanks/")
    nina.open(home)


def it_is_signed_checked_and_submitted(nina: Visitor) -> None:
    home = nina.page.url
    nina.follow("Code of ethics")
    for _ in range(2):
        nina.page.get_by_label("I have read this statement").first.check()
        nina.page.get_by_label("Type your full name").first.fill(NINA.name)
        nina.press("Sign", within="main")
    nina.look()
    nina.open(f"{home}check/")
    nina.look()
    nina.page.get_by_label("list my name in the public registry").check()
    nina.press("Submit my application")
    assert nina.reads("Submitted")
    nina.look()


def the_coordinator_sends_it_to_the_exam(coordinator: Visitor) -> None:
    coordinator.open("/admin/endorsement/applications/")
    coordinator.look(within="main")
    coordinator.follow(NINA.name)
    coordinator.look(within="main")
    coordinator.press("Begin the review", within="main")
    coordinator.press("Verify", within="main")
    coordinator.follow("Send to the exam")
    coordinator.look(within="main")
    today_there = coordinator.page.locator("[name=opens_on]").get_attribute("min")
    coordinator.fill({"opens_on": today_there})
    coordinator.press("Schedule the exam")


def the_exam_is_sat(nina: Visitor) -> None:
    nina.open(link_to(NINA.email, "/exam/"))
    nina.look()
    nina.press("Begin the exam")
    nina.look()
    nina.fill(answers.exam_answers(NINA))
    nina.press("Save and check")
    nina.look()
    nina.press("Hand in my exam")
    nina.look()
    run_due()


def a_clearer_masks_what_the_machine_missed(visit) -> None:
    clearer = visit("clem.clearer@example.org")
    clearer.open("/review/staff/")
    clearer.look()
    clearer.open("/review/staff/clearance/")
    clearer.look()
    clearer.follow(Item.objects.get().code)
    assert not clearer.reads(NINA.name)
    clearer.look()
    clearer.page.locator("#mask [name=phrase]").fill("tired")
    clearer.press("Show where it stands")
    clearer.look()
    clearer.press("Mask what is ticked")
    assert clearer.reads("Masked")
    while clearer.page.get_by_role("button", name="It stays").count():
        clearer.page.get_by_role("button", name="It stays").first.click()
    while clearer.page.evaluate("performance.now()") < 700:  # nobody reads an answer in less
        pass
    clearer.press("Release, and open the next")
    run_due()


def two_reviewers_score_it_blind(visit) -> None:
    work = Assignment.objects.filter(item__kind=Item.Kind.ANSWER)
    assigned = work.select_related("reviewer__user").order_by("slot")
    assert [one.slot for one in assigned] == [1, 2]
    for one in assigned:
        reviewer = visit(one.reviewer.user.email)
        assert reviewer.page.url.endswith("/review/")
        reviewer.look()
        reviewer.follow(one.code)
        reviewer.look()
        reviewer.press("Accept and start")
        assert not reviewer.reads(NINA.name)
        reviewer.look()
        reviewer.fill({**answers.marks((3, 2, 2))})
        reviewer.press("Check and hand in")
        reviewer.look()
        reviewer.press("Hand in my review")
        reviewer.look()
    run_due()


def the_coordinator_endorses(coordinator: Visitor) -> None:
    coordinator.open("/admin/endorsement/applications/")
    coordinator.follow(NINA.name)
    coordinator.follow("Decide")
    coordinator.look(within="main")
    coordinator.press("Look at the letter")
    coordinator.look(within="main")
    coordinator.press("Endorse and send the letter")
    run_due()


def the_registry_shows_it(visit, nina: Visitor) -> None:
    nina.open("/apply/")
    nina.look()
    visitor = visit()
    visitor.open("/registry/")
    visitor.look()
    assert visitor.reads(NINA.name)
    visitor.follow(NINA.name)
    visitor.look()
    assert not visitor.reads(NINA.email)


def link_to(email: str, part: str) -> str:
    """The address containing `part` in the newest letter to this person."""
    for letter in Mail.objects.filter(to=email).order_by("-created_at"):
        for word in letter.body.split():
            if part in word:
                return word
    raise AssertionError(f"No letter to {email} has a link to {part}.")
