"""Write a masked answer into the queue, in one short transaction."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from review_queue.anonymization.mask import Masked
from review_queue.models import (
    Assignment,
    BarredAgency,
    BarredUser,
    EarlierItem,
    Event,
    Item,
    PageDoubt,
    Pool,
    Requirement,
    Reviewer,
    Round,
    Rubric,
    Section,
    SectionFile,
    Unblinding,
)
from review_queue.models.bars import agency_digests
from review_queue.record import record
from review_queue.redaction.redact import Look
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

from .keep_file import Kept
from .masked_texts import add_marks

LONGEST_DETAIL = 60


@dataclass(frozen=True, slots=True)
class File:
    """A redrawn file in the storage, or in `held` why there is none. `text_start` is an offset."""

    kept: Kept | None = None
    held: str = ""
    pages: int = 0
    text_start: int = 0
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One question and its masked answer; what can be read in the file stands at the end of it.

    `read_by` says which model has read what was typed, or why none did; empty where it is switched off.
    """

    code: str
    prompt: str
    masked: Masked
    file: File | None = None
    read_by: str = ""


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
    event = record(item, Event.Kind.RECEIVED, detail=counted(passages), states=(Subject.ITEM, item.pk))
    ask("review_queue.tell_clearers", str(event.pk))
    return item


def _write_passages(item: Item, passages: Sequence[Passage]) -> None:
    sections = Section.objects.bulk_create(
        Section(item=item, position=position, code=one.code, prompt=one.prompt, text=one.masked.text)
        for position, one in enumerate(passages)
    )
    pairs = list(zip(sections, passages, strict=True))
    add_marks((section, one.masked) for section, one in pairs)
    for section, one in pairs:
        if one.file:
            write_file(section, one.file)


def write_file(section: Section, file: File, version: int = 1) -> None:
    """The row of a file that is in the storage, or is held."""
    kept = file.kept or Kept("", "", 0)
    row = SectionFile.objects.create(
        section=section,
        name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        pages=file.pages,
        text_start=file.text_start,
        held=file.held,
        version=version,
    )
    PageDoubt.objects.bulk_create(
        PageDoubt(file=row, page=look.page, reason=look.reason, words=look.words) for look in file.looks
    )


def counted(passages: Sequence[Passage]) -> str:
    """For the trail: how much there is, and what the model read of it."""
    files = [one.file for one in passages if one.file]
    held = sum(bool(file.held) for file in files)
    said = f"sections:{len(passages)}" + (f" files:{len(files)} held:{held}" if files else "")
    read_by = next((one.read_by for one in passages), "")
    return f"{said} model:{read_by}"[:LONGEST_DETAIL] if read_by else said


def write_exclusions(item: Item, exclusions: Exclusions) -> None:
    """Bar them all, and who `knew` the earlier ones."""
    wanted = exclusions.users | knew(exclusions.earlier)
    present = get_user_model()._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)
    BarredUser.objects.bulk_create(BarredUser(item=item, user_id=user) for user in present)
    link(item, exclusions.earlier)
    digests = {digest for name in exclusions.agencies for digest in agency_digests(name)[:1]}
    BarredAgency.objects.bulk_create(BarredAgency(item=item, digest=digest) for digest in sorted(digests))


def link(item: Item, earlier: frozenset[str]) -> None:
    """Note which items are by the same person, so that nobody reads marks of one who may score another."""
    rows = Item.objects.filter(ref__in=earlier).exclude(pk=item.pk) if earlier else Item.objects.none()
    EarlierItem.objects.bulk_create(
        (EarlierItem(item=item, earlier=one) for one in rows), ignore_conflicts=True
    )


def knew(refs: frozenset[str]) -> set[int]:
    """User ids of whoever was ever asked to score one of these items, has learned whose it was, or has read
    its reviews."""
    if not refs:
        return set()
    scorers = Reviewer.objects.filter(pk__in=Assignment.objects.filter(item__ref__in=refs).values("reviewer"))
    unblinders = Unblinding.objects.filter(item__ref__in=refs).values_list("by_id", flat=True)
    readers = Event.objects.filter(item__ref__in=refs, kind=Event.Kind.READ).values_list("actor", flat=True)
    return {*scorers.values_list("user_id", flat=True), *unblinders, *(one for one in readers if one)}


def _freeze(used: Round) -> None:
    now = timezone.now()
    Round.objects.filter(pk=used.pk, frozen_at=None).update(frozen_at=now)
    Rubric.objects.filter(pk=used.rubric_id, frozen_at=None).update(frozen_at=now)
