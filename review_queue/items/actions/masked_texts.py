"""The masked text of a section, what was typed apart from what is read in its file."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review_queue.anonymization import spans as plain
from review_queue.models import Item, Section, SectionFile, Span, Suspect

BREAK = "\n\n"
SEEN = 32
"""So many characters of a digest tell two texts apart."""


@dataclass(frozen=True, slots=True)
class Text:
    """`read` is empty without a file, and with one that is held."""

    section: Section
    typed: plain.Masked
    read: plain.Masked

    @property
    def file(self) -> SectionFile | None:
        """The file that can be shown."""
        file: SectionFile | None = getattr(self.section, "file", None)
        return file if file and file.name else None


def texts_of(item: Item) -> list[Text]:
    """Those of all sections, in order. Three queries."""
    sections = item.sections.select_related("file").prefetch_related("spans", "suspects")
    return [_text(section) for section in sections]


def tokens_of(texts: Iterable[Text]) -> set[str]:
    """Every token of the answer, such as `[NAME-1]`."""
    parts = [part for one in texts for part in (one.typed, one.read)]
    return {part.text[span.start : span.end] for part in parts for span in part.spans}


def are_as_they_were(before: Sequence[Text], now: Sequence[Text]) -> bool:
    """Whether nobody has masked anything in between."""
    return [_state(one) for one in before] == [_state(one) for one in now]


def seen(texts: Iterable[Text]) -> str:
    """A digest of what stands there, for a page: whether somebody has changed it since is then known."""
    said = json.dumps([_state(one) for one in texts])
    return hashlib.sha256(said.encode()).hexdigest()[:SEEN]


def write(text: Text) -> None:
    """Write it over what its section had; the item must be locked. What was ticked off stays ticked off."""
    whole, start = joined(text.typed, text.read)
    section = text.section
    said = {section.text[one.start : one.end]: one for one in section.suspects.all()}
    if text.file:
        text.file.text_start = start
        text.file.save(update_fields=["text_start"])
    write_whole(section, whole, said)


def write_whole(section: Section, whole: plain.Masked, said: Mapping[str, Suspect] | None = None) -> None:
    """The text of a section of a locked item, with its marks. `said` is as for `add_marks`."""
    section.text = whole.text
    section.save(update_fields=["text"])
    Span.objects.filter(section=section).delete()
    Suspect.objects.filter(section=section).delete()
    add_marks([(section, whole)], said)


def add_marks(
    texts: Iterable[tuple[Section, plain.Masked]], said: Mapping[str, Suspect] | None = None
) -> None:
    """Spans and suspects of new text. Two queries. `said` is what a person has said of these words before."""
    listed, before = list(texts), said or {}
    Span.objects.bulk_create(
        Span(
            section=section,
            start=one.start,
            end=one.end,
            kind=one.kind,
            source=one.source,
            length=one.length,
        )
        for section, masked in listed
        for one in masked.spans
    )
    Suspect.objects.bulk_create(
        _suspect(section, one, before.get(masked.text[one.start : one.end]))
        for section, masked in listed
        for one in masked.suspects
    )


def _suspect(section: Section, one: plain.Doubt, before: Suspect | None) -> Suspect:
    row = Suspect(section=section, start=one.start, end=one.end, reason=one.reason)
    if before:
        row.ticked_by_id, row.token = before.ticked_by_id, before.token
    return row


def joined(typed: plain.Masked, read: plain.Masked) -> tuple[plain.Masked, int]:
    """Both as one text, and where the second begins."""
    if not read.text:
        return typed, len(typed.text)
    start = len(typed.text) + len(BREAK) if typed.text else 0
    whole = plain.Masked(
        typed.text.ljust(start, BREAK[0]) + read.text,
        (*typed.spans, *_moved_spans(read.spans, start)),
        (*typed.suspects, *_moved_doubts(read.suspects, start)),
    )
    return whole, start


def _text(section: Section) -> Text:
    file: SectionFile | None = getattr(section, "file", None)
    end = len(section.text)
    start = file.text_start if file and file.name else end
    typed_end = max(0, start - len(BREAK)) if start < end else start
    return Text(section, _part(section, 0, typed_end), _part(section, start, end))


def _part(section: Section, start: int, end: int) -> plain.Masked:
    """The text from start to end, with marks counted from its own start."""
    spans = [one for one in section.spans.all() if start <= one.start and one.end <= end]
    suspects = [one for one in section.suspects.all() if start <= one.start and one.end <= end]
    return plain.Masked(
        section.text[start:end],
        tuple(
            plain.Span(one.start - start, one.end - start, one.kind, one.source, one.length) for one in spans
        ),
        tuple(plain.Doubt(one.start - start, one.end - start, plain.Reason(one.reason)) for one in suspects),
    )


def _state(text: Text) -> tuple[int, str, str, int]:
    return text.section.pk, text.typed.text, text.read.text, text.file.version if text.file else 0


def _moved_spans(spans: Iterable[plain.Span], by: int) -> Iterator[plain.Span]:
    return (plain.Span(one.start + by, one.end + by, one.kind, one.source, one.length) for one in spans)


def _moved_doubts(doubts: Iterable[plain.Doubt], by: int) -> Iterator[plain.Doubt]:
    return (plain.Doubt(one.start + by, one.end + by, one.reason) for one in doubts)
