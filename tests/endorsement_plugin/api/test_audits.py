"""Documents for an audit with the API, as on the page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.actions.auditing import judge_entry, settle_audit
from endorsement_plugin.rules.seasons.audit import Outcome
from review_queue.work.running import run_due
from tests import pdfs
from tests.endorsement_plugin.api.headless import PROBLEM, codes
from tests.endorsement_plugin.api.test_renewals import make_held
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person


def pdf(name: str = "play.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdfs.good() if content is None else content, "application/pdf")


@pytest.fixture
def audited(person: Any) -> Renewal:
    """Mine, drawn, with one entry."""
    held = make_held(person)
    row = Renewal.objects.create(
        endorsement=held, starts_on=held.granted_on, due=held.renewal_due, state="in_audit", audited=True
    )
    row.evidence.create(kind="training", title="Play", origin="6f1c2f9e-0000-4000-8000-000000000001")
    return row


def place(row: Renewal) -> str:
    return f"/audits/{row.pk}/"


def origin_of(row: Renewal) -> str:
    return str(row.evidence.get().origin)


def test_a_document_is_sent_listed_read_and_taken_back(api, audited, django_capture_on_commit_callbacks):
    (listed,) = api.get("/audits/").json()["items"]
    assert (listed["id"], listed["number"], listed["asked"]) == (
        str(audited.pk),
        audited.endorsement.number,
        True,
    )
    origin = listed["entries"][0]["origin"]
    sent = api.upload(f"{place(audited)}documents/", origin=origin, file=pdf())
    assert (sent.status_code, sent.json()["state"]) == (201, "uploaded")
    assert sent["Location"].endswith(f"{place(audited)}documents/{sent.json()['id']}/")
    general = api.upload(f"{place(audited)}documents/", file=pdf("all.pdf", pdfs.encrypted()))
    run_due()
    body = api.get(place(audited)).json()
    assert [one["name"] for one in body["entries"][0]["documents"]] == ["play.pdf"]
    assert (body["entries"][0]["documents"][0]["state"], body["entries"][0]["documents"][0]["pages"]) == (
        "accepted",
        2,
    )
    (several,) = body["several"]
    assert (several["id"], several["state"], bool(several["detail"])) == (
        general.json()["id"],
        "refused",
        True,
    )
    one = f"{place(audited)}documents/{sent.json()['id']}/"
    assert api.get(one).json()["name"] == "play.pdf"
    for path in ("/audits/", place(audited), one):
        tag = api.get(path)["ETag"]
        assert api.get(path, **{"If-None-Match": tag}).status_code == 304
        assert api.get(path, **{"If-None-Match": '"another"'}).status_code == 200
    back = api.get(f"{one}content/")
    assert b"".join(back.streaming_content) == pdfs.good()
    assert back["Content-Disposition"] == 'attachment; filename="play.pdf"'
    assert audited.events.filter(action="audit_document_read", role="holder").exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404
    assert audited.documents.count() == 1


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 422, "Choose a file first."),
        ({"file": pdf(content=b"%PNG, not a PDF")}, 422, "This is not a PDF."),
        ({"file": pdf(name="play.docx")}, 422, "This is not a PDF."),
        ({"file": pdf(content=b"")}, 422, "The file is empty."),
        ({"file": pdf(), "origin": "x"}, 422, "Choose what the file shows."),
        ({"file": pdf(), "origin": "6f1c2f9e-0000-4000-8000-000000000009"}, 409, "not part of the renewal"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(api, audited, fields, status, said):
    if "file" in fields:
        fields["file"].seek(0)
    answer = api.upload(f"{place(audited)}documents/", **fields)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert said in answer.text
    assert not audited.documents.exists()


def test_what_is_missing_is_named(api, audited):
    assert codes(api.upload(f"{place(audited)}documents/", origin="x")) == [
        ("required", ["documents", "file"]),
        ("invalid", ["documents", "origin"]),
    ]


@pytest.mark.parametrize("more", [2000, 200_000])
def test_a_file_that_is_too_large_is_read_no_further(api, audited, settings, more):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "TRANSCRIPT_MAX_BYTES": 1024}
    answer = api.upload(f"{place(audited)}documents/", file=pdf(content=b"%PDF-" + b" " * more))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:endorsement:problem:file-too-large")
    assert "transcript" not in answer.json()["detail"]


def test_twice_or_after_the_outcome_is_refused(api, audited):
    first = api.upload(f"{place(audited)}documents/", file=pdf()).json()
    again = api.upload(f"{place(audited)}documents/", file=pdf("copy.pdf"))
    assert (again.status_code, "“play.pdf”" in again.json()["detail"]) == (409, True)
    by = make_coordinator(audited.endorsement.association)
    judge_entry(renewal=audited.pk, origin=origin_of(audited), by=by, outcome="missing", note="No date")  # type: ignore[arg-type]
    settle_audit(renewal=audited.pk, by=by, outcome=Outcome.RETURNED, note="The date is missing.")
    body = api.get(place(audited)).json()
    assert (body["state"], body["asked"], body["note"]) == ("sent_back", False, "The date is missing.")
    found = body["entries"][0]
    assert (found["outcome"], found["outcome_label"], found["note"]) == (
        "missing",
        "Document missing",
        "No date",
    )
    late = api.upload(f"{place(audited)}documents/", file=pdf("late.pdf", pdfs.scanned()))
    gone = api.delete(f"{place(audited)}documents/{first['id']}/")
    for answer in (late, gone):
        assert (answer.status_code, "not asked for now" in answer.json()["detail"]) == (409, True)
    assert audited.documents.count() == 1


def test_neither_anybody_else_s_nor_one_that_was_not_drawn(api, audited):
    other = make_endorsement(make_person("otto@example.org"), audited.endorsement.credential)
    theirs = Renewal.objects.create(
        endorsement=other, starts_on=other.granted_on, due=other.renewal_due, state="in_audit", audited=True
    )
    mine = api.upload(f"{place(audited)}documents/", file=pdf()).json()["id"]
    assert api.get(place(theirs)).status_code == 404
    assert api.upload(f"{place(theirs)}documents/", file=pdf()).status_code == 404
    assert api.get(f"{place(theirs)}documents/{mine}/").status_code == 404
    assert api.delete(f"{place(theirs)}documents/{mine}/").status_code == 404
    Renewal.objects.filter(pk=audited.pk).update(audited=False)
    assert api.get(place(audited)).status_code == 404
    assert api.get("/audits/").json()["items"] == []
