"""One row of every table that a result depends on, and what it is called by whoever finds it changed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from django.db import models

from review_queue import models as queue
from review_queue.models import Event, Item
from tests.review_queue.audit.tampering.scene import Scene


def _mark(scene: Scene) -> models.Model:
    return queue.Mark.objects.filter(review__assignment__item=scene.agreed).order_by("pk")[0]


ROWS: Mapping[type[models.Model], Callable[[Scene], Any]] = {
    queue.Rubric: lambda scene: scene.round.rubric,
    queue.Criterion: lambda scene: scene.round.rubric.criteria.order_by("pk")[0],
    queue.Level: lambda scene: queue.Level.objects.filter(criterion__rubric=scene.round.rubric)[0],
    queue.Round: lambda scene: scene.round,
    queue.Pool: lambda scene: scene.agreed.pool,
    queue.Item: lambda scene: scene.agreed,
    queue.Section: lambda scene: scene.agreed.sections.get(),
    queue.SectionFile: lambda scene: queue.SectionFile.objects.get(section__item=scene.disputed),
    queue.Requirement: lambda scene: scene.agreed.requirements.get(),
    queue.BarredUser: lambda scene: scene.waiting.barred_users.order_by("pk")[0],
    queue.BarredAgency: lambda scene: scene.waiting.barred_agencies.get(),
    queue.FormerBar: lambda scene: scene.agreed.former_bars.order_by("pk")[0],
    queue.Assignment: lambda scene: scene.agreed.assignments.get(slot=1),
    queue.Review: lambda scene: queue.Review.objects.get(assignment__item=scene.agreed, assignment__slot=1),
    queue.Mark: _mark,
    queue.Agreement: lambda scene: scene.agreed.agreements.get(),
    queue.Difference: lambda scene: queue.Difference.objects.filter(agreement__item=scene.disputed)[0],
    queue.Verdict: lambda scene: scene.agreed.verdict,
    queue.Calibration: lambda scene: queue.Calibration.objects.order_by("pk")[0],
    queue.AnchorCopy: lambda scene: queue.AnchorCopy.objects.filter(calibration__gt=0).order_by("-pk")[0],
    queue.AnchorSet: lambda scene: queue.AnchorSet.objects.get(use="calibration"),
    queue.Anchor: lambda scene: queue.Anchor.objects.filter(anchor_set__use="calibration")[0],
    queue.ReferenceMark: lambda scene: queue.ReferenceMark.objects.filter(
        anchor__anchor_set__use="calibration"
    )[0],
    queue.Unblinding: lambda scene: scene.agreed.unblindings.get(),
    queue.Intervention: lambda scene: scene.agreed.interventions.get(),
    queue.BackReadingSample: lambda scene: queue.BackReadingSample.objects.get(),
    queue.BackReading: lambda scene: queue.BackReading.objects.get(read_at__isnull=False),
    queue.BackReadingMark: lambda scene: queue.BackReadingMark.objects.get(),
    queue.CorrectiveAction: lambda scene: queue.CorrectiveAction.objects.get(item=None),
    queue.AuditGrant: lambda scene: queue.AuditGrant.objects.get(),
    queue.Training: lambda scene: queue.Training.objects.get(struck_at=None),
    queue.Event: lambda scene: Event.objects.get(item=scene.agreed, kind=Event.Kind.DECIDED),
    queue.Seal: lambda scene: queue.Seal.objects.get(number=2),
}


def row_with(model: type[models.Model], column: str, scene: Scene) -> Any:
    """The row to change: an event is about an item or a round, never both."""
    if (model, column) == (Event, "round"):
        return Event.objects.get(kind=Event.Kind.EXPORTED)
    if (model, column) == (queue.CorrectiveAction, "item"):
        return queue.CorrectiveAction.objects.get(item=scene.agreed)
    if model is queue.Training and column.startswith("struck"):
        return queue.Training.objects.get(struck_at__isnull=False)
    return ROWS[model](scene)


_ITEM: Mapping[type[models.Model], str] = {
    **dict.fromkeys((queue.Section, queue.Requirement, queue.BarredUser, queue.BarredAgency), "item"),
    **dict.fromkeys((queue.FormerBar, queue.Assignment, queue.Agreement, queue.Verdict), "item"),
    **dict.fromkeys((queue.Unblinding, queue.Intervention, queue.BackReading, queue.AnchorCopy), "item"),
    queue.SectionFile: "section.item",
    queue.Review: "assignment.item",
    queue.Mark: "review.assignment.item",
    queue.Difference: "agreement.item",
    queue.BackReadingMark: "back_reading.item",
}
"""Whose row it is."""
_RULES: Mapping[type[models.Model], str] = {
    queue.Rubric: "round__rubric",
    queue.Criterion: "round__rubric__criteria",
    queue.Level: "round__rubric__criteria__levels",
    queue.Round: "round",
    queue.Pool: "pool",
}
"""By which answers are scored."""
_ANCHORS: Mapping[type[models.Model], str] = {
    queue.AnchorSet: "anchor__anchor_set",
    queue.Anchor: "anchor",
    queue.ReferenceMark: "anchor__references",
    queue.Calibration: "calibration",
    queue.AnchorCopy: "pk",
}
"""What reviewers have shown by them."""
_CALLED = {
    queue.AuditGrant: ("audit", "auditors.csv"),
    queue.CorrectiveAction: ("corrective action", "corrective_actions.csv"),
    queue.Training: ("training", "training.csv"),
}


def names_of(row: Any) -> set[str]:
    """What a sentence calls the row: of what belongs to an answer the answer, of a rule each that was scored
    by it, of what else has a number its number. Of an answer or a rule that is gone with all its events only
    the seals over these events are left to tell."""
    return set(_names(row))


def _names(row: Any) -> Iterator[str]:
    model = type(row)
    if model in _ITEM:
        yield f"Answer {attrgetter(_ITEM[model])(row).code}"
    elif model in _RULES or model is Item:
        items = Item.every.filter(**{_RULES.get(model, "pk"): row.pk})
        yield from (f"Answer {code}" for code in items.values_list("code", flat=True))
        yield from _seals_over(Event.objects.filter(item__in=items))
    elif model in _ANCHORS:
        copies = queue.AnchorCopy.objects.filter(**{_ANCHORS[model]: row.pk})
        yield from (f"Answer {code}" for code in copies.values_list("item__code", flat=True))
        yield from (f"calibration {one}" for one in copies.values_list("calibration", flat=True) if one)
        yield f"calibration {row.pk}" if model is queue.Calibration else f"copy {row.pk}"
    elif model is queue.BackReadingSample:
        yield from (f"Answer {code}" for code in row.readings.values_list("item__code", flat=True))
        yield f"sample {row.pk}"
    elif model is queue.Seal:
        yield from (f"Seal {row.number}", f"seals from {row.number} to")
    elif model is Event:
        yield from (f"event {row.pk}", *_seals_over(Event.objects.filter(pk=row.pk)))
    else:
        name, file = _CALLED[model]
        yield from (f"{name} {row.pk}", f"row {row.pk} of {file}")


def _seals_over(events: models.QuerySet[Event]) -> set[str]:
    covering = [
        queue.Seal.objects.filter(last_event__gte=one.pk).order_by("number").first() for one in events
    ]
    return {f"Seal {one.number}, events {one.first_event} to" for one in covering if one}


def naming(found: Iterable[str], names: set[str]) -> list[str]:
    """The sentences that have one of the names, whole."""
    named = re.compile("|".join(rf"\b{re.escape(name)}(?![\w-])" for name in sorted(names)), re.IGNORECASE)
    return [sentence for sentence in found if named.search(sentence)]
