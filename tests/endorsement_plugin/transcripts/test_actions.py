import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, TooLarge, WrongState, WrongType
from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.models import Application, Transcript
from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.review.queries.casefile import transcripts_of_file
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.transcripts.actions import remove
from endorsement_plugin.transcripts.actions.record_inspection import record_inspection
from endorsement_plugin.transcripts.actions.remove import remove_transcript
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from endorsement_plugin.uploads.inspection import stored
from endorsement_plugin.uploads.inspection.process import Limits
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.applications import add_transcript, make_application
from tests.factories.credentials import make_association, make_credential


def pdf(name="Ina's transcript.pdf", data=None):
    return SimpleUploadedFile(name, pdfs.good() if data is None else data, "application/pdf")


def upload(application, file=None, **more):
    values = {"by": application.person.user, "block_id": "s-transcripts", "file": file or pdf()}
    return upload_transcript(application=application.pk, **(values | more))


def stored_files():
    try:
        return private_storage().listdir("transcripts")[1]
    except FileNotFoundError:
        return []


def test_it_is_stored_byte_for_byte_under_a_random_name(application):
    transcript = upload(application)
    assert transcript.original_name == "Ina's transcript.pdf"
    assert "Ina" not in transcript.file.name
    with transcript.file.open("rb") as file:
        stored = file.read()
    assert stored == pdfs.good()
    assert transcript.sha256 == hashlib.sha256(stored).hexdigest()
    assert transcript.size == len(stored)
    assert Work.objects.get(kind="endorsement.inspect_transcript").key == str(transcript.pk)


@pytest.mark.parametrize(
    ("make", "state", "reason", "pages"),
    [
        (pdfs.good, "accepted", "", 2),
        (pdfs.scripted, "quarantined", "active_content", 2),
        (pdfs.encrypted, "refused", "password", None),
        (pdfs.truncated, "refused", "unreadable", None),
    ],
)
def test_a_job_inspects_it(application, make, state, reason, pages):
    transcript = upload(application, pdf(data=make()))
    run_due()
    transcript.refresh_from_db()
    assert (transcript.state, transcript.reason, transcript.pages) == (state, reason, pages)
    assert bool(transcript.in_words) is (state != "accepted")
    assert application.events.filter(action=f"transcript_{state}", role="system").exists()


@pytest.mark.parametrize("cut_short", [Unfinished("out of time"), Unfinished("exit -9")])
def test_a_machine_too_busy_to_look_tries_again_and_then_holds_the_file(application, monkeypatch, cut_short):
    """Never a refusal: nobody has looked at the file."""
    transcript = upload(application)
    tries = []

    def give_up(data, **more):
        tries.append(more)
        raise cut_short

    monkeypatch.setattr(stored, "inspect", give_up)
    for number in range(1, 5):
        run_due()
        transcript.refresh_from_db()
        assert (len(tries), transcript.state) == (number, "uploaded")
        Work.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    run_due()
    transcript.refresh_from_db()
    assert (len(tries), transcript.state, transcript.reason) == (5, "quarantined", "unchecked")
    assert "could not be checked" in transcript.in_words
    assert not Work.objects.exclude(state="done").exists()


def test_a_second_look_at_a_file_that_was_cut_short_once(application, monkeypatch):
    transcript = upload(application)
    real_limits = Limits(size=25_000_000, memory=768 * 1024 * 1024, cpu=60, wall=300)
    monkeypatch.setattr(stored, "_limits", lambda: replace(real_limits, wall=0))
    run_due()
    monkeypatch.setattr(stored, "_limits", lambda: real_limits)
    Work.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    run_due()
    transcript.refresh_from_db()
    assert (transcript.state, transcript.pages) == ("accepted", 2)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("transcript", "transcript.pdf"),
        ("Transcript.Spring 2024", "Transcript.Spring 2024.pdf"),
        ("SCAN0001.PDF", "SCAN0001.PDF"),
        ("x" * 300, "x" * 251 + ".pdf"),
    ],
)
def test_a_name_without_its_ending_gets_one(application, name, kept):
    assert upload(application, pdf(name)).original_name == kept


class TestTheSameFileTwice:
    def test_is_told_under_which_name_it_is_there(self, application):
        first = upload(application, pdf("spring.pdf"))
        before = stored_files()
        with pytest.raises(AlreadyOpen, match=r"already, as “spring\.pdf”") as refusal:
            upload(application, pdf("again.pdf"))
        assert refusal.value.existing == str(first.pk)
        assert stored_files() == before

    def test_after_a_person_refused_it(self, application):
        upload(application)
        Transcript.objects.update(state="refused", reason="by_hand", note="Page 2 is missing.")
        with pytest.raises(WrongType, match="refused this very file"):
            upload(application)

    def test_after_a_program_refused_it_it_is_looked_at_again(self, application):
        upload(application)
        Transcript.objects.update(state="refused", reason="too_slow")
        assert upload(application).state == "uploaded"

    def test_after_it_was_removed(self, application):
        first = upload(application)
        remove_transcript(transcript=first.pk, by=application.person.user)
        assert upload(application).state == "uploaded"

    def test_a_file_of_one_more_byte_is_another(self, application):
        upload(application)
        assert upload(application, pdf(data=pdfs.good() + b"\n")).state == "uploaded"

    def test_its_coordinator_reads_that_another_person_sent_it(self, application, stranger):
        other = make_application(person=stranger, credential=application.credential)
        mine, theirs = upload(application), upload(other, by=stranger.user)
        assert [vars(row)["twin"] for row in transcripts_of_file(application)] == [other.pk]
        assert [vars(row)["twin"] for row in transcripts_of_file(other)] == [application.pk]
        Transcript.objects.filter(pk=theirs.pk).update(sha256="0" * 64)
        assert [vars(row)["twin"] for row in transcripts_of_file(application)] == [None]
        assert mine.application_id == application.pk

    def test_another_application_of_the_same_person_is_no_other_person(self, application):
        upload(application)
        Application.objects.filter(pk=application.pk).update(state="withdrawn")
        second = make_application(person=application.person, credential=application.credential)
        upload(second)
        assert [vars(row)["twin"] for row in transcripts_of_file(second)] == [None]

    def test_another_associations_application_is_not_shown(self, application, stranger):
        elsewhere = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
        other = make_application(person=stranger, credential=elsewhere)
        upload(application)
        upload(other, by=stranger.user)
        assert [vars(row)["twin"] for row in transcripts_of_file(application)] == [None]


