"""The one door into the queue. Plain values in, an opaque id out; identities are never stored."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import IntegrityError

from .actions import bar as barring
from .actions import rescore as rescoring
from .actions import take_in as door
from .actions import withdraw as withdrawal
from .anonymization.identifiers import read
from .anonymization.mask import Masker
from .errors import ScoredAgain, UnknownCode
from .models import Item, Pool, Round, Verdict
from .queries.rounds import rounds_of


@dataclass(frozen=True, slots=True)
class Status:
    """Where an item is. `outcome` is None until it is decided; `state` is "unknown" for an unknown ref."""

    state: str
    outcome: Literal["passed", "failed"] | None = None
    feedback: str = ""


def receive(
    *,
    ref: UUID | str,
    round: str,  # noqa: A002 - the word of the published interface
    pool: str,
    sections: Iterable[Mapping[str, str]],
    identifiers: Iterable[Mapping[str, str]],
    barred: Iterable[int],
    barred_agencies: Iterable[str] = (),
    earlier: Iterable[UUID | str] = (),
    requires: Iterable[str] = (),
    language: str = "en",
    due: datetime.date | None = None,
) -> UUID:
    """Mask an answer and take it into the queue; the id of its item. Receiving a `ref` again changes nothing.

    `sections` are `{"code", "prompt", "text"}` in reading order; `identifiers` are `{"kind", "value"}` (for
    kinds see `anonymization.identifiers`); `barred` are ids of users who must never see the item; `earlier`
    are refs of this person's former items. Call it outside a transaction: masking takes its time.
    Raises UnknownCode for an unknown round or pool, or a round that is another pool's, and ValueError for an
    unknown kind or no section.
    """
    known = _find(str(ref))
    if known is not None:
        return known
    sent_to = _pool(pool)
    passages = _mask(sections, identifiers)
    try:
        return door.take_in(
            ref=str(ref),
            in_round=_round(round, sent_to),
            pool=sent_to,
            passages=passages,
            exclusions=door.Exclusions(
                frozenset(barred), frozenset(barred_agencies), frozenset(map(str, earlier))
            ),
            requires=requires,
            language=language,
            due=due,
        ).pk
    except IntegrityError:
        arrived = _find(str(ref))
        if arrived is None:
            raise
        return arrived


def takes(*, round: str, pool: str) -> bool:  # noqa: A002
    """Whether `receive` would know this round for this pool."""
    found = Pool.objects.filter(code=pool).first()
    return found is not None and rounds_of(found).filter(code=round).exists()


def rescore(
    ref: UUID | str,
    *,
    new_ref: UUID | str,
    reason: str,
    barred: Iterable[int],
    barred_agencies: Iterable[str] = (),
    earlier: Iterable[UUID | str] = (),
    due: datetime.date | None = None,
) -> UUID:
    """Have a decided answer scored again by a fresh blind pair; the id of the new item.

    The new item has the masked text, the round with its rules, the pool and the requirements of the old one,
    is cleared already and has codes of its own, so that nobody who scores it can tell. Nobody who was ever
    asked to score the old one, worked on its text or leads the pool scores it. `barred`, `barred_agencies`
    and `earlier` are as for `receive`: the old item's bars were deleted when it was closed. `reason` is
    "appeal", "incident" or "audit"; anything else is recorded as "other". The result is sent with `new_ref`,
    and what it means beside the first is the sender's to say. Asking again with the same `new_ref` changes
    nothing. Raises UnknownCode, NotDecided or ScoredAgain.
    """
    known = _find(str(new_ref))
    if known is not None:
        return known
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    exclusions = door.Exclusions(frozenset(barred), frozenset(barred_agencies), frozenset(map(str, earlier)))
    try:
        return rescoring.rescore(
            item_id=item, new_ref=str(new_ref), reason=reason, exclusions=exclusions, due=due
        ).pk
    except (IntegrityError, ScoredAgain):
        arrived = _find(str(new_ref))
        if arrived is None:
            raise
        return arrived


def withdraw(ref: UUID | str, *, reason: str) -> None:
    """Take the item out of the queue at once; a no-op if it is closed already.

    `reason` is a short code such as "candidate"; anything else is recorded as "other".
    Raises UnknownCode for an unknown ref.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    withdrawal.withdraw(item_id=item, reason=reason)


def bar(ref: UUID | str, *, users: Iterable[int]) -> None:
    """Keep these users from the item from now on; a no-op if it is closed already, or if they were kept.

    For people who learn whose answer it is after it was received. Raises UnknownCode for an unknown ref.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    barring.bar(item_id=item, users=users)


def status(ref: UUID | str) -> Status:
    """Where the item is now, for a sender that heard no signal."""
    item = Item.objects.filter(ref=str(ref)).select_related("verdict").first()
    if item is None:
        return Status("unknown")
    verdict: Verdict | None = getattr(item, "verdict", None)
    if verdict is None:
        return Status(item.state)
    outcome: Literal["passed", "failed"] = "passed" if verdict.outcome == Verdict.Outcome.PASSED else "failed"
    return Status(item.state, outcome, verdict.feedback)


def _find(ref: str) -> UUID | None:
    return Item.objects.filter(ref=ref).values_list("pk", flat=True).first()


def _mask(
    sections: Iterable[Mapping[str, str]], identifiers: Iterable[Mapping[str, str]]
) -> list[door.Passage]:
    masker = Masker(read(identifiers))
    passages = [
        door.Passage(section["code"], section["prompt"], masker.mask(section["text"])) for section in sections
    ]
    if not passages:
        raise ValueError("An item needs at least one section.")
    return passages


def _round(code: str, pool: Pool) -> Round:
    try:
        return rounds_of(pool).get(code=code)
    except Round.DoesNotExist:
        raise UnknownCode("round", code) from None


def _pool(code: str) -> Pool:
    try:
        return Pool.objects.get(code=code)
    except Pool.DoesNotExist:
        raise UnknownCode("pool", code) from None
