"""Check every seal, and every row against what was sealed, as work that shows how far it is."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from review_queue.audit.queries.faults import AT_ONCE, changed_about, changed_of_rounds, lost_rows
from review_queue.audit.queries.seal_chain import breaks, newest_seal
from review_queue.errors import NotAllowed, RunningAlready
from review_queue.models import Event, Item, SealCheck, SealFinding
from review_queue.permissions import User
from review_queue.quality.queries.checks import given_up
from review_queue.readers import may_check_seals
from review_queue.record import record
from review_queue.work.asking import ask


@transaction.atomic
def ask_for_check(*, by: User) -> SealCheck:
    """One at a time. Raises NotAllowed, and RunningAlready while another has neither ended nor been given
    up."""
    if by.pk is None or not may_check_seals(by):
        raise NotAllowed
    running = SealCheck.objects.filter(running=True).first()
    if running and given_up(running):
        SealCheck.objects.filter(pk=running.pk).update(running=None)
    try:
        with transaction.atomic():
            made = SealCheck.objects.create(asked_by_id=by.pk)
    except IntegrityError as running:
        raise RunningAlready from running
    record(None, Event.Kind.CHECKED, actor=by, detail=f"check:{made.pk}")
    ask("review_queue.check_seals", str(made.pk))
    return made


def check_seals(*, check_id: int) -> list[SealFinding]:
    """Everything that is not as it was sealed, not written yet. How far it is, is: a page shows it. One that
    was cut short begins anew."""
    made = SealCheck.objects.filter(pk=check_id)
    keys = list(Item.every.order_by("pk").values_list("pk", flat=True))
    made.update(started_at=timezone.now(), answers=len(keys), done=0, newest=str(newest_seal() or ""))
    found = [SealFinding(check_made_id=check_id, sentence=one) for one in breaks()]
    for first in range(0, len(keys), AT_ONCE):
        some = tuple(keys[first : first + AT_ONCE])
        if any(True for _ in changed_about(some)):
            # Each by itself, to know which answer a sentence is about.
            found += [
                SealFinding(check_made_id=check_id, item_id=key, sentence=sentence)
                for key in some
                for sentence in changed_about((key,))
            ]
        made.update(done=first + len(some))
    rest = [*changed_of_rounds(), *lost_rows()]
    return found + [SealFinding(check_made_id=check_id, sentence=one) for one in rest]


def keep_check(*, check_id: int, found: list[SealFinding]) -> None:
    """Its end, with what was found. Part of the job's transaction."""
    SealFinding.objects.bulk_create(found)
    SealCheck.objects.filter(pk=check_id).update(ended_at=timezone.now(), running=None)
