import uuid
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.errors import Incomplete, Stale
from endorsement_plugin.exams.locks import lock_sitting
from endorsement_plugin.exams.queries.files import AskedFile, asked_files
from endorsement_plugin.exams.queries.sittings import missing_in
from endorsement_plugin.forms.freezing import frozen
from endorsement_plugin.models import Response, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import SittingState


@transaction.atomic
def hand_in(*, sitting: UUID, by: Visitor, revision: int) -> Sitting:
    """Freeze the answers as they were checked at `revision`, and owe them to the reviewers.

    Handing in twice is handing in once. Raises Stale if they were changed after that check, so what is
    frozen is what was checked; Incomplete with every answer that is missing or wrong; WrongState, NotAllowed.
    """
    row = lock_sitting(by, sitting)
    if row.handed_in_at is not None:
        return row
    if row.revision != revision:
        raise Stale("Your answers were changed in another tab. Check them once more.", row.revision)
    move(row, SittingState.HANDED_IN)
    _refuse_incomplete(row)
    _freeze(row)
    row.draft = {}
    row.handed_in_at = timezone.now()
    row.review_ref = uuid.uuid4()
    row.save(update_fields=["state", "draft", "handed_in_at", "review_ref"])
    record_event(row.application, "exam_handed_in", by=by, role="applicant")
    ask("endorsement.send_to_scoring", str(row.pk))
    return row


def _refuse_incomplete(sitting: Sitting) -> None:
    problems = missing_in(sitting)
    if problems:
        raise Incomplete("Some answers are missing. Nothing was handed in.", problems)


def _freeze(sitting: Sitting) -> None:
    """Every question in the order of the paper; of a PDF, how many pages were handed in."""
    paper = sitting.paper.parsed
    written = frozen(Response, paper.questions, sitting.draft)
    asked = {row.block_id: row for row in (*written, *map(_of_file, asked_files(sitting)))}
    rows = [asked[field.id] for field in paper.fields if field.id in asked]
    for position, row in enumerate(rows):
        row.sitting, row.position = sitting, position
    Response.objects.bulk_create(rows)


def _of_file(asked: AskedFile) -> Response:
    section = asked.section
    return Response(
        block_id=section.id,
        name=section.name,
        label=section.label,
        kind=section.type,
        text=asked.in_words,
        shared_with_reviewers=True,
    )
