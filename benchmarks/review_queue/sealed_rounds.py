"""Rounds of decided answers with all their events and what these say stood in the rows, written in bulk."""

import secrets
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils import timezone

from review_queue.audit.actions import seal_events
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import (
    Agreement,
    Assignment,
    Event,
    Item,
    Mark,
    Pool,
    Review,
    Reviewer,
    Round,
    Section,
    Verdict,
)
from review_queue.resolving.actions.decide import rules_of
from review_queue.statements.subjects import STATED, Subject
from review_queue.verifier.sealing import digest_of

EVENTS_OF_ONE = 8
AT_ONCE = 1_000
Kind = Event.Kind


def write_round(scored_in: Round, number: int, people: list[Reviewer], pool: Pool) -> None:
    """So many answers: received, released, offered to two, handed in by both, agreed on, decided, sealed."""
    for start in range(0, number, AT_ONCE):
        _write(scored_in, pool, people, range(start, min(start + AT_ONCE, number)))
    while seal_events():
        pass


def _write(scored_in: Round, pool: Pool, people: list[Reviewer], numbers: Iterable[int]) -> None:
    now = timezone.now()
    items = Item.objects.bulk_create(
        Item(ref=f"{scored_in.code}-{n}", round=scored_in, pool=pool, state="decided") for n in numbers
    )
    Section.objects.bulk_create(
        Section(item=one, position=1, code="first", text=f"Answer {one.code}.") for one in items
    )
    work = Assignment.objects.bulk_create(
        Assignment(
            item=item,
            reviewer=people[(n + slot * 7) % len(people)],
            slot=slot,
            state="submitted",
            due=now.date(),
        )
        for n, item in enumerate(items)
        for slot in (1, 2)
    )
    written = Review.objects.bulk_create(Review(assignment=one, submitted_at=now) for one in work)
    _mark(scored_in, written)
    pairs = [(work[at], work[at + 1]) for at in range(0, len(work), 2)]
    agreed = Agreement.objects.bulk_create(
        Agreement(item=one.item, first=one, second=other, agreed=True) for one, other in pairs
    )
    _decide(scored_in, items)
    offers = [(one.item, one, f"slot:{one.slot},reviewer:{one.reviewer_id}") for one in work]
    _tell(Kind.RECEIVED, Subject.ITEM, [(one, one.pk, None) for one in items])
    _tell(Kind.CLEARED, Subject.RELEASE, [(one, one.pk, None) for one in items])
    Event.objects.bulk_create(
        Event(item=item, assignment=one, kind=Kind.OFFERED, detail=said) for item, one, said in offers
    )
    _tell(Kind.SUBMITTED, Subject.REVIEW, [(one.item, one.pk, one) for one in work])
    _tell(Kind.AGREED, Subject.COMPARISON, [(one.item, one.pk, None) for one in agreed])
    _tell(Kind.DECIDED, Subject.VERDICT, [(one, one.pk, None) for one in items])


def _mark(scored_in: Round, written: list[Review]) -> None:
    """Both of a pair give an answer the same."""
    scales = [(one, list(one.levels.all())) for one in rubric_of(scored_in.rubric)]
    Mark.objects.bulk_create(
        Mark(review=review, criterion=criterion, level=levels[2 + (n // 2 * 7 + place) % 2])
        for n, review in enumerate(written)
        for place, (criterion, levels) in enumerate(scales)
    )


def _decide(scored_in: Round, items: list[Item]) -> None:
    """Two criteria of three points, one of them full: 5 of 6."""
    percent = Fraction(500, 6) * 100 // 1 / 100
    rules = rules_of(scored_in)
    Verdict.objects.bulk_create(
        Verdict(item=one, outcome="passed", percent=float(percent), resolution="agreed", **rules)
        for one in items
    )


def _tell(kind: Event.Kind, subject: Subject, about: list[tuple[Item, Any, Assignment | None]]) -> None:
    stated = STATED[subject]([key for _, key, _ in about])
    rows = []
    for item, key, work in about:
        salt = secrets.token_hex(16)
        digest = digest_of(stated[key], salt)
        rows.append(Event(item=item, assignment=work, kind=kind, digest=digest, salt=salt))
    Event.objects.bulk_create(rows)
