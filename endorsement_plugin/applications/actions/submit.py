from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.assessment.contents import Contents, contents_of
from endorsement_plugin.background import ask
from endorsement_plugin.errors import Incomplete, Stale, WrongState
from endorsement_plugin.exams.queries.retakes import end_of_wait
from endorsement_plugin.fees.actions.fall_due import fall_due
from endorsement_plugin.forms.freezing import frozen
from endorsement_plugin.models import Answer, Application, SubmittedEntry
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.portfolio.facts import facts_in
from endorsement_plugin.record.application_locks import lock_written
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.moves import move
from endorsement_plugin.requirements.deadlines import exam_from, respond_by
from endorsement_plugin.rules.fees import Due
from endorsement_plugin.rules.states import ApplicationState
from endorsement_plugin.signals import application_submitted

from .check import check_application
from .keep_submission import keep_submission

FROZEN = [field.name for field in AbstractEvidence._meta.get_fields()]


@transaction.atomic
def submit_application(
    *, application: UUID, by: Visitor, today: date, list_in_registry: bool, revision: int | None = None
) -> Application:
    """Hand the application in: answers and evidence are kept as they stand, and the promised dates are set.
    What was handed in and promised before, if it came back, is kept beside them.

    Submitting again, by a double click or a retry, gives the same result and adds nothing.
    Raises NotAllowed, WrongState, Incomplete with every problem, and Stale if `revision` is given and old.
    """
    row = lock_written(by, application)
    if row.status is ApplicationState.SUBMITTED:
        return row
    _refuse_unless_ready(row, revision)
    contents = contents_of(row)
    problems, _ = check_application(contents, today)
    if problems:
        raise Incomplete("The application cannot be submitted yet.", problems)
    again = row.submitted_at is not None
    if again:
        keep_submission(row)
    _submit(row, today, list_in_registry, again)
    _freeze(contents)
    event = record_writing(row, "submitted", by=by)
    chosen = facts_in(contents.definition, contents.answers).designation
    fall_due(application=row, moment=Due.SUBMISSION, designation=chosen, designated_only=again)
    ask("endorsement.follow_up_submission", str(event.pk))
    application_submitted.send(sender=Application, application=row)
    return row


def _refuse_unless_ready(application: Application, revision: int | None) -> None:
    if not application.is_editable:
        raise WrongState(f"This application is now “{application.status.label}” and cannot be submitted.")
    if revision is not None and revision != application.revision:
        raise Stale(
            "The application has changed since you checked it. Please check it again.", application.revision
        )


def _submit(application: Application, today: date, list_in_registry: bool, again: bool) -> None:
    association = application.association
    move(application, ApplicationState.SUBMITTED)
    application.submitted_at = timezone.now()
    application.answer_by = respond_by(today, association.answer_after_months)
    # Sent back for a correction, it does not have to wait for the exam once more; an exam not passed, it has.
    promised = application.exam_from or exam_from(today, association.exam_after_months)
    application.exam_from = max(promised, (again and end_of_wait(application)) or promised)
    application.list_in_registry = list_in_registry
    application.return_note = ""
    application.revision += 1
    application.save()


def _freeze(contents: Contents) -> None:
    application = contents.application
    Answer.objects.bulk_create(_answers(contents))
    SubmittedEntry.objects.bulk_create(_frozen(application, entry) for entry in contents.entries)


def _answers(contents: Contents) -> list[Answer]:
    answers = frozen(Answer, contents.definition.questions, contents.answers)
    for answer in answers:
        answer.application = contents.application
    return answers


def _frozen(application: Application, entry: AbstractEvidence) -> SubmittedEntry:
    values = {name: getattr(entry, name) for name in FROZEN}
    return SubmittedEntry(application=application, origin=entry.pk, **values)
