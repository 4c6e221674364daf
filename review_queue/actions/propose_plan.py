"""Draw a plan for the open slots of a round and pool, and keep it until a person or a job applies it."""

from collections.abc import Sequence

from django.db import transaction

from ..models import Item, Plan, PlannedSlot, Pool, Round, Shortage
from ..permissions import User
from ..queries import assigning
from ..rules import assignment
from ..rules.instance import fingerprint, instance


def propose_plan(
    *, scored_in: Round, pool: Pool, items: Sequence[Item], by: User | None = None, keep_empty: bool = True
) -> Plan | None:
    """The plan for these items, which are of one round and pool. Nothing is assigned yet.

    The solving takes its time outside any transaction. None if nobody can be given anything and an empty
    plan, with the reasons for it, is not to be kept.
    """
    demands, people = assigning.demands(items), assigning.candidates(items)
    drawn = assignment.draw(
        instance(demands, people, seed=scored_in.seed),
        seed=scored_in.seed,
        pair_price=scored_in.pair_price,
        worked=assigning.pairs_worked(scored_in),
    )
    if not drawn.pairs and not keep_empty:
        return None
    plan = Plan(
        round=scored_in,
        pool=pool,
        inputs=fingerprint(demands, people),
        seed=scored_in.seed,
        solver=assignment.SOLVER,
        cost=drawn.cost,
        unfilled=sum(lacking for _, lacking in drawn.unfilled),
        proposed_by_id=by.pk if by else None,
    )
    _write(plan, drawn)
    return plan


@transaction.atomic
def _write(plan: Plan, drawn: assignment.Plan) -> None:
    plan.save(force_insert=True)
    PlannedSlot.objects.bulk_create(
        [PlannedSlot(plan=plan, item_id=item, slot=slot, reviewer_id=who) for item, slot, who in drawn.pairs]
    )
    Shortage.objects.bulk_create(
        [Shortage(plan=plan, sentence=one.sentence[:500], items=one.items) for one in drawn.shortages]
    )
