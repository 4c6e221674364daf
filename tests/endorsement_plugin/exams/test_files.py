"""PDF answers: kept while the exam is written, inspected before it is handed in, and nobody else's."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, TooMany, WrongState, WrongType
from endorsement_plugin.exams.actions.files import (
    read_exam_file,
    record_exam_inspection,
    remove_exam_file,
    upload_exam_file,
)
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.disclosure import sections_of
from endorsement_plugin.exams.queries.sittings import missing_in
from endorsement_plugin.models import ApplicationEvent, ExamFile, Sitting
from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.rules.file_reasons import AGAIN, Verdict
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.people import make_coordinator, make_user
from tests.factories.sittings import make_pdf_sitting, pdf_of

pytestmark = pytest.mark.django_db

BLOCK = "s-drawing"


def pdf(data: bytes | None = None, name: str = "Ina Applicant.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_of("The family") if data is None else data, "application/pdf")


def upload(sitting: Sitting, data: bytes | None = None, **more) -> ExamFile:
    values: dict[str, Any] = {"by": sitting.application.person.account, "block_id": BLOCK, "file": pdf(data)}
    return upload_exam_file(sitting=sitting.pk, **(values | more))


def stored() -> list[str]:
    storage = private_storage()
    return sorted(storage.listdir("exams")[1]) if storage.exists("exams") else []


def handed_in(sitting: Sitting) -> Sitting:
    sitting.refresh_from_db()
    by = sitting.application.person.account
    return hand_in(sitting=sitting.pk, by=by, revision=sitting.revision)


@pytest.fixture
def sitting() -> Sitting:
    made = make_pdf_sitting()
    Sitting.objects.update(draft={"q-first": "I would wait."})
    made.refresh_from_db()
    return made


def test_it_is_kept_byte_for_byte_under_a_random_name(sitting):
    sent = upload(sitting)
    assert (sent.original_name, "Ina" in str(sent.file.name)) == ("Ina Applicant.pdf", False)
    assert hashlib.sha256(sent.read()).hexdigest() == sent.sha256


def test_another_takes_its_place(sitting, django_capture_on_commit_callbacks):
    before = set(stored())
    with django_capture_on_commit_callbacks(execute=True):
        first = upload(sitting)
        second = upload(sitting, pdf_of("Another"))
    assert list(ExamFile.objects.values_list("pk", flat=True)) == [second.pk]
    assert {f"exams/{name}" for name in set(stored()) - before} == {second.file.name}
    assert first.pk != second.pk


def test_the_same_file_is_not_taken_twice(sitting):
    upload(sitting)
    with pytest.raises(AlreadyOpen, match="sent this file already"):
        upload(sitting)


@pytest.mark.parametrize(
    ("make", "most", "state", "reason"),
    [
        (lambda: pdf_of("One", "Two"), 2, "accepted", ""),
        (lambda: pdf_of("One", "Two", "Three"), 2, "refused", "over_limit"),
        (pdfs.scripted, 2, "refused", "active_content"),
        (pdfs.encrypted, 2, "refused", "password"),
        (pdfs.truncated, 2, "refused", "unreadable"),
    ],
    ids=["good", "long", "scripted", "password", "truncated"],
)
def test_a_job_looks_into_it(make, most, state, reason):
    sitting = make_pdf_sitting(max_pages=most)
    sent = upload(sitting, make())
    run_due()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (state, reason)
    assert bool(sent.in_words) is (state == "refused")
    assert sitting.application.events.filter(action=f"exam_pdf_{state}", role="system").count() == 1


def test_what_cannot_be_drawn_for_reviewers_is_refused_while_it_can_be_replaced(sitting, settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "PDF": {"characters": 3}}
    sent = upload(sitting)
    run_due()
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("refused", "too_complex")


def test_nothing_is_held_for_a_person(sitting):
    sent = upload(sitting)
    record_exam_inspection(file=sent.pk, verdict=Verdict("quarantine", "hard_to_read"))
    sent.refresh_from_db()
    assert (sent.state, sent.in_words) == ("refused", f"Parts of the file could not be read. {AGAIN}")
    assert record_exam_inspection(file=sent.pk, verdict=Verdict("accept", pages=1))
    sent.refresh_from_db()
    assert sent.state == "refused"  # it is noted once


def test_it_is_handed_in_once_it_is_checked(sitting):
    with pytest.raises(Incomplete) as missing:
        handed_in(sitting)
    assert [one.message for one in missing.value.problems] == ["Upload a PDF for “Draw the family”."]
    sent = upload(sitting)
    assert [one.code for one in missing_in(sitting)] == ["unchecked"]
    record_exam_inspection(file=sent.pk, verdict=Verdict("refuse", "password"))
    (problem,) = missing_in(sitting)
    assert problem.message.endswith("The file is protected with a password. Please upload it without one.")
    sent = upload(sitting)  # one that was refused may be sent again
    record_exam_inspection(file=sent.pk, verdict=Verdict("accept", pages=1))
    assert missing_in(sitting) == []
    handed = handed_in(sitting)
    kept = handed.responses.values_list("name", "kind", "text", "shared_with_reviewers")
    assert list(kept) == [
        ("drawing", "pdf", "A PDF of 1 page", True),
        ("first", "long_text", "I would wait.", True),
    ]


def test_an_optional_one_may_be_left_out_and_not_be_wrong():
    sitting = make_pdf_sitting(required=False)
    Sitting.objects.update(draft={"q-first": "I would wait."})
    sitting.refresh_from_db()
    assert missing_in(sitting) == []
    sent = upload(sitting)
    record_exam_inspection(file=sent.pk, verdict=Verdict("refuse", "password"))
    assert [one.code for one in missing_in(sitting)] == ["refused"]
    remove_exam_file(file=sent.pk, by=sitting.application.person.account)
    assert handed_in(sitting).responses.get(name="drawing").text == ""


def test_only_the_bytes_leave_for_reviewers(sitting):
    sent = upload(sitting)
    record_exam_inspection(file=sent.pk, verdict=Verdict("accept", pages=1))
    handed = handed_in(sitting)
    sections = sections_of(handed.responses.all(), handed.paper.parsed, handed.files.all())
    assert sections[0] == {
        "code": "drawing",
        "prompt": "Draw the family",
        "text": "",
        "pdf": pdf_of("The family"),
    }
    assert "Ina" not in str(sections)


def test_nothing_is_changed_once_it_is_handed_in(sitting):
    sent = upload(sitting)
    record_exam_inspection(file=sent.pk, verdict=Verdict("accept", pages=1))
    handed_in(sitting)
    with pytest.raises(WrongState):
        upload(sitting, pdf_of("Late"))
    with pytest.raises(WrongState):
        remove_exam_file(file=sent.pk, by=sitting.application.person.account)
    assert ExamFile.objects.get().pk == sent.pk


def test_what_was_checked_is_what_is_handed_in(sitting):
    """A file that was replaced in another tab counts as a change."""
    sent = upload(sitting)
    record_exam_inspection(file=sent.pk, verdict=Verdict("accept", pages=1))
    sitting.refresh_from_db()
    assert sitting.revision == 2
    remove_exam_file(file=sent.pk, by=sitting.application.person.account)
    sitting.refresh_from_db()
    assert sitting.revision == 3


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_it_is_its_candidates_alone(sitting, who):
    sent = upload(sitting)
    other = make_user("x@example.org")
    other = make_coordinator(sitting.application.association) if who == "coordinator" else other
    for action in (read_exam_file, remove_exam_file):
        with pytest.raises(NotAllowed):
            action(file=sent.pk, by=other)
    with pytest.raises(NotAllowed):
        upload(sitting, by=other)


def test_reading_is_noted_once_an_hour(sitting):
    sent = upload(sitting)
    by = sitting.application.person.account
    assert [read_exam_file(file=sent.pk, by=by).pk for _ in range(2)] == [sent.pk, sent.pk]
    assert ApplicationEvent.objects.filter(action="exam_pdf_downloaded", detail=str(sent.pk)).count() == 1


def test_refusals_store_nothing(sitting, settings):
    before = stored()
    with pytest.raises(WrongType):
        upload(sitting, b"%PNG")
    with pytest.raises(Incomplete, match="asks for no such file"):
        upload(sitting, block_id="q-first")
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "UPLOADS_PER_HOUR": 1}
    upload(sitting)
    kept = stored()
    with pytest.raises(TooMany):
        upload(sitting, pdf_of("Another"))
    assert stored() == kept
    assert len(kept) == len(before) + 1
    ApplicationEvent.objects.update(at=timezone.now() - timedelta(hours=2))
    assert upload(sitting, pdf_of("Another"))
