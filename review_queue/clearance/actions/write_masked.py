"""Write what a clearer has masked or unmasked, if nobody has changed anything else in the meantime."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from review_queue.errors import MaskedMeanwhile, Refusal
from review_queue.items.actions.keep_file import drop_files
from review_queue.items.actions.masked_texts import Text, are_as_they_were, texts_of, write
from review_queue.models import Event, Item
from review_queue.permissions import User
from review_queue.record import record

from .redraw import Redrawn, swap_in
from .release import lock_for_clearing


def write_masked(
    *,
    item: Item,
    before: Sequence[Text],
    after: Iterable[Text],
    redrawn: Sequence[Redrawn],
    by: User,
    detail: str,
    kind: Event.Kind = Event.Kind.MASKED_MORE,
) -> None:
    """Texts and files as they are now, in one short transaction; `before` is what they were made from.

    Raises MaskedMeanwhile, WrongState; the new files are then gone again.
    """
    try:
        with transaction.atomic():
            locked = lock_for_clearing(item, by)
            if not are_as_they_were(before, texts_of(locked)):
                raise MaskedMeanwhile
            for one in redrawn:
                swap_in(one)
            for text in after:
                write(text)
            record(locked, kind, actor=by, detail=detail)
    except Refusal:
        drop_files(one.kept.name for one in redrawn)
        raise
