"""A PDF answer on the candidate's pages: without a script, and with every refusal beside the control."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from endorsement_plugin.exams.actions.files import record_exam_inspection
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.models import ApplicationEvent, ExamFile, Sitting
from endorsement_plugin.rules.file_reasons import Verdict
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_user
from tests.factories.sittings import add_exam_file, make_pdf_sitting, make_sitting, pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(client) -> Sitting:
    made = make_pdf_sitting(help="With pencil.")
    client.force_login(made.application.person.account)
    return made


def url(name: str, *args: object) -> str:
    return reverse(f"endorsement_exam:{name}", args=args)


def read(answer) -> str:
    return unescape(answer.content.decode())


def pdf(data: bytes | None = None, name: str = "family.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of("The family") if data is None else data, "application/pdf")


def upload(client, sitting: Sitting, file: SimpleUploadedFile | None = None):
    return client.post(url("pdf", sitting.pk, "drawing"), {"file": file or pdf()})


def test_the_paper_says_what_is_asked_and_its_button_saves_what_was_typed(client, sitting):
    page = read(client.get(url("answers", sitting.pk)))
    assert "With pencil. One PDF, at most 2 pages and 25 MB." in page
    assert page.index("Draw the family") < page.index("Vignette one")
    typed = {"revision": 1, "first": "I would wait.", "then": "pdf:drawing"}
    assert client.post(url("answers", sitting.pk), typed)["Location"] == url("pdf", sitting.pk, "drawing")
    sitting.refresh_from_db()
    assert sitting.draft == {"q-first": "I would wait."}


def test_a_button_for_a_question_that_is_not_there_leads_back(client, sitting):
    typed = {"revision": 1, "first": "I would wait.", "then": "pdf:else"}
    assert client.post(url("answers", sitting.pk), typed)["Location"] == url("answers", sitting.pk)


def test_it_is_seen_with_name_size_and_pages_replaced_and_removed(client, sitting):
    back = upload(client, sitting)["Location"]
    assert back == url("answers", sitting.pk) + "#id_drawing"
    page = read(client.get(back))
    assert "family.pdf" in page
    assert "We are looking into the file." in page
    file = ExamFile.objects.get()
    record_exam_inspection(file=file.pk, verdict=Verdict("accept", pages=1))
    page = read(client.get(back))
    assert ", 1 page" in page
    assert "Save, and replace or remove the PDF" in page
    assert url("file_remove", file.pk) not in page  # a link would lose what was typed
    own = read(client.get(url("pdf", sitting.pk, "drawing")))
    assert "Another file takes its place." in own
    assert url("file_remove", file.pk) in own
    assert url("file_remove", file.pk) in read(client.get(url("file_state", file.pk) + "?change"))
    line = read(client.get(url("file_state", file.pk)))
    assert "family.pdf" in line
    assert "hx-get" not in line
    assert url("file_remove", file.pk) not in line
    upload(client, sitting, pdf(pdf_of("Another"), "second.pdf"))
    file = ExamFile.objects.get()
    assert file.original_name == "second.pdf"
    assert "The file is deleted." in read(client.get(url("file_remove", file.pk)))
    gone = client.post(url("file_remove", file.pk), follow=True)
    assert "Removed: second.pdf." in read(gone)
    assert not ExamFile.objects.exists()


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        (None, 422, "Choose a file first."),
        (pdf(b"%PNG"), 422, "This is not a PDF."),
        (pdf(b""), 422, "The file is empty."),
        (pdf(name="family.exe"), 422, "This is not a PDF."),
    ],
    ids=["none", "other", "empty", "named"],
)
def test_a_refusal_stands_beside_the_control_and_what_was_there_stays(client, sitting, file, status, words):
    upload(client, sitting)
    if file:
        file.seek(0)
    answer = client.post(url("pdf", sitting.pk, "drawing"), {"file": file} if file else {})
    assert answer.status_code == status
    error = read(answer).split('id="file-error"')[1].split("</p>")[0]
    assert words in error
    assert "family.pdf" in read(answer)
    assert ExamFile.objects.get().original_name == "family.pdf"


def test_one_that_is_too_large_is_refused_before_it_is_read(client, sitting, settings):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "TRANSCRIPT_MAX_BYTES": 1024 * 1024}
    answer = upload(client, sitting, pdf(b"%PDF-" + b"x" * 2 * 1024 * 1024))
    assert answer.status_code == 413
    assert "The file is too large. It may have at most 1 MB." in read(answer)
    assert not ExamFile.objects.exists()


def test_a_refused_one_says_why_on_paper_and_check(client, sitting):
    upload(client, sitting)
    record_exam_inspection(file=ExamFile.objects.get().pk, verdict=Verdict("accept", pages=9))
    words = "The file has more pages than the question allows. Please upload a shorter one."
    assert words in read(client.get(url("answers", sitting.pk)))
    page = read(client.get(url("check", sitting.pk)))
    assert f"The PDF for “Draw the family” cannot be used. {words}" in page
    assert f'href="{url("answers", sitting.pk)}#id_drawing"' in page


def test_it_is_a_download_that_runs_nothing(client, sitting):
    upload(client, sitting)
    answer = client.get(url("file", ExamFile.objects.get().pk))
    assert answer["Content-Disposition"] == 'attachment; filename="family.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"].split(",")[0]) == (
        "nosniff",
        "max-age=0",
    )
    assert b"".join(answer.streaming_content) == pdf_of("The family")


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_to_others_it_is_not_there(client, sitting, who):
    upload(client, sitting)
    file = ExamFile.objects.get()
    other = make_user("x@example.org")
    client.force_login(make_coordinator(sitting.application.association) if who == "coordinator" else other)
    for name in ("file", "file_state", "file_remove"):
        assert client.get(url(name, file.pk)).status_code == 404
    assert client.post(url("file_remove", file.pk)).status_code == 404
    assert upload(client, sitting).status_code == 404
    assert ExamFile.objects.get().pk == file.pk


def test_a_coordinator_gets_it_once_it_is_to_be_scored_elsewhere(client, sitting, settings):
    file = add_exam_file(sitting)
    by = sitting.application.person.account
    Sitting.objects.update(draft={"q-first": "I would wait."})
    hand_in(sitting=sitting.pk, by=by, revision=sitting.revision)
    coordinator = make_coordinator(sitting.application.association)
    client.force_login(coordinator)
    case = reverse("endorsement_applications:inspect", args=[sitting.application_id])

    def there() -> tuple[int, bool]:
        answer = client.get(url("file", file.pk))
        b"".join(answer)  # to its end, so that the file is closed
        return answer.status_code, url("file", file.pk) in read(client.get(case))

    assert there() == (404, False)
    Sitting.objects.update(returned_because="It cannot be read.")
    assert there() == (200, True)
    event = ApplicationEvent.objects.get(action="exam_pdf_downloaded")
    assert (event.actor, event.role) == (coordinator, "coordinator")
    assert client.get(url("file_remove", file.pk)).status_code == 404
    client.force_login(make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "far@example.org"))
    assert client.get(url("file", file.pk)).status_code == 404
    client.force_login(coordinator)
    Sitting.objects.update(returned_because="Nothing is answered.", unscorable=True)
    assert there() == (404, False)
    Sitting.objects.update(returned_because="", unscorable=False)
    backend = "endorsement_plugin.exams.backends.manual.ManualBackend"
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "REVIEW_BACKEND": backend}
    assert there() == (200, True)


def test_a_paper_without_such_a_question_has_no_such_page(client):
    sitting = make_sitting("open")
    client.force_login(sitting.application.person.account)
    assert client.get(url("pdf", sitting.pk, "first")).status_code == 404


def test_before_and_after_the_exam_there_is_no_page_to_upload_on(client, sitting):
    Sitting.objects.update(state="handed_in")
    assert client.get(url("pdf", sitting.pk, "drawing"))["Location"] == url("sitting", sitting.pk)
    assert upload(client, sitting)["Location"] == url("sitting", sitting.pk)
    assert not ExamFile.objects.exists()
