"""From paper through the screens to a submission, a decision and an account, without a browser."""

import re

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.models import Application, Endorsement, Reference
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.credentials import make_application_form, make_association
from tests.factories.people import make_coordinator, make_user

from .entering import PAPER, office

FILES = "/admin/endorsement/applications/"


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.pdf", pdfs.good(), "application/pdf")


def begin(client: Client) -> Application:
    version = make_application_form()
    paper = {"form": str(version.form.family), "received_on": "2026-01-20", **PAPER}
    assert client.post("/admin/endorsement/on-paper/start/", paper).status_code == 302
    return Application.objects.get()


def fill_in(client: Client, application: Application) -> None:
    base = f"/apply/{application.pk}/"
    details = {"revision": "1", "person-given_name": "Kaʻiulani", "person-family_name": "Kahale"}
    client.post(f"{base}steps/about_you/", details)
    answers = {"revision": "2", "agency": "Harbor Clinic", "story": "I visit families at home."}
    client.post(f"{base}steps/practice/", answers)
    for slot in (1, 2):
        client.post(f"{base}referees/{slot}/", {"name": f"Ref {slot}", "email": f"ref{slot}@example.org"})
    letter = {"name": "Rosa Referee", "received_on": "2026-01-21", "what": "letter", "file": scan()}
    client.post(f"{base}referees/3/paper/", letter)
    (statement,) = application.definition.sections(AttestationSection)
    signature = {
        "same_words": "on",
        "name": "Kaʻiulani Kahale",
        "signed_on": "2026-01-19",
        "digest": statement.sha256,
        "file": scan(),
    }
    signed = {f"sign-{statement.id}-{name}": value for name, value in signature.items()}
    client.post(f"{base}statements/{statement.id}/paper/", signed)


def test_the_whole_way(client: Client, db: None):
    client.force_login(office())
    application = begin(client)
    fill_in(client, application)
    base = f"/apply/{application.pk}/"
    said = client.post(f"{base}check/", {"list_in_registry": "on"}, follow=True).content.decode()
    assert f"Submitted. {PAPER['email']} gets a mail that says so." in said
    assert "Enter reference 1 from paper" in said
    application.refresh_from_db()
    assert (application.state, application.list_in_registry) == ("submitted", True)

    run_due()
    assert [row.state for row in Reference.objects.order_by("slot")] == ["sent", "sent", "received"]
    assert {message.to[0] for message in mail.outbox} == {
        "ref1@example.org",
        "ref2@example.org",
        PAPER["email"],
    }
    written = application.events.exclude(action="opened")
    assert {(event.role, event.from_paper, event.actor) for event in written} == {
        ("coordinator", True, office())
    }

    late = {"name": "Ref 1", "received_on": "2026-01-22", "what": "letter", "file": scan()}
    answer = client.post(f"{base}referees/1/paper/", late, follow=True)
    assert "on paper, received 22 January 2026" in answer.content.decode()

    file = f"{FILES}{application.pk}/"
    client.post(f"{file}return/", {"note": "Your diploma is missing."})
    assert "Go on entering it" in client.get(file).content.decode()
    assert "Your diploma is missing." in client.get(base).content.decode()
    client.post(f"{base}check/", {"list_in_registry": "on"})
    client.post(f"{file}begin/")
    client.post(f"{file}ready/")

    client.force_login(make_coordinator(make_association(), "second@example.org"))
    letter = {"letter_subject": "Our decision", "letter": "Well done, {number}."}
    decided = {"outcome": "endorsed", "proposed": "endorsed", "then": "send", **letter}
    client.post(f"{file}decide/", decided)
    endorsement = Endorsement.objects.get()
    assert (endorsement.name, endorsement.listed) == ("Kaʻiulani Kahale", True)

    client.post(f"/admin/endorsement/on-paper/{application.pk}/invite/", {"address": PAPER["email"]})
    run_due()
    (link,) = re.findall(r"/join/[\w-]+/", str(mail.outbox[-1].body))
    client.force_login(make_user(PAPER["email"]))
    client.post(link)
    page = client.get(base).content.decode()
    assert endorsement.number in page
    assert "Entered from paper by your association: submitted" in page
    assert (
        "Signed on paper by Kaʻiulani Kahale on 19 January 2026"
        in client.get(f"{base}sent/").content.decode()
    )
