"""Draw a plan for the open slots of a round and pool, and keep it until a person or a job applies it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from review_queue.assigning.queries import demand as assigning
from review_queue.assigning.queries import pairings as together
from review_queue.assigning.queries.candidates import candidates
from review_queue.matching import assignment
from review_queue.matching.instance import instance
from review_queue.matching.kept import inputs, packed
from review_queue.models import Item, Plan, PlannedSlot, Pool, Round, Shortage
from review_queue.permissions import User


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan that nobody has kept yet, and what the solver says of it."""

    plan: Plan
    solved: assignment.Plan


def propose_plan(*, scored_in: Round, pool: Pool, items: Sequence[Item], by: User | None = None) -> Plan:
    """The plan for these items, which are of one round and pool. Nothing is assigned yet."""
    return keep(draw_plan(scored_in=scored_in, pool=pool, items=items, by=by))


def draw_plan(*, scored_in: Round, pool: Pool, items: Sequence[Item], by: User | None = None) -> Drawn:
    """Read and solve, which takes its time, outside any transaction. Nothing is written."""
    demands, people = assigning.demands(items), candidates(items)
    worked, coming = together.pairs_worked(scored_in), assigning.slots_coming(pool, demands)
    solved = assignment.draw(
        instance(demands, people, seed=scored_in.seed, coming=coming),
        seed=scored_in.seed,
        pair_price=scored_in.pair_price,
        worked=worked,
    )
    given = inputs(demands, people, worked=worked, coming=coming)
    plan = Plan(
        round=scored_in,
        pool=pool,
        inputs=given.digest,
        kept=packed(given),
        seed=scored_in.seed,
        solver=assignment.SOLVER,
        cost=solved.cost,
        unfilled=sum(lacking for _, lacking in solved.unfilled),
        proposed_by_id=by.pk if by else None,
    )
    return Drawn(plan, solved)


@transaction.atomic
def keep(drawn: Drawn) -> Plan:
    """Write the plan with its slots and the reasons for those it leaves open."""
    plan, solved = drawn.plan, drawn.solved
    plan.save(force_insert=True)
    PlannedSlot.objects.bulk_create(
        [PlannedSlot(plan=plan, item_id=item, slot=slot, reviewer_id=who) for item, slot, who in solved.pairs]
    )
    Shortage.objects.bulk_create(
        [Shortage(plan=plan, sentence=one.sentence[:500], items=one.items) for one in solved.shortages]
    )
    return plan
