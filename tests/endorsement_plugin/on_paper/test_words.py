"""On the pages from paper every sentence of ours is about the applicant, and none speaks to them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from endorsement_plugin.forms.builder import QuestionForm
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from tests.factories.applications import add_evidence, add_reference, add_transcript, make_application
from tests.factories.credentials import make_credential
from tests.factories.people import make_person

from .entering import enter

pytestmark = pytest.mark.django_db

SAID_TO_WHO_ENTERS = (
    "What you save is in the history as entered by you from paper.",
    "If you have written something on this page, save it before you sign a statement or upload a file",
)
YOU = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


def by_the_association(application: Application) -> list[str]:
    """What the form says, on paper, too: titles of steps, questions with their hints, roles of referees."""
    asked = application.definition.questions
    titles = [*(step.title for step in application.definition.steps), *application.definition.roles]
    return sorted(
        filter(None, [*titles, *(text for one in asked for text in (one.label, one.help))]), key=len
    )


def speaking_to_them(page: str, application: Application) -> list[str]:
    """Lines of a page that say “you”; without the frame around it, and what was written by an association."""
    soup = BeautifulSoup(page, "html.parser")
    main = soup.find("main")
    assert main is not None
    for written in main.select(".paper, .prose, script"):
        written.decompose()
    text = " ".join(main.get_text(" ").split())
    labels = [str(tag["aria-label"]) for tag in main.select("[aria-label]")]
    for said in (*SAID_TO_WHO_ENTERS, *reversed(by_the_association(application))):
        text = text.replace(said, "")
    return [line for line in [*re.split(r"(?<=[.?!]) ", text), *labels] if YOU.search(line)]


def paths(application: Application) -> list[str]:
    steps = [f"steps/{step.name}/" for step in application.definition.steps]
    kinds = [f"evidence/{kind}/add/" for kind in EVIDENCE_KINDS]
    return ["", *steps, *kinds, "check/", "withdraw/", "referees/1/", "referees/1/paper/"]


def test_no_page_speaks_to_the_applicant(desk: Client, application, base: str):
    add_transcript(application, state="quarantined", reason="hard_to_read")
    add_reference(application, 2, "sent")
    entry = add_evidence(application.person)
    seen = 0
    for path in [*paths(application), f"evidence/{entry.pk}/", f"evidence/{entry.pk}/remove/"]:
        answer = desk.get(f"{base}{path}")
        if answer.status_code == 404:  # the form asks for no such entry
            continue
        seen += 1
        assert speaking_to_them(answer.content.decode(), application) == [], path
    assert seen > 10


def test_refusals_do_not_either(desk: Client, application, base: str):
    for path, data in {
        "steps/about_you/": {"revision": "1", "person-given_name": ""},
        "referees/1/": {"name": "", "email": "x"},
        "evidence/training/add/": {"ended_on": "2999-01-01"},
        "evidence/supervision/add/": {"giver_email": "kai@paper.example"},
    }.items():
        answer = desk.post(f"{base}{path}", data)
        assert answer.status_code == 422, path
        assert speaking_to_them(answer.content.decode(), application) == [], path
        assert EvidenceEntry.objects.count() == 0


def test_the_applicant_reads_them_as_everybody_does(client: Client):
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    application = enter(person=person.pk, note="She asked.")
    client.force_login(person.account)
    page = client.get(f"/apply/{application.pk}/steps/about_you/").content.decode()
    assert "Name you go by" in page
    assert "the applicant goes by" not in page


def test_what_the_association_asks_stands_as_on_the_paper(desk: Client, base: str):
    assert QuestionForm.is_by_editor
    page = desk.get(f"{base}steps/about_you/").content.decode()
    assert "Name the applicant goes by" in page
