"""Versions of a rubric, as a chief reviewer compares them."""

from django.db.models import QuerySet

from review_queue.models import Round, Rubric
from review_queue.permissions import User, items_led_by
from review_queue.rules.versions import Compared, Line, Scale, compare, line

from .scorecards import rubric_of


def versions_of(user: User, code: str) -> QuerySet[Rubric]:
    """All versions of a rubric that a round the user leads is scored with, the newest first."""
    rounds = Round.objects.filter(pk__in=items_led_by(user).values("round"), rubric__code=code)
    return Rubric.objects.filter(code__in=rounds.values("rubric__code")).order_by("-version")


def compared(before: Rubric, after: Rubric) -> tuple[list[Line], list[Compared]]:
    """What differs in the whole, and criterion by criterion. Four queries."""
    whole = [
        line("Title", before.title, after.title),
        line("Pass mark", _percent(before), _percent(after)),
    ]
    return whole, compare(_scales(before), _scales(after))


def _percent(rubric: Rubric) -> str:
    return f"{rubric.pass_mark.normalize():f} %"


def _scales(rubric: Rubric) -> list[Scale]:
    return [
        Scale(
            code=one.code,
            name=one.name,
            guidance=one.guidance,
            weight=one.weight,
            levels=tuple((level.points, level.label, level.descriptor) for level in one.levels.all()),
        )
        for one in rubric_of(rubric)
    ]
