""" """

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.background import ask
from endorsement_plugin.errors import Incomplete, Problem, WrongState
from endorsement_plugin.exams.queries.sittings import exam_outstanding
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import (
    AccessEvent,
    Application,
    ApplicationEvent,
    Confirmation,
    EntryJudgment,
    Transcript,
)
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.portfolio.judging import digest_of
from endorsement_plugin.record.access import note_reads
from endorsement_plugin.record.application_locks import lock_application, lock_transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.file_reasons import BY_HAND
from endorsement_plugin.rules.states import ApplicationState, ReferenceState, TranscriptState

from .queries.undo import undoable


@transaction.atomic
def begin_review(*, application: UUID, by: Visitor) -> Application:
    """A coordinator takes a submitted application up. Raises NotAllowed, WrongState."""
    row = lock_application(by, application)
    move(row, ApplicationState.IN_REVIEW, out_of={ApplicationState.SUBMITTED})
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "review_begun", by=by, role="coordinator")
    return row


@transaction.atomic
def mark_ready(*, application: UUID, by: Visitor, today: date) -> Application:
    """The review is done and nothing else is waited for: the application can be decided.

    Raises NotAllowed, and WrongState also while an exam is still owed.
    """
    row = lock_application(by, application)
    if exam_outstanding(assessment_of(row, today)):
        raise WrongState("This credential asks for an exam, so schedule the exam first.")
    move(row, ApplicationState.READY, out_of={ApplicationState.IN_REVIEW})
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "ready", by=by, role="coordinator")
    return row


@transaction.atomic
def return_application(*, application: UUID, by: Visitor, note: str) -> Application:
    """Give an application back to its applicant, with what is still needed, and tell them.

    Raises Incomplete without a note, NotAllowed, WrongState.
    """
    if not note.strip():
        problem = Problem("note_missing", "Write what the applicant should add or change.", ("note",))
        raise Incomplete("Say what is needed.", [problem])
    row = lock_application(by, application)
    move(row, ApplicationState.RETURNED)
    row.return_note = note.strip()
    row.save(update_fields=["state", "return_note", "changed_at"])
    event = record_event(row, "returned", by=by, role="coordinator")
    _tell(row, event)
    return row


def _tell(application: Application, event: ApplicationEvent) -> None:
    key = f"application-returned:{event.pk}"
    write_letter(application, "returned", event_key=key, note=application.return_note)


@transaction.atomic
def open_file(*, application: UUID, by: Visitor, today: date) -> Application:
    """A coordinator reads an application; noted once a day, and it keeps them from scoring its exam, also
    one that they are scoring. The references that can be read in it are noted as read. Raises NotAllowed.
    """
    row = lock_application(by, application)
    noted = row.events.filter(action="opened", actor_id=by.pk, at__date=today)
    if not noted.exists():
        event = record_event(row, "opened", by=by, role="coordinator")
        ask("endorsement.keep_reader_away", str(event.pk))
    answered = row.references.filter(answers__isnull=False)
    read = answered.values_list("pk", flat=True).order_by("pk").distinct()
    note_reads(AccessEvent.Kind.REFERENCE, read, of=row, by=by)
    return row


_BACK = {
    ApplicationState.IN_REVIEW: ApplicationState.SUBMITTED,
    ApplicationState.READY: ApplicationState.IN_REVIEW,
}


@transaction.atomic
def undo_step(*, application: UUID, by: Visitor) -> Application:
    """Take back the beginning of a review, or that it was done, as long as nothing has followed it.

    Raises NotAllowed, and WrongState if the newest step of a coordinator was another one.
    """
    row = lock_application(by, application)
    if not undoable(row.status, row.events.all()):
        raise WrongState("Something has happened since, so this step cannot be taken back.")
    move(row, _BACK[row.status])
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "step_undone", by=by, role="coordinator")
    return row


