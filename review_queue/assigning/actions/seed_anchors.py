"""Let an anchor come with an offer now and then. The reviewer cannot tell it from an answer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from review_queue.assigning.queries.anchor_seeding import (
    Had,
    Part,
    had,
    no_longer,
    parts_of,
    same_questions,
    seeded_anchors,
    who_knows_them,
)
from review_queue.models import Anchor, Assignment, Plan, Reviewer, Round
from review_queue.rules.seeding import in_turn, owed

from .copy_anchors import Copy, copy_anchors


def seed_anchors(plan: Plan, room: Callable[[int], int]) -> None:
    """Beside the answers that a plan has just offered, so that one letter speaks of all. What a reviewer has
    no room for is owed until there is room. A fixed number of queries; one if the round has no anchors.

    Whoever got a single answer gets no anchor beside it: where answers come one by one, the two that come
    together would tell. `seed_alone` gives those later. The caller holds the locks of the reviewers.
    """
    anchors = seeded_anchors(plan.round, plan.pool_id)
    if not anchors:
        return
    offered = Assignment.objects.filter(plan=plan)
    several = offered.order_by().values("reviewer_id").annotate(number=Count("pk")).filter(number__gt=1)
    who = set(several.values_list("reviewer_id", flat=True))
    past = had(plan.round, who)
    due = {one: min(_owed(plan.round, one, past), room(one)) for one in _unknowing(plan.pool_id, who)}
    asked = [one for one, number in due.items() if number > 0]
    beside = offered.filter(reviewer__in=asked).select_related("item__round", "reviewer").order_by("pk")
    copies = list(_copies(anchors, list(beside), past, due, plan))
    if copies:
        copy_anchors(copies)


def seed_instead(offer: Assignment) -> Assignment | None:
    """The anchor that comes in place of the answer a reviewer asked for, if one is owed.

    `offer` is not saved: it says which answer would come. Asking for one brings one, or it would tell.
    """
    return seed_one(offer, to_come=1)


def seed_one(offer: Assignment, *, to_come: int = 0) -> Assignment | None:
    """One anchor that looks like `offer`, which is not saved, if the reviewer is owed one."""
    item, who = offer.item, offer.reviewer_id
    anchors = seeded_anchors(item.round, item.pool_id)
    if not anchors or not _unknowing(item.pool_id, {who}):
        return None
    past = had(item.round, [who])
    due = {who: min(1, _owed(item.round, who, past, to_come))}
    copies = list(_copies(anchors, [offer], past, due, None))
    return copy_anchors(copies)[0] if copies else None


def copies_beside(offers: Sequence[Assignment], due: Mapping[int, int]) -> list[Copy]:
    """Anchors that look like these offers of one round and pool, which are not saved: `due` for each
    reviewer, owed or not, as far as there are any that the reviewer has not had."""
    anchors = seeded_anchors(offers[0].item.round, offers[0].item.pool_id) if offers else []
    if not anchors:
        return []
    return list(_copies(anchors, offers, had(offers[0].item.round, due.keys()), due, None))


def _unknowing(pool: int, reviewers: set[int]) -> set[int]:
    return reviewers - who_knows_them(pool, reviewers)


def _owed(scored_in: Round, one: int, past: Had, to_come: int = 0) -> int:
    offers = past.answers[one] + to_come
    earned = owed(seed=scored_in.seed, reviewer=one, offers=offers, every=scored_in.anchor_every)
    return max(0, earned - past.anchors[one])


def _copies(
    anchors: Sequence[Anchor],
    offered: Collection[Assignment],
    past: Had,
    due: Mapping[int, int],
    plan: Plan | None,
) -> Iterable[Copy]:
    beside: defaultdict[Reviewer, list[Assignment]] = defaultdict(list)
    for one in offered:
        if due[one.reviewer_id] > 0:
            beside[one.reviewer].append(one)
    parts = parts_of({one.item_id for models in beside.values() for one in models})
    for who, models in beside.items():
        yield from _Turn(who, models, parts, plan).take(anchors, past.ever[who.pk], due[who.pk])


@dataclass(frozen=True, slots=True)
class _Turn:
    """One reviewer's turn: each anchor borrows everything but its text from an answer offered with it."""

    reviewer: Reviewer
    beside: Sequence[Assignment]
    parts: Mapping[UUID, Sequence[Part]]
    plan: Plan | None

    def take(self, anchors: Sequence[Anchor], seen: set[int], number: int) -> Iterable[Copy]:
        scored_in = self.beside[0].item.round
        by_id = {one.pk: one for one in anchors if one.pk not in seen and no_longer(one, scored_in)}
        for anchor in in_turn(by_id, seed=scored_in.seed, reviewer=self.reviewer.pk):
            if number <= 0:
                return
            model = self._model_for(by_id[anchor])
            if model:
                number -= 1
                yield self._copy(by_id[anchor], model)

    def _model_for(self, anchor: Anchor) -> Assignment | None:
        language = anchor.anchor_set.language
        fitting = (
            one
            for one in self.beside
            if one.item.language == language and same_questions(anchor, self.parts[one.item_id])
        )
        return next(fitting, None)

    def _copy(self, anchor: Anchor, model: Assignment) -> Copy:
        return Copy(
            anchor=anchor,
            reviewer=self.reviewer,
            round=model.item.round,
            pool=model.item.pool_id,
            language=model.item.language,
            parts=self.parts[model.item_id],
            due=model.due,
            answer_by=model.answer_by,
            leaves=model.offered_at,
            plan=self.plan,
        )
