"""What a chief reviewer sees of plans: counts, loads and reasons. Not who scores which answer."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from review_queue.models import Item, Plan, Pool, PoolRole, Round, Shortage
from review_queue.permissions import User, plans_led_by, pools_of

from .demand import items_in_need


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan with what it does: `offers` to `reviewers` people, who get from `fewest` to `most`."""

    plan: Plan
    offers: int
    items: int
    reviewers: int
    fewest: int
    most: int
    shortages: list[Shortage]


def open_items(user: User, scored_in: Round) -> dict[Pool, list[Item]]:
    """The round's items that wait for a reviewer, by pool that the user leads.

    All of them, those too whose trail the user may not read: a plan without them would not be the best.
    """
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    grouped: defaultdict[Pool, list[Item]] = defaultdict(list)
    for item in items_in_need().filter(round=scored_in, pool__in=led):
        grouped[item.pool].append(item)
    return dict(grouped)


def latest_plans(user: User, scored_in: Round) -> list[Proposal]:
    """The last plan of each pool, by the pool's name. A fixed number of queries for each."""
    plans = (
        plans_led_by(user)
        .filter(round=scored_in)
        .select_related("pool", "proposed_by", "settled_by")
        .defer("kept")
    )
    latest: dict[int, Plan] = {}
    for plan in plans.order_by("proposed_at"):
        latest[plan.pool_id] = plan
    return [_proposal(plan) for plan in sorted(latest.values(), key=lambda plan: plan.pool.name)]


def _proposal(plan: Plan) -> Proposal:
    sums = plan.slots.aggregate(
        offers=Count("pk"), items=Count("item", distinct=True), reviewers=Count("reviewer", distinct=True)
    )
    loads = plan.slots.values("reviewer").annotate(load=Count("pk")).order_by()
    range_ = loads.aggregate(fewest=Min("load"), most=Max("load"))
    return Proposal(
        plan=plan,
        **sums,
        fewest=range_["fewest"] or 0,
        most=range_["most"] or 0,
        shortages=list(plan.shortages.all()),
    )
