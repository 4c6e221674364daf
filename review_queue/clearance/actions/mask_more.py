"""A clearer masks words that the machine left in. There is no way to unmask."""

from collections.abc import Sequence
from dataclasses import replace

from review_queue.anonymization.phrases import mask_phrase
from review_queue.anonymization.spans import Label, Masked
from review_queue.errors import MaskAsArea, NothingToMask, Refusal
from review_queue.items.actions.keep_file import drop_files
from review_queue.items.actions.masked_texts import Text, texts_of, tokens_of
from review_queue.models import Item
from review_queue.permissions import User
from review_queue.redaction.finding import Phrase

from .redraw import Redrawn, redraw
from .write_masked import write_masked


def mask_more(*, item: Item, phrase: str, label: Label, by: User) -> int:
    """Mask every mention of the phrase in all sections and their files; how many there were.

    Files are drawn anew, which takes seconds: call it outside a transaction. Raises NothingToMask if there is
    no mention, MaskAsArea, MaskedMeanwhile, CannotRedact, and WrongState if the item has moved on.
    """
    before = texts_of(item)
    after = _mask(before, phrase, label)
    redrawn = _redraw(before, after, phrase, label)
    texts = [_with_file(text, redrawn) for text in after]
    masked = sum(_masked(old.typed, new.typed) for old, new in zip(before, after, strict=True))
    masked += sum(one.found for one in redrawn)
    if not masked:
        raise NothingToMask
    detail = f"{label.lower()}:{masked}"
    write_masked(item=item, before=before, after=texts, redrawn=redrawn, by=by, detail=detail)
    return masked


def _mask(texts: Sequence[Text], phrase: str, label: Label) -> list[Text]:
    parts = mask_phrase([part for one in texts for part in (one.typed, one.read)], phrase, label)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [replace(one, typed=typed, read=read) for one, (typed, read) in zip(texts, pairs, strict=True)]


def _redraw(before: Sequence[Text], after: Sequence[Text], phrase: str, label: Label) -> list[Redrawn]:
    """The files in which the phrase was found. What is masked in the text must be black in the file."""
    finder = Phrase(phrase, label, tokens_of(before))
    done: list[Redrawn] = []
    try:
        for old, new in zip(before, after, strict=True):
            redrawn = redraw(old, finder) if old.file else None
            if redrawn:
                done.append(redrawn)
            elif new.read != old.read:
                raise MaskAsArea
    except Refusal:
        drop_files(one.kept.name for one in done)
        raise
    return done


def _with_file(text: Text, redrawn: Sequence[Redrawn]) -> Text:
    """The file says what is left in it: its words are read anew after it was drawn."""
    read = next((one.text.read for one in redrawn if one.file == text.file), text.read)
    return replace(text, read=read)


def _masked(old: Masked, new: Masked) -> int:
    return len(new.spans) - len(old.spans)
