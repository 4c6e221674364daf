"""The chief reviewer has read the reviews of a drawn answer again, and says what he or she found."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NoNote, NotAllowed, WrongState
from review_queue.locks import lock_item
from review_queue.models import BackReading, BackReadingMark, Criterion, Event, Level
from review_queue.permissions import User
from review_queue.readers import back_readings_of
from review_queue.record import record
from review_queue.statements.subjects import Subject


@transaction.atomic
def back_read(
    *, reading: BackReading, by: User, agrees: bool, note: str, marks: Mapping[Criterion, Level]
) -> BackReading:
    """Once, and for good; no mark and no result changes by it. Raises NotAllowed, WrongState if it is done
    already, and NoNote where somebody disagrees without saying why."""
    item = lock_item(reading.item_id)
    row = back_readings_of(by).filter(pk=reading.pk).first()
    if row is None or by.pk is None:
        raise NotAllowed
    if row.read_at is not None:
        raise WrongState
    if not agrees and not note.strip():
        raise NoNote
    row.agrees, row.note, row.read_by_id, row.read_at = agrees, note.strip(), by.pk, timezone.now()
    row.save(update_fields=["agrees", "note", "read_by", "read_at"])
    BackReadingMark.objects.bulk_create(
        BackReadingMark(back_reading=row, criterion=criterion, level=level)
        for criterion, level in marks.items()
    )
    detail = f"back_reading:{row.pk}"
    record(item, Event.Kind.BACK_READ, actor=by, detail=detail, states=(Subject.BACK_READING, row.pk))
    return row
