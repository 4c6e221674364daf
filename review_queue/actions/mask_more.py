"""A clearer masks words that the machine left in. There is no way to unmask."""

from collections.abc import Iterable

from django.db import transaction

from ..anonymization import spans as plain
from ..anonymization.phrases import mask_phrase
from ..errors import NothingToMask
from ..models import Event, Item, Section, Span, Suspect
from ..permissions import User
from .record import record
from .release import lock_for_clearing


@transaction.atomic
def mask_more(*, item: Item, phrase: str, label: plain.Label, by: User) -> int:
    """Mask every mention of the phrase in all sections; how many there were.

    Raises NothingToMask if there is none, WrongState if the item has moved on.
    """
    locked = lock_for_clearing(item, by)
    sections = list(locked.sections.prefetch_related("spans", "suspects"))
    before = [_plain(section) for section in sections]
    after = mask_phrase(before, phrase, label)
    masked = sum(len(new.spans) - len(old.spans) for old, new in zip(before, after, strict=True))
    if not masked:
        raise NothingToMask
    for section, new in zip(sections, after, strict=True):
        _rewrite(section, new)
    record(locked, Event.Kind.MASKED_MORE, actor=by, detail=f"{label.lower()}:{masked}")
    return masked


def _plain(section: Section) -> plain.Masked:
    return plain.Masked(
        section.text,
        tuple(plain.Span(one.start, one.end, one.kind, one.source) for one in section.spans.all()),
        tuple(plain.Doubt(one.start, one.end, plain.Reason(one.reason)) for one in section.suspects.all()),
    )


def _rewrite(section: Section, new: plain.Masked) -> None:
    section.text = new.text
    section.save(update_fields=["text"])
    section.spans.all().delete()
    section.suspects.all().delete()
    Span.objects.bulk_create(_spans(section, new.spans))
    Suspect.objects.bulk_create(
        Suspect(section=section, start=one.start, end=one.end, reason=one.reason) for one in new.suspects
    )


def _spans(section: Section, spans: Iterable[plain.Span]) -> Iterable[Span]:
    return (
        Span(section=section, start=one.start, end=one.end, kind=one.kind, source=one.source) for one in spans
    )
