"""The queue's interface for senders. Plain values in, an opaque id out; identities are never stored."""

import datetime
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from .anonymization.identifiers import Identifier, read
from .anonymization.mask import Masker
from .clearance.rules import ReturnReason
from .errors import ScoredAgain, UnknownCode
from .items.actions import take_in as receiving
from .items.actions.prepare import SectionValue, drop, prepare, why_not_drawn
from .items.queries.declared import declared_against
from .items.queries.pool_rounds import pool_of, round_of, rounds_of
from .items.queries.standings import Status, Unscorable
from .models import Item, Pool, PoolRole
from .permissions import User, reviewers_for
from .readers import audits_of
from .resolving.actions import rescore as rescoring
from .scoring.actions import bar as barring
from .scoring.actions import take_back as taking_back
from .scoring.actions import withdraw as withdrawal
from .stalls.actions.open_places import give_back_stopped
from .stalls.queries.statuses import status, statuses

__all__ = [
    "ReturnReason",
    "Status",
    "Unscorable",
    "bar",
    "cannot_draw",
    "give_back",
    "receive",
    "receive_again",
    "rescore",
    "status",
    "statuses",
    "takes",
    "withdraw",
    "workplace",
]


def receive(
    *,
    ref: UUID | str,
    round: str,  # noqa: A002 - the word of the published interface
    pool: str,
    sections: Iterable[SectionValue],
    identifiers: Iterable[Mapping[str, str]],
    barred: Iterable[int],
    barred_agencies: Iterable[str] = (),
    earlier: Iterable[UUID | str] = (),
    requires: Iterable[str] = (),
    language: str = "en",
    due: datetime.date | None = None,
) -> UUID:
    """Mask an answer and take it into the queue; the id of its item. Receiving a `ref` again changes nothing.

    `sections` are `{"code", "prompt", "text"}` in reading order, with the bytes of a PDF under `pdf` beside
    the text or in its place; `identifiers` are `{"kind", "value"}`, with the kinds of
    `anonymization.identifiers`; `barred` are ids of users who must never see the item; `earlier` are refs of
    this person's former items.
    A PDF that cannot be redrawn is held for a clearer, who returns the item: receiving it again is no help.
    Call it outside a transaction: masking takes its time, and PDFs up to `PDF["wall"]` seconds together.
    Raises UnknownCode for an unknown round or pool, or a round that is another pool's, TextTooLong for a text
    with more characters than `CHARACTERS` in the settings, and ValueError for an unknown kind or no section.
    """
    existing = _find(str(ref))
    if existing is not None:
        return existing
    sent_to = pool_of(pool)
    in_round = round_of(round, sent_to)
    told = read(identifiers)
    passages = prepare(sections, Masker(told))
    try:
        return receiving.take_in(
            ref=str(ref),
            in_round=in_round,
            pool=sent_to,
            passages=passages,
            exclusions=_exclusions(barred, barred_agencies, earlier, told),
            requires=requires,
            language=language,
            due=due,
        ).pk
    except IntegrityError:
        drop(passages)
        arrived = _find(str(ref))
        if arrived is None:
            raise
        return arrived


def takes(*, round: str, pool: str) -> bool:  # noqa: A002
    """Whether `receive` would know this round for this pool."""
    sent_to = Pool.objects.filter(code=pool).first()
    return sent_to is not None and rounds_of(sent_to).filter(code=round).exists()


def cannot_draw(pdf: bytes) -> str:
    """Why this file could not be shown (`redaction.refusals.WORDS`), before it is sent; empty if it can.

    It is drawn once, within the limits, and forgotten. What it names is not looked at.
    """
    return why_not_drawn(pdf)


