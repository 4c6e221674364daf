from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.queries.retakes import next_sitting
from endorsement_plugin.exams.queries.sittings import exam_outstanding
from endorsement_plugin.exams.retakes import refuse_late, refuse_retake
from endorsement_plugin.fees.actions.fall_due import fall_due
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Application, Sitting, SittingPart
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.portfolio.facts import DECIDING, facts_of
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.requirements.exams.terms import Part
from endorsement_plugin.rules.fees import Due
from endorsement_plugin.rules.states import ApplicationState


@transaction.atomic
def schedule_sitting(
    *, application: UUID, by: Visitor, today: date, opens_on: date | None = None, reason: str = ""
) -> Sitting:
    """The candidate may sit the exam from `opens_on`, by default the promised date, and is told so.

    The newest version of a paper that the candidate has not read is pinned, and what each part needs; a part
    that stands is not among them. Another date than the promised one is the coordinator's to choose. Raises
    NotAllowed; WrongState when no exam is asked for or no paper is published; Incomplete for a retake before
    the wait is over, on the same paper or once more than is allowed, without a `reason`, and for a day on
    which the approval is no longer valid.
    """
    row = lock_application(by, application)
    if not exam_outstanding(assessment_of(row, today)):
        raise WrongState("These requirements ask for no exam that is still to be passed.")
    allowed = next_sitting(row)
    if allowed.paper is None:
        whom = allowed.candidate.words.replace("_", " ") or "this credential"
        raise WrongState(f"No exam paper is published for {whom}, so none can be scheduled yet.")
    day = max(opens_on or max(row.exam_from or today, allowed.opens_from or today), today)
    move(row, ApplicationState.EXAM)
    refuse_retake(allowed, day, reason)
    open_until = allowed.open_until(today)
    refuse_late(day, open_until)
    row.save(update_fields=["state", "changed_at"])
    sitting = Sitting.objects.create(
        application=row,
        paper=allowed.paper,
        number=row.sittings.count() + 1,
        opens_on=day,
        open_until=open_until,
        wait_months=allowed.rules.wait_months,
        replaces=allowed.replaces,
    )
    SittingPart.objects.bulk_create(_parts(sitting, allowed.parts))
    detail = f"{day.isoformat()} {reason.strip()}".strip()[:LONGEST]
    chosen = facts_of(row.answers.filter(DECIDING)).designation
    fall_due(application=row, moment=Due.EXAM, designation=chosen)
    record_event(row, "exam_scheduled", by=by, role="coordinator", detail=detail)
    tell_candidate(row, sitting, letter="exam_scheduled", event_key=f"exam-scheduled:{sitting.pk}")
    return sitting


def _parts(sitting: Sitting, parts: Sequence[Part]) -> list[SittingPart]:
    """The rule of this sitting: it is held to what was asked when it was scheduled."""
    return [
        SittingPart(sitting=sitting, position=position, **vars(part)) for position, part in enumerate(parts)
    ]


def tell_candidate(application: Application, sitting: Sitting, *, letter: str, event_key: str) -> None:
    """Write to the candidate from when the exam is open, and where."""
    page = reverse("endorsement_exam:sitting", args=[sitting.pk])
    write_letter(application, letter, event_key=event_key, path=page, sitting=sitting)