@pytest.mark.parametrize(
    ("file", "error", "message"),
    [
        (pdf("transcript.docx"), WrongType, "not a PDF"),
        (pdf(data=pdfs.disguised_html()), WrongType, "not a PDF"),
        (pdf(data=b""), WrongType, "empty"),
    ],
)
def test_what_cannot_be_a_pdf_is_refused_on_upload(application, file, error, message):
    before = stored_files()
    with pytest.raises(error, match=message):
        upload(application, file)
    assert not Transcript.objects.exists()
    assert stored_files() == before


def test_a_byte_over_the_limit(application, settings):
    settings.ENDORSEMENT = {"TRANSCRIPT_MAX_BYTES": len(pdfs.good()) - 1}
    with pytest.raises(TooLarge, match="too large"):
        upload(application)


def test_as_many_files_as_the_form_takes(application):
    for _ in range(3):
        add_transcript(application)
    add_transcript(application, state="refused")
    before = stored_files()
    with pytest.raises(Incomplete, match="3 files already"):
        upload(application)
    assert stored_files() == before


def test_so_many_in_an_hour(application, settings):
    settings.ENDORSEMENT = {"UPLOADS_PER_HOUR": 1}
    upload(application)
    with pytest.raises(NotAllowed, match="in an hour"):
        upload(application, pdf(data=pdfs.scanned()))


def test_a_section_the_form_does_not_have(application):
    with pytest.raises(Incomplete, match="no such file"):
        upload(application, block_id="other")


def test_by_whom_and_when(application, stranger):
    with pytest.raises(NotAllowed):
        upload(application, by=stranger.user)
    with pytest.raises(WrongState):
        upload(make_application(stranger, state="submitted"))


def test_a_failure_after_the_file_was_written_leaves_no_file(application, monkeypatch):
    from endorsement_plugin.transcripts.actions import upload as module

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(module, "ask", fail)
    before = stored_files()
    with pytest.raises(RuntimeError):
        upload(application)
    assert stored_files() == before
    assert not Transcript.objects.exists()


def test_inspected_once(application):
    transcript = add_transcript(application, state="uploaded")
    record_inspection(transcript=transcript.pk, verdict=Verdict("accept", "", 1))
    record_inspection(transcript=transcript.pk, verdict=Verdict("refuse", "empty"))
    transcript.refresh_from_db()
    assert (transcript.state, transcript.pages) == ("accepted", 1)
    assert transcript.application.events.filter(action__startswith="transcript_").count() == 1


def test_removed_while_it_was_inspected(application, django_capture_on_commit_callbacks):
    transcript = upload(application)
    with django_capture_on_commit_callbacks(execute=True):
        remove_transcript(transcript=transcript.pk, by=application.person.user)
    assert record_inspection(transcript=transcript.pk, verdict=Verdict("accept", "", 1)) is None
    run_due()
    assert not Transcript.objects.exists()
    assert not private_storage().exists(transcript.file.name)


@pytest.mark.parametrize(
    ("state", "of", "error"),
    [("verified", "draft", WrongState), ("accepted", "submitted", WrongState)],
)
def test_what_may_not_be_removed(person, state, of, error):
    transcript = add_transcript(make_application(person, state=of), state=state)
    with pytest.raises(error):
        remove_transcript(transcript=transcript.pk, by=person.user)
    assert Transcript.objects.exists()


def test_removing_somebody_elses(application, stranger):
    transcript = add_transcript(application)
    with pytest.raises(NotAllowed):
        remove_transcript(transcript=transcript.pk, by=stranger.user)


def test_a_file_that_is_gone_is_asked_for_again(application):
    transcript = upload(application)
    private_storage().delete(transcript.file.name)
    run_due()
    transcript.refresh_from_db()
    assert (transcript.state, transcript.reason) == ("refused", "changed")


def test_a_file_that_another_window_has_removed_meanwhile_is_a_refusal(application, monkeypatch):
    transcript = upload(application)

    def wait_for_the_other_window(by, pk):
        Transcript.objects.filter(pk=transcript.pk).delete()
        return lock_editable(by, pk)

    monkeypatch.setattr(remove, "lock_editable", wait_for_the_other_window)
    with pytest.raises(WrongState, match="removed already"):
        remove.remove_transcript(transcript=transcript.pk, by=application.person.user)
