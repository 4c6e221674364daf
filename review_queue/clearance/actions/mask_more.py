"""A clearer masks words that the machine left in: every mention, or those that he or she has chosen."""

from collections.abc import Sequence
from dataclasses import replace

from review_queue.anonymization.phrases import mask_finds, mentions
from review_queue.anonymization.spans import Find, Label, Masked
from review_queue.anonymization.tokens import Numbering
from review_queue.errors import MaskAsArea, MaskedMeanwhile, NothingChosen, NothingToMask, Refusal
from review_queue.items.actions.keep_file import drop_files
from review_queue.items.actions.masked_texts import Text, seen, texts_of, tokens_of
from review_queue.models import Item
from review_queue.permissions import User
from review_queue.redaction.finding import Phrase

from .redraw import Redrawn, redraw
from .write_masked import write_masked


def mask_more(
    *,
    item: Item,
    phrase: str,
    label: Label,
    by: User,
    as_seen: str = "",
    chosen: frozenset[str] | None = None,
) -> int:
    """Mask mentions of the phrase in all sections and their files; how many there were.

    `chosen` are values of `queries.mentions`, None is all; `as_seen` is the digest of the text that they were
    chosen in. Files are drawn anew, which takes seconds: call it outside a transaction. Raises NothingToMask
    if there is no mention, NothingChosen, MaskAsArea, MaskedMeanwhile, CannotRedact, and WrongState if the
    item has moved on.
    """
    before = texts_of(item)
    if as_seen and as_seen != seen(before):
        raise MaskedMeanwhile
    after = _mask(before, phrase, label, chosen)
    redrawn = _redraw(before, after, phrase, label, chosen)
    texts = [_with_file(text, redrawn) for text in after]
    masked = sum(_masked(old.typed, new.typed) for old, new in zip(before, after, strict=True))
    masked += sum(one.found for one in redrawn)
    if not masked:
        raise NothingToMask if chosen is None else NothingChosen
    token = min(tokens_of([*texts, *(one.text for one in redrawn)]) - tokens_of(before), default=label.value)
    detail = f"{token.strip('[]')}:{masked}"
    write_masked(item=item, before=before, after=texts, redrawn=redrawn, by=by, detail=detail)
    return masked


def _mask(texts: Sequence[Text], phrase: str, label: Label, chosen: frozenset[str] | None) -> list[Text]:
    numbering = Numbering(tokens_of(texts))
    return [
        replace(
            one,
            typed=mask_finds(one.typed, _typed(one, phrase, label, chosen), numbering),
            read=mask_finds(one.read, _read(one, phrase, label, chosen), numbering),
        )
        for one in texts
    ]


def _typed(text: Text, phrase: str, label: Label, chosen: frozenset[str] | None) -> list[Find]:
    part = text.section.position + 1
    return [
        one
        for one in mentions(text.typed.text, phrase, label)
        if chosen is None or f"{part}-{one.start}" in chosen
    ]


def _read(text: Text, phrase: str, label: Label, chosen: frozenset[str] | None) -> list[Find]:
    """All of a file's or none: it is drawn anew as a whole."""
    return mentions(text.read.text, phrase, label) if _has_file(text, chosen) else []


def _has_file(text: Text, chosen: frozenset[str] | None) -> bool:
    return text.file is not None and (chosen is None or f"file-{text.section.position + 1}" in chosen)


def _redraw(
    before: Sequence[Text], after: Sequence[Text], phrase: str, label: Label, chosen: frozenset[str] | None
) -> list[Redrawn]:
    """The files in which the phrase was found. What is masked in the text must be black in the file."""
    finder = Phrase(phrase, label, tokens_of(before))
    done: list[Redrawn] = []
    try:
        for old, new in zip(before, after, strict=True):
            redrawn = redraw(old, finder) if _has_file(old, chosen) else None
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
