"""Write a masked answer into the queue, in one short transaction."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ..anonymization.mask import Masked
from ..models import (
    Assignment,
    BarredAgency,
    BarredUser,
    Event,
    Item,
    Pool,
    Requirement,
    Reviewer,
    Round,
    Rubric,
    Section,
    Span,
    Suspect,
    Unblinding,
)
from ..models.bars import agency_digests
from ..work.asking import ask
from .record import record


@dataclass(frozen=True, slots=True)
class Passage:
    """One question and its masked answer."""

    code: str
    prompt: str
    masked: Masked


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Who must never see the item: people, people of agencies, and scorers of earlier items."""

    users: frozenset[int]
    agencies: frozenset[str]
    earlier: frozenset[str]


@transaction.atomic
def take_in(
    *,
    ref: str,
    in_round: Round,
    pool: Pool,
    passages: Sequence[Passage],
    exclusions: Exclusions,
    requires: Iterable[str],
    language: str,
    due: datetime.date | None,
) -> Item:
    """The new item in state `received`; its round and rubric are frozen from here on.

    Raises IntegrityError if another process has taken in the same `ref` in the meantime.
    """
    item = Item.objects.create(ref=ref, round=in_round, pool=pool, language=language, due=due)
    _write_passages(item, passages)
    write_exclusions(item, exclusions)
    Requirement.objects.bulk_create(Requirement(item=item, tag=tag) for tag in sorted(set(requires)))
    _freeze(in_round)
    event = record(item, Event.Kind.RECEIVED, detail=f"sections:{len(passages)}")
    ask("review_queue.tell_clearers", str(event.pk))
    return item


def _write_passages(item: Item, passages: Sequence[Passage]) -> None:
    sections = Section.objects.bulk_create(
        Section(item=item, position=position, code=one.code, prompt=one.prompt, text=one.masked.text)
        for position, one in enumerate(passages)
    )
    pairs = list(zip(sections, passages, strict=True))
    Span.objects.bulk_create(
        Span(section=section, start=span.start, end=span.end, kind=span.kind, source=span.source)
        for section, one in pairs
        for span in one.masked.spans
    )
    Suspect.objects.bulk_create(
        Suspect(section=section, start=doubt.start, end=doubt.end, reason=doubt.reason)
        for section, one in pairs
        for doubt in one.masked.suspects
    )


def write_exclusions(item: Item, exclusions: Exclusions) -> None:
    """Bar them all: whoever was ever asked to score an earlier item, or has learned whose it was, too."""
    scorers = Reviewer.objects.filter(
        pk__in=Assignment.objects.filter(item__ref__in=exclusions.earlier).values("reviewer")
    )
    told = Unblinding.objects.filter(item__ref__in=exclusions.earlier).values_list("by_id", flat=True)
    wanted = exclusions.users | set(scorers.values_list("user_id", flat=True)) | set(told)
    present = get_user_model()._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)
    BarredUser.objects.bulk_create(BarredUser(item=item, user_id=user) for user in present)
    digests = {digest for name in exclusions.agencies for digest in agency_digests(name)[:1]}
    BarredAgency.objects.bulk_create(BarredAgency(item=item, digest=digest) for digest in sorted(digests))


def _freeze(used: Round) -> None:
    now = timezone.now()
    Round.objects.filter(pk=used.pk, frozen_at=None).update(frozen_at=now)
    Rubric.objects.filter(pk=used.rubric_id, frozen_at=None).update(frozen_at=now)
