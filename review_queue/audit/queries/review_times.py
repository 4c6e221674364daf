"""How long reviews take, of all reviewers together. Nobody's own time is anybody else's to see."""

from dataclasses import dataclass
from statistics import quantiles

from review_queue.models import Review, Round
from review_queue.permissions import User
from review_queue.rules.transitions import AssignmentState
from review_queue.statistics.suppression import SMALL

from .reliability import first_scorings

FEWEST_REVIEWERS = 3


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: half of the reviews took from `low` to `high`, and half of them less than `middle`."""

    reviews: int
    low: float
    middle: float
    high: float


def times_of(user: User, scored_in: Round) -> Times | None:
    """Of the decided answers; None where so few reviewed that a figure would tell of one. One query."""
    items = first_scorings(user, scored_in).values("pk")
    rows = Review.objects.filter(
        assignment__item__in=items, assignment__state=AssignmentState.SUBMITTED, active_seconds__gt=0
    ).values_list("active_seconds", "assignment__reviewer")
    taken = [seconds for seconds, _ in rows]
    if len(taken) < SMALL or len({reviewer for _, reviewer in rows}) < FEWEST_REVIEWERS:
        return None
    low, middle, high = quantiles(taken, n=4, method="inclusive")
    return Times(len(taken), low, middle, high)
