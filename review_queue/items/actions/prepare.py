"""Mask the sections of an answer and draw its files anew, outside any transaction."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from review_queue.anonymization.mask import Masked, Masker
from review_queue.conf import conf
from review_queue.errors import TextTooLong
from review_queue.model_scan.child import Limits as ModelLimits
from review_queue.model_scan.scan import Scan, scan
from review_queue.redaction.bounded import redact_bounded
from review_queue.redaction.redact import RedactedPdf
from review_queue.redaction.refusals import CannotRedact
from review_queue.redaction.rendering import Limits, drawn

from .keep_file import drop_files, keep_file
from .masked_texts import joined
from .take_in import File, Passage

SectionValue = Mapping[str, str | bytes]
"""One section as it was sent: `code`, `prompt`, and `text` or `pdf` or both."""


def limits() -> Limits:
    """The limits in force for drawing one file."""
    return Limits(**conf().PDF)


def why_not_drawn(pdf: bytes) -> str:
    """The reason for which a file would be held, as far as drawing it tells; empty if there is none."""
    try:
        with drawn(pdf, limits()):
            return ""
    except CannotRedact as refusal:
        return refusal.reason


def prepare(sections: Iterable[SectionValue], masker: Masker) -> list[Passage]:
    """Every section masked with one numbering; its file, if it has one, is in the storage.

    What was typed gets the seconds of `MODEL_LIMITS` to be read by the model, and is masked all the same
    where they do not suffice. All files together get `limits().wall` seconds: what comes after is held as too
    slow. So this ends in the sum of both. Raises TextTooLong for a text that has more characters than the
    settings allow, and ValueError if there is no section.
    """
    clock = _Clock(limits())
    passages: list[Passage] = []
    listed = list(sections)
    read = _scan(listed)
    try:
        for place, section in enumerate(listed):  # one by one: those before an error have files to remove
            typed = read.mask(place, _words(section, "text"), masker)
            passages += [_passage(section, typed, read.reading.told, masker, clock)]
    except BaseException:
        drop(passages)
        raise
    if not passages:
        raise ValueError("An item needs at least one section.")
    return passages


def drop(passages: Iterable[Passage]) -> None:
    """Take their files out of the storage again: no row names them."""
    drop_files(one.file.kept.name for one in passages if one.file and one.file.kept)


class _Clock:
    """Shares the seconds of one answer among its files."""

    def __init__(self, whole: Limits) -> None:
        self._whole, self._end = whole, time.monotonic() + whole.wall

    def limits(self) -> Limits:
        left = int(self._end - time.monotonic())
        if left < 1:
            raise CannotRedact("too_slow")
        return replace(self._whole, wall=left)


def _scan(sections: Sequence[SectionValue]) -> Scan:
    """All that was typed, read by the model at once: it is loaded once for an answer."""
    typed, prompts = ([_words(section, key) for section in sections] for key in ("text", "prompt"))
    for section, text in zip(sections, typed, strict=True):
        if len(text) > conf().CHARACTERS:
            raise TextTooLong(_words(section, "code"), len(text), conf().CHARACTERS)
    return scan(typed, prompts, ModelLimits(**conf().MODEL_LIMITS) if conf().MODEL_SCAN else None)


def _passage(section: SectionValue, typed: Masked, read_by: str, masker: Masker, clock: _Clock) -> Passage:
    passage = Passage(_words(section, "code"), _words(section, "prompt"), typed, read_by=read_by)
    pdf = section.get("pdf")
    if pdf is None:
        return passage
    if not isinstance(pdf, bytes):
        raise TypeError("A section’s “pdf” is bytes.")
    try:
        redacted = redact_bounded(pdf, masker, limits=clock.limits())
    except CannotRedact as refusal:
        return replace(passage, file=File(held=refusal.reason))
    return _with_file(passage, redacted)


def _words(section: SectionValue, key: str) -> str:
    value = section.get(key, "") if key == "text" else section[key]
    if not isinstance(value, str):
        raise TypeError(f"A section’s “{key}” is text.")
    return value


def _with_file(passage: Passage, redacted: RedactedPdf) -> Passage:
    masked, start = joined(passage.masked, redacted.masked)
    file = File(keep_file(redacted.pdf), "", redacted.pages, start, redacted.looks)
    return replace(passage, masked=masked, file=file)
