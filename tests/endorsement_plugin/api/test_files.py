"""Sending a transcript, and having it back."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.models import Transcript
from endorsement_plugin.models.associations import private_storage
from review_queue.work.running import run_due
from tests import pdfs
from tests.endorsement_plugin.api.headless import PROBLEM, App


@pytest.fixture
def path(application):
    return f"/applications/{application.pk}/files/"


def pdf(name="ina.pdf", content=None):
    return SimpleUploadedFile(name, pdfs.good() if content is None else content, "application/pdf")


def stored():
    """The names of all files that are kept."""
    storage = private_storage()
    return set(storage.listdir("transcripts")[1]) if storage.exists("transcripts") else set()


def test_what_was_sent_comes_back_as_it_was(api, path):
    sent = api.upload(path, field="transcripts", file=pdf())
    assert sent.status_code == 201
    assert sent["Location"].endswith(f"{path}{sent.json()['id']}/")
    assert sent.json()["field"] == "transcripts"
    back = api.get(f"{path}{sent.json()['id']}/content/")
    assert b"".join(back.streaming_content) == pdfs.good()
    assert (back["Content-Type"], back["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert back["Content-Disposition"] == 'attachment; filename="ina.pdf"'


def test_what_the_inspection_found_is_told(api, path):
    sent = api.upload(path, field="transcripts", file=pdf(content=pdfs.encrypted()))
    run_due()
    body = api.get(path).json()
    assert body["count"] == 1
    seen = body["items"][0]
    assert seen["id"] == sent.json()["id"]
    assert (seen["state"], bool(seen["reason"]), bool(seen["detail"])) == ("refused", True, True)


def test_removing(api, path):
    sent = api.upload(path, field="transcripts", file=pdf()).json()
    assert api.delete(f"{path}{sent['id']}/").status_code == 204
    assert api.get(f"{path}{sent['id']}/").status_code == 404
    assert not Transcript.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"field": "transcripts", "file": pdf(content=b"%PNG, not a PDF")}, 422),
        ({"field": "transcripts", "file": pdf(name="ina.exe")}, 422),
        ({"field": "transcripts", "file": pdf(content=b"")}, 422),
        ({"field": "transcripts"}, 422),
        ({"file": pdf()}, 422),
        ({"field": "agency", "file": pdf()}, 404),
    ],
)
def test_what_is_refused_leaves_nothing_behind(api, path, fields, status):
    for value in fields.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    before = stored()
    answer = api.upload(path, **fields)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert not Transcript.objects.exists()
    assert stored() == before


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large(api, path, settings, announced):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "TRANSCRIPT_MAX_BYTES": 1024}
    more = 200_000 if announced else 2000  # the frame of a form may take 64 KB
    answer = api.upload(path, field="transcripts", file=pdf(content=b"%PDF-" + b" " * more))
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:endorsement:problem:file-too-large"
    assert not Transcript.objects.exists()


class Unread(io.BytesIO):
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("read")


@pytest.mark.parametrize("cookie", ["", "made-up"])
def test_500_megabytes_are_refused_unread(db, path, cookie):
    nobody = App()
    if cookie:
        nobody.client.cookies["sessionid"] = cookie
    told: dict[str, Any] = {"CONTENT_LENGTH": str(500 * 1024 * 1024), "wsgi.input": Unread()}
    answer = nobody.client.generic(
        "POST", f"/api/v3-preview{path}", content_type="multipart/form-data; boundary=x", **told
    )
    assert answer.status_code == 413


def test_too_many_in_an_hour(api, path, settings):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "UPLOADS_PER_HOUR": 1}
    assert api.upload(path, field="transcripts", file=pdf()).status_code == 201
    answer = api.upload(path, field="transcripts", file=pdf(content=pdfs.scanned()))
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert Transcript.objects.count() == 1


def test_the_same_file_twice_is_told_which_it_is(api, path):
    first = api.upload(path, field="transcripts", file=pdf())
    again = api.upload(path, field="transcripts", file=pdf("copy.pdf"))
    assert (again.status_code, again["Content-Type"]) == (409, PROBLEM)
    assert again.json()["existing"] == first.json()["id"]
    assert "as “ina.pdf”" in again.json()["detail"]
    assert Transcript.objects.count() == 1
