"""A clearer begins anew: the answer is masked once more from the sender's original, files and all."""

from collections.abc import Sequence

from django.db import transaction

from review_queue.clearance.queries.originals import original_of
from review_queue.errors import MaskedMeanwhile, NoOriginal, Refusal
from review_queue.items.actions.masked_texts import are_as_they_were, seen, texts_of
from review_queue.items.actions.prepare import drop, prepare
from review_queue.items.actions.take_again import replace_text
from review_queue.items.actions.take_in import counted
from review_queue.models import Event, Item
from review_queue.permissions import User
from review_queue.record import record

from .release import lock_for_clearing


def mask_again(*, item: Item, by: User, as_seen: str, leave: Sequence[str] = ()) -> None:
    """The answer as it would be received today. What clearers masked, unmasked and blacked out is gone, and
    every page is to be looked at anew; the item, its bars and its trail stay. `leave` are words that are no
    name here: they are listed instead of masked, in files too, which no other way unmasks.

    Call it outside a transaction: masking and drawing take their time. Raises NoOriginal if there is none or
    it has other sections, MaskedMeanwhile, TextTooLong, WrongState.
    """
    before = texts_of(item)
    if as_seen != seen(before):
        raise MaskedMeanwhile
    original = original_of(item)
    passages = prepare(original.sections, original.masker(leave))
    try:
        if [one.code for one in passages] != [one.section.code for one in before]:
            raise NoOriginal
        with transaction.atomic():
            locked = lock_for_clearing(item, by)
            if not are_as_they_were(before, texts_of(locked)):
                raise MaskedMeanwhile
            replace_text(locked, passages)
            record(locked, Event.Kind.REMASKED, actor=by, detail=counted(passages))
    except Refusal:
        drop(passages)
        raise
