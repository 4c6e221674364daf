"""What seeding needs to know about reviewers and answers, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from review_queue.models import (
    Anchor,
    AnchorCopy,
    AnchorSet,
    Assignment,
    Item,
    PoolRole,
    Reviewer,
    Round,
    Section,
    SectionFile,
)
from review_queue.rules.sizes import words_in

Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Had:
    """What each reviewer has had: answers of the round, anchors of the round, and which anchors ever."""

    answers: Counter[int]
    anchors: Counter[int]
    ever: defaultdict[int, set[int]]


def seeded_anchors(scored_in: Round, pool: int) -> list[Anchor]:
    """The anchors that may appear among the round's answers, with set and sections. At most two queries."""
    if not scored_in.anchor_every:
        return []
    anchors = Anchor.objects.filter(
        anchor_set__use=AnchorSet.Use.SEEDED,
        anchor_set__rounds=scored_in,
        anchor_set__rubric=scored_in.rubric_id,
        anchor_set__pool=pool,
        anchor_set__published_at__isnull=False,
        anchor_set__retired_at=None,
    )
    return list(anchors.select_related("anchor_set").prefetch_related("sections").order_by("pk"))


def had(scored_in: Round, reviewers: Collection[int]) -> Had:
    """Two queries."""
    work = Assignment.objects.filter(
        item__round=scored_in, item__kind=Item.Kind.ANSWER, reviewer__in=reviewers
    )
    copies = AnchorCopy.objects.filter(item__kind=Item.Kind.SEEDED, reviewer__in=reviewers)
    ever: defaultdict[int, set[int]] = defaultdict(set)
    anchors: Counter[int] = Counter()
    for reviewer, anchor, in_round in copies.values_list("reviewer_id", "anchor_id", "item__round_id"):
        ever[reviewer].add(anchor)
        anchors[reviewer] += in_round == scored_in.pk
    counted = work.order_by().values_list("reviewer_id").annotate(answers=Count("pk"))
    return Had(Counter(dict(counted)), anchors, ever)


def newest_offers(since: datetime, until: datetime) -> QuerySet[Assignment]:
    """For each reviewer and round that seeds anchors: the last answer offered, if that was in between, and
    nothing was seeded since. In rounds whose reviewers ask, an anchor comes when they do."""
    rounds = AnchorSet.objects.filter(use=AnchorSet.Use.SEEDED, published_at__isnull=False, retired_at=None)
    work = Assignment.objects.filter(reviewer=OuterRef("reviewer"), item__round=OuterRef("item__round"))
    later = work.filter(item__kind__in=[Item.Kind.ANSWER, Item.Kind.SEEDED], pk__gt=OuterRef("pk"))
    newest = Assignment.objects.filter(
        ~Exists(later),
        item__kind=Item.Kind.ANSWER,
        item__round__in=rounds.values("rounds"),
        item__round__anchor_every__gt=0,
        offered_at__range=(since, until),
    )
    asked = Q(item__round__assigning=Round.Assigning.ASKED)
    return newest.exclude(asked).select_related("item__round", "reviewer").order_by("pk")


def leave_together(leaves: datetime, own: Assignment) -> bool:
    """Whether an answer of the round is offered to somebody else at this moment. One query.

    An anchor that comes by itself comes then: a moment, or a deadline, that nobody shares would tell.
    """
    others = Assignment.objects.filter(
        offered_at=leaves, item__kind=Item.Kind.ANSWER, item__round=own.item.round_id
    )
    return others.exclude(reviewer=own.reviewer_id).exists()


def who_knows_them(pool: int, reviewers: Collection[int]) -> set[int]:
    """Reviewers who lead or clear the pool: they may have seen the anchors. One query."""
    staff = PoolRole.objects.filter(pool=pool).values("user")
    people = Reviewer.objects.filter(Q(user__in=staff), pk__in=reviewers)
    return set(people.values_list("pk", flat=True))


def parts_of(items: Collection[UUID]) -> defaultdict[UUID, list[Part]]:
    """Code and prompt of every section of these answers, in order; nothing for an answer that comes with a
    file, which no anchor has. One query."""
    parts: defaultdict[UUID, list[Part]] = defaultdict(list)
    files = SectionFile.objects.filter(section__item=OuterRef("item"))
    rows = Section.objects.filter(~Exists(files), item__in=items).order_by("item", "position")
    for item, code, prompt in rows.values_list("item_id", "code", "prompt"):
        parts[item].append((code, prompt))
    return parts


def same_questions(anchor: Anchor, parts: Collection[Part]) -> bool:
    """Whether the anchor answers what these sections ask, spaces aside."""
    asked = [" ".join(prompt.split()) for _, prompt in parts]
    return asked == [" ".join(part.prompt.split()) for part in anchor.sections.all()]


def no_longer(anchor: Anchor, scored_in: Round) -> bool:
    """Whether some answer of the round has as many words, in steps: of a longer one everybody would see that
    it is none."""
    return words_in(part.text for part in anchor.sections.all()) <= scored_in.largest_words
