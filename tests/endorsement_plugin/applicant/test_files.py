import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from endorsement_plugin.models import Transcript
from tests import pdfs
from tests.factories.people import make_coordinator

NAME = 'transcript "of" Ína\r\nX-Evil: 1.pdf'


@pytest.fixture
def upload(application):
    return f"/apply/{application.pk}/transcripts/s-transcripts/"


def file(data=None, name="transcript.pdf"):
    return {"file": SimpleUploadedFile(name, data or pdfs.good(), "application/pdf")}


@pytest.fixture
def transcript(page, upload):
    page.post(upload, file())
    return Transcript.objects.get()


def test_a_download_is_a_download_and_nothing_else(page, transcript, application):
    Transcript.objects.update(original_name=NAME)
    response = page.get(f"/apply/transcripts/{transcript.pk}/file/")
    assert b"".join(response) == pdfs.good()
    assert response["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in response
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "ETag" not in response
    assert "no-store" in response["Cache-Control"]
    event = application.events.get(action="transcript_downloaded")
    assert (event.actor, event.role) == (application.person.user, "applicant")


def test_a_coordinator_reads_it_once_it_is_submitted(client, transcript, application):
    coordinator = Client()
    coordinator.force_login(make_coordinator(application.association))
    address = f"/apply/transcripts/{transcript.pk}/file/"
    assert coordinator.get(address).status_code == 404
    type(application).objects.update(state="submitted", submitted_at="2026-01-15T09:00Z")
    response = coordinator.get(address)
    assert b"".join(response) == pdfs.good()
    assert application.events.get(action="transcript_downloaded").role == "coordinator"


def test_no_storage_path_is_an_address(client, transcript):
    for prefix in ("/media/", "/static/", "/private/", "/"):
        assert client.get(prefix + transcript.file.name).status_code == 404


def test_too_large_is_answered_by_the_announced_length_alone(page, upload):
    response = page.generic(
        "POST", upload, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(500 * 1024 * 1024)
    )
    assert response.status_code == 413
    assert "The file is too large. It may have at most 25 MB." in response.content.decode()
    assert not Transcript.objects.exists()


def test_a_file_that_grows_beyond_the_limit_is_cut_short(page, upload, settings):
    settings.ENDORSEMENT = {"TRANSCRIPT_MAX_BYTES": 70_000}
    response = page.post(upload, file(b"%PDF-" + b"x" * 80_000))
    assert response.status_code == 413
    assert not Transcript.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose a file first."),
        (file(pdfs.disguised_html()), "This is not a PDF."),
        (file(name="transcript.exe"), "This is not a PDF."),
    ],
)
def test_a_wrong_file_is_refused_beside_the_control(page, upload, data, message):
    response = page.post(upload, data)
    assert response.status_code == 422
    assert message in response.content.decode()


def test_an_upload_that_somebody_else_made_the_browser_send_is_refused(upload, person):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person.user)
    assert browser.post(upload, file()).status_code == 403
    assert not Transcript.objects.exists()


def test_while_it_is_checked_the_line_asks_again(page, transcript):
    address = f"/apply/transcripts/{transcript.pk}/"
    assert 'hx-trigger="load delay:2s"' in page.get(address).content.decode()
    Transcript.objects.update(state="accepted")
    assert "hx-trigger" not in page.get(address).content.decode()


def test_removing_asks_first(page, transcript):
    address = f"/apply/transcripts/{transcript.pk}/remove/"
    assert "Remove this file?" in page.get(address).content.decode()
    page.post(address)
    assert not Transcript.objects.exists()


@pytest.mark.parametrize(
    ("state", "reason", "how"),
    [
        ("accepted", "", "inline"),
        ("verified", "", "inline"),
        ("quarantined", "active_content", "attachment"),
        ("verified", "active_content", "attachment"),
        ("uploaded", "", "attachment"),
        ("refused", "by_hand", "attachment"),
    ],
)
def test_only_a_file_that_is_sound_is_shown_in_a_frame_of_ours(page, transcript, state, reason, how):
    Transcript.objects.update(state=state, reason=reason, inspected_at="2026-01-15T09:00Z")
    response = page.get(f"/apply/transcripts/{transcript.pk}/file/?shown=1")
    assert b"".join(response) == pdfs.good()
    assert response["Content-Disposition"].startswith(how)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert ("frame-ancestors 'self'" in response["Content-Security-Policy"]) is (how == "inline")
