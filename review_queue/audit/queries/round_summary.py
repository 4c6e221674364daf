"""A round in a few numbers: whose it is, when it was, how it ended, and what its figures leave out."""

import datetime
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.utils.module_loading import import_string

from review_queue.conf import conf
from review_queue.models import Item, Pool, PoolRole, Round, Verdict
from review_queue.models.mail import sender_of
from review_queue.permissions import User, pools_of
from review_queue.rules.transitions import CLOSED, ItemState
from review_queue.statistics.decisions import Rate, pass_rates, rate

from .evidence import items_of
from .reliability import RoundScores, first_scorings


@dataclass(frozen=True, slots=True)
class Rates:
    """Pass rates of all and by language, if there are several; `told` are the answers of the groups that are
    shown, whose language a pack opens, so that they can be counted again."""

    total: Rate
    by_language: list[Rate]
    told: frozenset[UUID]


def rates(user: User, scored_in: Round) -> Rates:
    """Of answers that were decided for the first time, and could be scored. One query."""
    first = first_scorings(user, scored_in).exclude(verdict__outcome=Verdict.Outcome.UNSCORABLE)
    rows = Verdict.objects.filter(item__in=first.values("pk"))
    results = list(rows.values_list("item", "item__language", "outcome"))
    passing = Verdict.Outcome.PASSED
    n = Counter(language for _, language, _ in results)
    passed = Counter(language for _, language, outcome in results if outcome == passing)
    total = rate("all", len(results), passed.total())
    several = pass_rates({one: (n[one], passed[one]) for one in n}) if len(n) > 1 else []
    shown = {one.name for one in several if one.n is not None}
    return Rates(total, several, frozenset(item for item, language, _ in results if language in shown))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Answers of a round that its figures leave out, by why. `kept_from_reader` must not be shown when it is
    small: beside one's own work it would tell an anchor from an answer."""

    open: int
    withdrawn: int
    returned: int
    again: int
    unscored: int
    incomplete: int
    kept_from_reader: int


def left_out(scores: RoundScores, user: User) -> LeftOut:
    """Of the answers whose marks are in `scores`, and of those whose are not. Three queries."""
    scored_in, counted = scores.round, len(scores.scored)
    states = Counter(items_of(user, scored_in).filter(rescore_of=None).values_list("state", flat=True))
    decided = states[ItemState.DECIDED]
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    all_decided = Item.objects.filter(round=scored_in, pool__in=led, state=ItemState.DECIDED, rescore_of=None)
    return LeftOut(
        open=sum(states.values()) - sum(states[state] for state in CLOSED),
        withdrawn=states[ItemState.WITHDRAWN],
        returned=states[ItemState.RETURNED],
        again=items_of(user, scored_in).exclude(rescore_of=None).count(),
        unscored=len(scores.unscored),
        incomplete=decided - counted - len(scores.unscored),
        kept_from_reader=all_decided.count() - decided,
    )


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about: in whose name, from the first answer received to the last verdict (days in
    UTC), how many answers, other scorings of one apart, and of how many people: None if the host does not
    say."""

    associations: list[str]
    first: datetime.date | None
    last: datetime.date | None
    answers: int
    candidates: int | None = None


def about(user: User, scored_in: Round) -> About:
    """Two queries, and one more where the host counts candidates (`CANDIDATES_AMONG`)."""
    items = items_of(user, scored_in)
    seen = items.aggregate(
        first=Min("received_at"), last=Max("verdict__decided_at"), answers=Count("origin", distinct=True)
    )
    pools = Pool.objects.filter(pk__in=items.values("pool")).order_by("name")
    first, last = (
        moment.astimezone(datetime.UTC).date() if moment else None for moment in (seen["first"], seen["last"])
    )
    return About([_in_whose_name(one) for one in pools], first, last, seen["answers"], _candidates(items))


def _candidates(items: QuerySet[Item]) -> int | None:
    path = conf().CANDIDATES_AMONG
    if not path:
        return None
    count: int = import_string(path)(items.values_list("ref", flat=True))
    return count


def _in_whose_name(pool: Pool) -> str:
    """As its letters are signed (`SENDER_OF`), else the pool's own name."""
    return sender_of(pool).name or pool.name