@transaction.atomic
def unjudge_transcript(*, transcript: UUID, by: Visitor) -> Transcript:
    """Look at a transcript again that was verified, or refused by hand. Raises NotAllowed, WrongState."""
    row = lock_transcript(by, transcript)
    if row.status is TranscriptState.REFUSED and row.reason != BY_HAND:
        raise WrongState("The inspection refused this file; another one has to be uploaded.")
    move(row, TranscriptState.ACCEPTED)
    row.reason, row.note, row.standard = "", "", ""
    row.verified_at, row.verified_by = None, None
    row.save(update_fields=["state", "reason", "note", "standard", "verified_at", "verified_by"])
    record_event(row.application, "transcript_reopened", by=by, role="coordinator", detail=str(row.pk))
    return row


NO_SUCH_ENTRY = "This entry is not in the application any more. Go back to the application."
NO_SUCH_PERSON = "This application names nobody of that kind any more. Reload the page."


@transaction.atomic
def confirm_standing(*, application: UUID, by: Visitor, who: UUID, category: str, note: str) -> Confirmation:
    """Say what the giver of an entry, or a referee, is: endorsed in a category, or vetted.

    `who` is the id of the entry or the reference. What was said before is replaced. Raises NotAllowed,
    Incomplete without a note, WrongState for a draft, a decided application, and somebody who is not named.
    """
    if not note.strip():
        problem = Problem("note_missing", "Write how you made sure of it.", ("note",))
        raise Incomplete("Say how you made sure.", [problem])
    row = _lock_judged(by, application)
    about, actor = _person_of(row, who), by.pk
    assert actor is not None
    row.confirmations.filter(**about).delete()
    made = row.confirmations.create(**about, category=category, note=note.strip(), confirmed_by_id=actor)
    detail = f"{category}: {who}"
    record_event(row, "standing_confirmed", by=by, role="coordinator", detail=detail)
    return made


@transaction.atomic
def take_back_standing(*, application: UUID, by: Visitor, who: UUID) -> None:
    """Take back what was confirmed of somebody. Raises NotAllowed, WrongState."""
    row = _lock_judged(by, application)
    gone, _ = row.confirmations.filter(**_person_of(row, who)).delete()
    if not gone:
        raise WrongState("Nothing is confirmed of this person any more. Reload the page.")
    record_event(row, "standing_unconfirmed", by=by, role="coordinator", detail=str(who))


def _lock_judged(by: Visitor, application: UUID) -> Application:
    row = lock_application(by, application)
    if not row.is_being_judged:
        raise WrongState(
            f"This application is “{row.status.label}” now, so nothing is confirmed or judged in it any more."
        )
    return row


def _person_of(row: Application, who: UUID) -> dict[str, UUID]:
    if row.evidence.filter(origin=who).exists():
        return {"entry": who}
    if row.references.filter(pk=who).exclude(state=ReferenceState.REPLACED).exists():
        return {"reference_id": who}
    raise WrongState(NO_SUCH_PERSON)


@transaction.atomic
def judge_entry(
    *, application: UUID, by: Visitor, origin: UUID, met: Collection[str], strike: bool, note: str
) -> None:
    """Say of one submitted entry which of its areas it shows, and whether it counts at all; in place of what
    was said before. The applicant does not read it.

    Raises Incomplete without a reason for striking it, NotAllowed, WrongState.
    """
    if strike and not note.strip():
        problem = Problem("note_missing", "Write why it does not count.", ("note",))
        raise Incomplete("Say why.", [problem])
    row = _lock_judged(by, application)
    entry = row.evidence.filter(origin=origin).first()
    if entry is None:
        raise WrongState(NO_SUCH_ENTRY)
    row.entry_judgments.filter(origin=origin).delete()
    about = {"application": row, "origin": origin, "digest": digest_of(entry), "by_id": by.pk}
    said = [EntryJudgment(area=area, accepted=area in met, **about) for area in entry.areas]
    if strike:
        said.append(EntryJudgment(accepted=False, note=note.strip(), **about))
    EntryJudgment.objects.bulk_create(said)
    record_event(row, "entry_judged", by=by, role="coordinator", detail=f"{entry.kind}: {origin}")
