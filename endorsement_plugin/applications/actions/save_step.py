from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsement_plugin.definitions.fields import DESIGNATION
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Stale
from endorsement_plugin.fees.actions.fall_due import follow_designation
from endorsement_plugin.models import Application, StepDraft
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.merging import merged
from endorsement_plugin.rules.merging import Since


@transaction.atomic
def save_step(
    *,
    application: UUID,
    by: Visitor,
    step: str,
    answers: Mapping[str, Any],
    since: Since,
    completed: bool = False,
) -> Application:
    """Keep the answers of one step, by block id, whether or not they are complete.

    `step` is the step's name. Answers not named stay as they are. Returns the application with its new
    revision. Raises NotAllowed, WrongState, Incomplete for a step or question that the form does not have,
    and Stale if an answer was changed elsewhere as well.
    """
    row = lock_editable(by, application)
    chosen = _step(row, step)
    _refuse_unknown(chosen, answers)
    draft = StepDraft.objects.filter(application=row, step=chosen.id).first()
    kept = draft or StepDraft(application=row, step=chosen.id, revision=0)
    written = merged(answers, kept.answers, since, kept.revision, Stale(_STALE, row.revision))
    _begin(row, draft, by, chosen)
    _keep(row, kept, written, completed)
    if deciding := next((field for field in chosen.questions if field.name == DESIGNATION), None):
        follow_designation(application=row, designation=str(kept.answers.get(deciding.id) or ""))
    return row


_STALE = "This step was saved in another tab or on another device after you opened it here."


def _step(application: Application, name: str) -> Step:
    step = application.definition.step(name)
    if step is None:
        problem = Problem("unknown_step", "There is no such step.", (name,))
        raise Incomplete("This form has no such step.", [problem])
    return step


def _refuse_unknown(step: Step, answers: Mapping[str, Any]) -> None:
    unknown = answers.keys() - {field.id for field in step.fields}
    if unknown:
        problems = [
            Problem("unknown_field", "This step has no such question.", (name,), step.name)
            for name in sorted(unknown)
        ]
        raise Incomplete("This step has no such question.", problems)


def _begin(application: Application, draft: StepDraft | None, by: Visitor, step: Step) -> None:
    """Autosave comes every few seconds; the history says when a step was begun, and of each who enters in it
    from paper that they did.
    """
    if draft is None:
        record_writing(application, "step_begun", by=by, detail=step.title)
    elif application.is_on_paper and not _has_entered_in(application, by, step):
        record_writing(application, "step_continued", by=by, detail=step.title)


def _has_entered_in(application: Application, by: Visitor, step: Step) -> bool:
    theirs = application.events.filter(actor_id=by.pk, action__in=("step_begun", "step_continued"))
    return theirs.filter(detail=step.title[:400]).exists()


def _keep(application: Application, draft: StepDraft, answers: Mapping[str, Any], completed: bool) -> None:
    application.revision += 1
    application.save(update_fields=["revision", "changed_at"])
    draft.answers = {**draft.answers, **answers}
    draft.completed = completed
    draft.revision = application.revision
    draft.save()
