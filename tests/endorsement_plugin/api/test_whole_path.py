"""From signing up to a submitted application without a browser: the API and allauth's app client."""

import re

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.models import Application, Reference
from review_queue.work.running import run_due
from tests import pdfs
from tests.endorsement_plugin.api.headless import App
from tests.factories.credentials import make_application_form

EMAIL, PASSWORD = "hannah.headless@example.org", "a long invented password"
ENTRIES = {
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
        "hours": "24.5",
    },
}


def test_an_application_without_a_browser(db):
    family = make_application_form().form.family
    app = _signed_up()
    form = app.get(f"/forms/{family}/").json()

    started = app.post("/applications/", {"form": str(family)}, Idempotency_Key="start-1")
    assert started.status_code == 201
    path = f"/applications/{started.json()['id']}"
    assert started["Location"] == f"/api/v3-preview{path}/"

    tag = _answer(app, path, started["ETag"])
    _enter_evidence(app, path)
    _upload(app, path)
    _name_referees(app, path)
    unsigned = app.post(f"{path}/validate/").json()
    assert [one["type"] for one in unsigned["problems"]] == ["not_signed"]

    _submit(app, path, tag, form["definition"])
    _see_it_through(app, path)


def _signed_up():
    app = App()
    assert app.account("post", "/auth/signup", {"email": EMAIL, "password": PASSWORD}).status_code == 401
    assert app.get("/applications/").status_code == 401
    run_due()
    (message,) = [message for message in mail.outbox if message.to == [EMAIL]]
    (key,) = re.findall(r"/accounts/confirm-email/([^/\s]+)/", str(message.body))
    app.account("post", "/auth/email/verify", {"key": key})
    answer = app.account("post", "/auth/login", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return App(answer.json()["meta"]["session_token"])


def _answer(app, path, tag):
    details = {"given_name": "Hannah", "family_name": "Headless"}
    saved = app.patch(f"{path}/steps/about_you/", {"details": details}, If_Match=tag)
    assert saved.status_code == 200, saved.content
    answers = {"agency": "Harbor Clinic", "story": "I visit families at home."}
    body = {"answers": answers, "complete": True}
    saved = app.patch(f"{path}/steps/practice/", body, If_Match=saved["ETag"])
    assert saved.status_code == 200, saved.content
    assert saved.json()["completed"]
    assert saved.json()["answers"] == answers
    return saved["ETag"]


def _enter_evidence(app, path):
    for kind, entry in ENTRIES.items():
        added = app.post(f"{path}/evidence/", {"kind": kind, **entry})
        assert added.status_code == 201, added.content
        assert app.get(added["Location"].removeprefix("/api/v3-preview")).json() == added.json()


def _upload(app, path):
    file = SimpleUploadedFile("hannah.pdf", pdfs.good(), "application/pdf")
    sent = app.upload(f"{path}/files/", field="transcripts", file=file)
    assert sent.status_code == 201, sent.content
    assert sent.json()["state"] == "uploaded"
    run_due()
    seen = app.get(f"{path}/files/{sent.json()['id']}/").json()
    assert (seen["state"], seen["pages"], seen["name"]) == ("accepted", 2, "hannah.pdf")


def _name_referees(app, path):
    for slot in (1, 2, 3):
        referee = {"slot": slot, "name": f"Ref Eree {slot}", "email": f"referee{slot}@example.org"}
        named = app.post(f"{path}/references/", referee)
        assert named.status_code == 201, named.content
    sent = app.post(f"{path}/references/{named.json()['id']}/actions/send/")
    assert sent.json()["state"] == "sent"


def _submit(app, path, tag, definition):
    statement = definition["steps"][-1]["fields"][0]
    signature = {
        "field": statement["name"],
        "accepted": True,
        "typed_name": "Hannah Headless",
        "statement_hash": statement["sha256"],
    }
    body = {"list_in_registry": True, "attestations": [signature]}
    headers = {"Idempotency_Key": "submit-1", "If_Match": tag}
    first = app.post(f"{path}/actions/submit/", body, **headers)
    assert first.status_code == 200, first.content
    again = app.post(f"{path}/actions/submit/", body, **headers)
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])
    assert again["Idempotent-Replayed"] == "true"
    assert first.json()["state"] == "submitted"


def _see_it_through(app, path):
    row = Application.objects.get()
    assert row.list_in_registry
    assert row.evidence.count() == 4
    assert row.answers.get(name="agency").text == "Harbor Clinic"
    assert row.events.filter(action="submitted").count() == 1
    run_due()
    assert Reference.objects.filter(state="sent").count() == 3
    status = app.get(f"{path}/status/")
    assert status.json()["answer_by"] == str(row.answer_by)
    assert [one["state"] for one in status.json()["references"]] == ["sent"] * 3
    assert app.get(f"{path}/status/", If_None_Match=status["ETag"]).status_code == 304
