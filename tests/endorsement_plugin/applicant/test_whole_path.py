"""From starting an application to its submission, through the screens and without JavaScript."""

import re

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from endorsement_plugin.models import Application, Form, Reference
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.credentials import make_application_form
from tests.factories.people import make_person


def test_an_application_from_start_to_submission(client, db):
    person = make_person(given_name="", family_name="")
    version = make_application_form()
    client.force_login(person.user)

    response = client.post(f"/apply/start/{version.form.family}/", follow=True)
    application = Application.objects.get()
    base = f"/apply/{application.pk}/"
    assert response.redirect_chain == [(base, 302)]
    assert "4 of 8 steps" in response.content.decode()

    _answer(client, base)
    _enter_evidence(client, base)
    _upload(client, base)
    _name_referees(client, base)
    _sign(client, base, version.definition)

    assert "8 of 8 steps" in client.get(base).content.decode()
    checked = client.get(f"{base}check/").content.decode()
    assert "Before it can be submitted" not in checked
    assert "Harbor Clinic" in checked

    response = client.post(f"{base}check/", {"list_in_registry": "on"}, follow=True)
    assert "You submitted your application" in response.content.decode()
    application.refresh_from_db()
    assert (application.state, application.list_in_registry) == ("submitted", True)
    assert application.answers.get(name="agency").text == "Harbor Clinic"
    assert application.evidence.count() == 4

    run_due()
    assert Reference.objects.filter(state="sent").count() == 3
    assert {message.to[0] for message in mail.outbox} == {
        "referee1@example.org",
        "referee2@example.org",
        "referee3@example.org",
        person.email,
    }


def test_a_referee_answers_through_the_link(client, db):
    test_an_application_from_start_to_submission(client, db)
    (link,) = re.findall(r"http://\S+/reference/\S+", _mail_to("referee2@example.org"))
    referee = Client()
    assert "Ina Applicant" in referee.get(link).content.decode()
    response = referee.post(link, follow=True)
    reference = Reference.objects.get(slot=2)
    assert response.redirect_chain == [(f"/reference/{reference.pk}/", 302)]
    answers = {"revision": "1", "warmth": "4", "reflection": "unknown", "then": "check"}
    check = referee.post(f"/reference/{reference.pk}/", answers)["Location"]
    response = referee.post(check, {"revision": "2"}, follow=True)
    assert response.redirect_chain == [("/reference/thanks/", 302)]
    reference.refresh_from_db()
    assert reference.state == "received"
    assert reference.answers.get(name="warmth").text == "4 of 4"
    assert referee.get(link).status_code == 404


def _mail_to(address):
    return next(message.body for message in mail.outbox if message.to == [address])


def _answer(client, base):
    details = {"revision": "1", "person-given_name": "Ina", "person-family_name": "Applicant"}
    assert client.post(f"{base}steps/about_you/", details).url == f"{base}steps/practice/"
    answers = {"revision": "2", "agency": "Harbor Clinic", "story": "I visit families at home."}
    assert client.post(f"{base}steps/practice/", answers).url == f"{base}steps/experience/"


def _enter_evidence(client, base):
    for kind, entry in {
        "education": {
            "degree": "bachelor",
            "title": "Child development",
            "organization": "U",
            "ended_on": "2019-06-01",
        },
        "work": {"title": "Home visitor", "organization": "Harbor Clinic", "started_on": "2020-01-01"},
        "training": {
            "title": "Attachment",
            "organization": "Us",
            "started_on": "2025-02-01",
            "ended_on": "2025-02-05",
            "hours": "30",
        },
        "supervision": {
            "giver": "Sue Pervisor",
            "title": "Home visits",
            "setting": "group",
            "started_on": "2024-01-01",
            "ended_on": "2025-01-31",
            "hours": "24",
        },
    }.items():
        response = client.post(f"{base}evidence/{kind}/add/", entry)
        assert response.status_code == 302, response.context["form"].errors


def _upload(client, base):
    file = SimpleUploadedFile("ina.pdf", pdfs.good(), "application/pdf")
    client.post(f"{base}transcripts/s-transcripts/", {"file": file})
    run_due()
    assert "2 pages" in client.get(f"{base}steps/transcripts/").content.decode()


def _name_referees(client, base):
    for slot in (1, 2, 3):
        referee = {"name": f"Ref Eree {slot}", "email": f"referee{slot}@example.org"}
        assert client.post(f"{base}referees/{slot}/", referee).status_code == 302


def _sign(client, base, definition):
    statement = definition["steps"][-1]["fields"][0]
    prefix = f"sign-{statement['id']}"
    signature = {
        f"{prefix}-agreed": "on",
        f"{prefix}-typed_name": "Ina Applicant",
        f"{prefix}-digest": statement["sha256"],
    }
    client.post(f"{base}statements/{statement['id']}/", signature)


def test_forms_that_are_taken_are_not_offered_again(page, application):
    assert Form.objects.filter(kind="application").count() == 1
    content = page.get("/apply/").content.decode()
    assert "Infant Family Specialist" in content
    assert "Start another" not in content
