"""The operator asks again for work that was given up."""

from django.db import transaction

from review_queue.errors import NobodyDoesIt, WrongState
from review_queue.models import Event, Work
from review_queue.permissions import User, work_operated_by
from review_queue.record import record
from review_queue.work import asking
from review_queue.work.registry import kinds


@transaction.atomic
def ask_again(*, work: Work, by: User, whole_kind: bool = False) -> int:
    """Owe it anew, or everything of its kind that was given up, with all attempts; how many pieces.

    Raises WrongState if there is none any more, NobodyDoesIt if no installed app knows the kind.
    """
    if work.kind not in kinds():
        raise NobodyDoesIt
    rows = work_operated_by(by).filter(kind=work.kind)
    revived = asking.ask_again(rows if whole_kind else rows.filter(pk=work.pk))
    if not revived:
        raise WrongState
    record(None, Event.Kind.ASKED_AGAIN, actor=by, detail=f"{work.kind[:50]}:{revived}")
    return revived
