"""The evidence pack's table of what its scorers were trained in."""

from review_queue.audit.queries.told import Told, scorer
from review_queue.models import Training

from .sheets import Cell, Sheet
from .trail_sheets import account


def training_sheet(told: Told) -> Sheet:
    """Every training of whoever scored an answer of the pack, struck out or not."""
    trainings = Training.objects.filter(reviewer__in=told.reviewers).select_related("recorded_by")
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            scorer(one.reviewer_id),
            one.what,
            one.given_on.isoformat(),
            f"{one.hours:.2f}",
            one.given_by,
            one.valid_until.isoformat() if one.valid_until else "",
            account(one.recorded_by),
            one.struck_because,
        )
        for one in trainings.order_by("reviewer", "given_on", "pk")
    ]
    header = ("number", "scorer", "what", "given_on", "hours", "given_by", "valid_until")
    return Sheet((*header, "recorded_by", "struck_because"), rows)
