"""A PDF answer without a browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.models import ExamFile
from review_queue.work.running import run_due
from tests.endorsement_plugin.api.headless import PROBLEM
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_form
from tests.factories.definitions import pdf_paper
from tests.factories.sittings import make_sitting, pdf_of


@pytest.fixture
def sitting(person):
    credential = make_credential(code="IMHS")
    application = make_application(person, credential, state="exam")
    return make_sitting(
        "open", application=application, paper=make_form(credential, pdf_paper(), kind="exam")
    )


def pdf(content=None):
    return SimpleUploadedFile(
        "ina.pdf", pdf_of("The family") if content is None else content, "application/pdf"
    )


def test_sent_looked_at_fetched_and_handed_in(api, sitting):
    path = f"/sittings/{sitting.pk}/"
    sent = api.upload(f"{path}files/", field="drawing", file=pdf())
    assert sent.status_code == 201
    one = f"{path}files/{sent.json()['id']}/"
    assert sent["Location"].endswith(one)
    now = api.get(path)
    saved = api.patch(path, {"answers": {"first": "I would wait."}}, If_Match=now["ETag"])
    early = api.post(f"{path}actions/hand-in/", If_Match=saved["ETag"])
    assert (early.status_code, early["Content-Type"]) == (422, PROBLEM)
    assert "is being checked" in early.content.decode()
    run_due()
    assert (api.get(one).json()["state"], api.get(one).json()["pages"]) == ("accepted", 1)
    assert [(row["field"], row["name"]) for row in api.get(f"{path}files/").json()["items"]] == [
        ("drawing", "ina.pdf")
    ]
    assert b"".join(api.get(f"{one}content/").streaming_content) == pdf_of("The family")
    assert api.post(f"{path}actions/hand-in/", If_Match=saved["ETag"]).status_code == 200
    assert api.delete(one).status_code == 409


def test_who_asks_again_reads_only_what_has_changed(api, sitting):
    path = f"/sittings/{sitting.pk}/files/"
    one = f"{path}{api.upload(path, field='drawing', file=pdf()).json()['id']}/"
    for address in (path, one):
        before = api.get(address)
        assert api.get(address, If_None_Match=before["ETag"]).status_code == 304
    run_due()
    assert api.get(one, If_None_Match=before["ETag"]).json()["state"] == "accepted"


def test_taking_it_back(api, sitting):
    path = f"/sittings/{sitting.pk}/files/"
    sent = api.upload(path, field="drawing", file=pdf()).json()
    assert api.delete(f"{path}{sent['id']}/").status_code == 204
    assert api.get(f"{path}{sent['id']}/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"field": "drawing", "file": pdf(b"%PNG, not a PDF")},
        {"field": "drawing"},
        {"field": "first", "file": pdf()},
        {"file": pdf()},
    ],
    ids=["other", "none", "text", "unnamed"],
)
def test_what_is_refused_leaves_nothing_behind(api, sitting, fields):
    if "file" in fields:
        fields["file"].seek(0)
    answer = api.upload(f"/sittings/{sitting.pk}/files/", **fields)
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert not ExamFile.objects.exists()
