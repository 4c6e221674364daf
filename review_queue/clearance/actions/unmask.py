"""A clearer says that what was masked is no name. The words come from the sender's original."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from review_queue.anonymization.originals import OtherOriginal, behind
from review_queue.anonymization.originals import unmask as without_marks
from review_queue.anonymization.spans import Doubt, Masked, Reason
from review_queue.clearance.queries.mentions import Mention, Touched
from review_queue.clearance.queries.originals import Original, original_of
from review_queue.errors import DrawnIn, MaskedMeanwhile, NoOriginal, NothingChosen
from review_queue.items.actions.masked_texts import Text, seen, texts_of
from review_queue.models import Event, Item, Suspect
from review_queue.permissions import User
from review_queue.record import record

from .release import lock_for_clearing
from .write_masked import write_masked


def reveal(*, item: Item, token: str, by: User) -> Touched:
    """Where this token stands, with the words behind it. That somebody has looked is in the trail.

    Call it outside a transaction. Raises NoOriginal, DrawnIn if it stands in files alone, MaskedMeanwhile if
    it stands nowhere, WrongState.
    """
    texts = texts_of(item)
    touched = Touched(list(_mentions(texts, original_of(item), token)))
    if not touched.mentions:
        raise DrawnIn if any(_places(one.read, token) for one in texts) else MaskedMeanwhile
    with transaction.atomic():
        locked = lock_for_clearing(item, by)
        record(locked, Event.Kind.REVEALED, actor=by, detail=f"{token.strip('[]')}:{touched.typed}")
    return touched


def unmask(*, item: Item, token: str, by: User, as_seen: str, chosen: frozenset[str] | None = None) -> int:
    """Put the words back where this token stands, or where it was chosen; how many places.

    They stay marked, as words of which a clearer says that they are no name. `as_seen` is the digest of the
    text that they were chosen in. Call it outside a transaction. Raises NoOriginal, MaskedMeanwhile,
    NothingChosen, WrongState.
    """
    before = texts_of(item)
    if as_seen != seen(before):
        raise MaskedMeanwhile
    after, words = take_away(before, original_of(item), token, chosen, no_name=True)
    if not words:
        raise NothingChosen
    detail = f"{token.strip('[]')}:{len(words)}"
    with transaction.atomic():
        write_masked(
            item=item, before=before, after=after, redrawn=(), by=by, detail=detail, kind=Event.Kind.UNMASKED
        )
        _tick_what_came_back(item, token, set(words), by)
    return len(words)


def take_away(
    texts: Sequence[Text], original: Original, token: str, chosen: frozenset[str] | None, *, no_name: bool
) -> tuple[list[Text], list[str]]:
    """The sections that change, and the words that come back. What looks suspicious is found anew, and what
    the machine would mask and a clearer has unmasked before is listed.

    Raises NoOriginal if it is not the text that was masked.
    """
    changed: list[Text] = []
    words: list[str] = []
    masker = original.masker()
    for text in texts:
        part = text.section.position + 1
        starts = _places(text.typed, token)
        meant = {one for one in starts if chosen is None or f"{part}-{one}" in chosen}
        if not meant:
            continue
        said = original.typed(text)
        finds, doubts = masker.find(said)
        unmasked = [Doubt(one.start, one.end, Reason.UNMASKED) for one in finds]
        try:
            places = behind(said, text.typed)
            typed = without_marks(said, text.typed, meant, [*doubts, *unmasked], no_name=no_name)
        except OtherOriginal:
            raise NoOriginal from None
        changed.append(replace(text, typed=typed))
        pairs = zip(text.typed.spans, places, strict=True)
        words += [said[start:end] for span, (start, end) in pairs if span.start in meant]
    return changed, words


def _tick_what_came_back(item: Item, token: str, words: Collection[str], by: User) -> None:
    """Whoever unmasks has decided. The mark is kept, so that the words can be masked by it again."""
    rows = Suspect.objects.filter(section__item=item, reason=Reason.UNMASKED, token="")
    these = [
        one.pk for one in rows.select_related("section") if one.section.text[one.start : one.end] in words
    ]
    Suspect.objects.filter(pk__in=these).update(token=token, ticked_by=by.pk)


def _places(masked: Masked, token: str) -> list[int]:
    return [one.start for one in masked.spans if masked.text[one.start : one.end] == token]


def _mentions(texts: Sequence[Text], original: Original, token: str) -> Iterator[Mention]:
    for text in texts:
        if not _places(text.typed, token):
            continue
        said = original.typed(text)
        try:
            places = behind(said, text.typed)
        except OtherOriginal:
            raise NoOriginal from None
        for span, (start, end) in zip(text.typed.spans, places, strict=True):
            if text.typed.text[span.start : span.end] == token:
                yield Mention(text.section.position, span.start, span.end, said[start:end])
