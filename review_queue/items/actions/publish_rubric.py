"""Write a new version of a rubric, whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from review_queue.models import Criterion, Level, Rubric


@dataclass(frozen=True, slots=True)
class Step:
    points: int
    label: str
    descriptor: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion with its levels."""

    code: str
    name: str
    steps: Sequence[Step]
    weight: int = 1
    guidance: str = ""


@transaction.atomic
def publish_rubric(*, code: str, title: str, pass_mark: Decimal, scales: Sequence[Scale]) -> Rubric:
    """The rubric with the next free version number. Raises ValueError for a scale below two levels."""
    if not scales or any(len(scale.steps) < 2 for scale in scales):
        raise ValueError("A rubric needs criteria, and every criterion at least two levels.")
    latest = Rubric.objects.filter(code=code).aggregate(latest=Max("version"))["latest"] or 0
    rubric = Rubric.objects.create(code=code, version=latest + 1, title=title, pass_mark=pass_mark)
    for position, scale in enumerate(scales):
        _write(rubric, position, scale)
    return rubric


def _write(rubric: Rubric, position: int, scale: Scale) -> None:
    criterion = Criterion.objects.create(
        rubric=rubric,
        code=scale.code,
        name=scale.name,
        guidance=scale.guidance,
        weight=scale.weight,
        position=position,
    )
    Level.objects.bulk_create(
        Level(criterion=criterion, points=step.points, label=step.label, descriptor=step.descriptor)
        for step in scale.steps
    )