def rescore(
    ref: UUID | str,
    *,
    new_ref: UUID | str,
    reason: str,
    barred: Iterable[int],
    barred_agencies: Iterable[str] = (),
    earlier: Iterable[UUID | str] = (),
    due: datetime.date | None = None,
    identifiers: Iterable[Mapping[str, str]] = (),
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
    existing = _find(str(new_ref))
    if existing is not None:
        return existing
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    exclusions = _exclusions(barred, barred_agencies, earlier, read(identifiers))
    try:
        return rescoring.rescore(
            item_id=item, new_ref=str(new_ref), reason=reason, exclusions=exclusions, due=due
        ).pk
    except (IntegrityError, ScoredAgain):
        arrived = _find(str(new_ref))
        if arrived is None:
            raise
        return arrived


def receive_again(
    ref: UUID | str,
    *,
    sections: Iterable[SectionValue],
    identifiers: Iterable[Mapping[str, str]],
    barred: Iterable[int] = (),
    barred_agencies: Iterable[str] = (),
    earlier: Iterable[UUID | str] = (),
) -> None:
    """Mask an answer anew that was released by mistake, or of whose person more is known by now, as the same
    item under the same ref.

    Wherever it was, it waits for a clearer then; what reviewers began or handed in on it does not count, and
    none of them is asked again. Bars, trail and seals stay; the bars given here are added. `sections` are
    those of `receive`, with the same codes in the same order. Call it outside a transaction. Raises
    UnknownCode, HasResult once it is decided, AlreadyClosed if it was returned or withdrawn, OtherSections,
    and what `receive` raises.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    told = read(identifiers)
    exclusions = _exclusions(barred, barred_agencies, earlier, told)
    passages = prepare(sections, Masker(told))
    try:
        taking_back.receive_anew(item_id=item, passages=passages, exclusions=exclusions)
    except BaseException:
        drop(passages)
        raise


def withdraw(ref: UUID | str, *, reason: str) -> None:
    """Take the item out of the queue at once; a no-op if it is closed already.

    `reason` is a short code such as "candidate"; anything else is recorded as "other".
    Raises UnknownCode for an unknown ref.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    withdrawal.withdraw(item_id=item, reason=reason)


def give_back(ref: UUID | str) -> bool:
    """Close an item that has stopped (`Status.stopped_since`) as returned, with the reason "outside", so that
    it is scored elsewhere; whether it is closed so now. What goes on is left alone: False.

    Raises UnknownCode for an unknown ref.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    return give_back_stopped(item_id=item, today=timezone.localdate())


def bar(
    ref: UUID | str,
    *,
    users: Iterable[int],
    earlier: Iterable[UUID | str] = (),
    identifiers: Iterable[Mapping[str, str]] = (),
) -> None:
    """Keep these users from the item from now on; a no-op if it is closed already, or if they were kept.

    For people who learn whose answer it is after it was received; `earlier` are refs, as for `receive`, that
    turn out to be this person's since. `identifiers` are as for `receive`: who has declared a conflict since
    is kept from it too. Raises UnknownCode for an unknown ref.
    """
    item = _find(str(ref))
    if item is None:
        raise UnknownCode("item", str(ref))
    kept = {*users, *declared_against(read(identifiers))}
    barring.bar(item_id=item, users=kept, earlier=frozenset(map(str, earlier)))


def workplace(user: User) -> str:
    """The address where this user works: reviewers have a queue, who clears or leads a pool the staff's page,
    a neutral auditor the packs that are open.

    Empty for everybody else.
    """
    if reviewers_for(user).filter(active=True).exists():
        return reverse("review_queue:queue")
    if PoolRole.objects.filter(user=user.pk).exists():
        return reverse("review_queue:staff")
    return reverse("review_queue:audits") if audits_of(user).exists() else ""


def _exclusions(
    barred: Iterable[int], agencies: Iterable[str], earlier: Iterable[UUID | str], told: list[Identifier]
) -> receiving.Exclusions:
    """With whoever has declared a conflict with the person of whom this was told."""
    named = frozenset(agencies)
    people = frozenset(barred) | declared_against(told, named)
    return receiving.Exclusions(people, named, frozenset(map(str, earlier)))


def _find(ref: str) -> UUID | None:
    return Item.objects.filter(ref=ref).values_list("pk", flat=True).first()
