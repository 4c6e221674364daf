"""Draw a plan again from what it was drawn from, whatever has changed since."""

from enum import Enum

from review_queue.matching import assignment
from review_queue.matching.instance import instance
from review_queue.matching.kept import unpacked
from review_queue.models import Plan


class Redrawn(Enum):
    """What came of it, in the words of the page."""

    SAME = "Drawn again from what was kept, with the same seed: the same plan, place by place."
    DIFFERENT = (
        "Drawn again from what was kept, it is another plan than the one that is kept. Somebody has changed "
        "the plan, or an answer of it was removed."
    )
    CHANGED = "What was kept of this plan is not what it was drawn from: its digest is another one."
    NOT_KEPT = "What this plan was drawn from was not kept: it is older than that."
    OTHER_SOLVER = "This plan was drawn by another solver than the one that is installed now."


def redraw(plan: Plan) -> Redrawn:
    """Reads the plan and its places only, and writes nothing. Two queries with the plan's round.

    Of later changes, of reviewers, their load or answers, nothing is looked at.
    """
    if plan.kept is None:
        return Redrawn.NOT_KEPT
    try:
        given = unpacked(bytes(plan.kept))
    except ValueError:
        return Redrawn.CHANGED
    if given.digest != plan.inputs:
        return Redrawn.CHANGED
    if plan.solver != assignment.SOLVER:
        return Redrawn.OTHER_SOLVER
    solved = assignment.draw(
        instance(given.demands, given.candidates, seed=plan.seed, coming=given.coming),
        seed=plan.seed,
        pair_price=plan.round.pair_price,
        worked=given.worked,
    )
    rows = plan.slots.values_list("item", "slot", "reviewer")
    kept = {(str(item), slot, reviewer) for item, slot, reviewer in rows}
    unfilled = sum(lacking for _, lacking in solved.unfilled)
    same = (set(solved.pairs), solved.cost, unfilled) == (kept, plan.cost, plan.unfilled)
    return Redrawn.SAME if same else Redrawn.DIFFERENT
