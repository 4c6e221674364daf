"""What somebody with a database client does to a row."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from review_queue import models as queue
from review_queue.models import Assignment, Event, Item, Reviewer, Round, Rubric
from review_queue.resolving.actions.decide import rules_of
from tests.factories import reviews
from tests.review_queue.audit.tampering.scene import Scene


def columns_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def change(row: models.Model, column: str, to: Callable[[Any], Any] | str) -> None:
    """Write another value, whatever the model says; the first that the database takes."""
    field: Any = row._meta.get_field(column)
    now = getattr(row, field.attname)
    values = list(_rows_but(field, now)) if isinstance(to, str) else [to(now)]
    for value in values:
        assert value != now, (row, column)
        with suppress(IntegrityError), transaction.atomic():
            models.QuerySet(type(row)).filter(pk=row.pk).update(**{field.attname: value})
            return
    raise AssertionError(f"No other value for {column} of {row!r}")


def _rows_but(field: Any, now: Any) -> Iterator[Any]:
    """Another row to point to, one that is there or a new one, or nothing where that may be."""
    rows: models.QuerySet[Any] = models.QuerySet(field.related_model).exclude(pk=now)
    # Not the chief first: an answer that is barred for the chief is not in the pack at all.
    yield from rows.order_by("-pk" if field.related_model is User else "pk").values_list("pk", flat=True)
    if field.related_model in SPARE:
        yield SPARE[field.related_model]().pk
    if field.null and now is not None:
        yield None


def _spare_item() -> Item:
    """Without a section."""
    return Item.objects.create(ref="spare", round=reviews.make_round(), pool=reviews.make_pool())


def _spare_assignment() -> Assignment:
    who = reviews.make_reviewer()
    return Assignment.objects.create(item=_spare_item(), reviewer=who, slot=1, due=timezone.localdate())


def _spare_criterion() -> queue.Criterion:
    return reviews.make_rubric().criteria.all()[0]


def _spare_sample() -> queue.BackReadingSample:
    first = queue.BackReadingSample.objects.all()[0]
    return queue.BackReadingSample.objects.create(
        round=first.round, near=1, disputed=False, share=1, answers=1, drawn_by=first.drawn_by
    )


SPARE: Mapping[type[models.Model], Callable[[], Any]] = {
    Rubric: lambda: Rubric.objects.create(code="spare", title="Spare", pass_mark=70),
    queue.Criterion: lambda: _spare_criterion().rubric.criteria.create(code="spare", name="Spare"),
    Round: reviews.make_round,
    queue.Pool: lambda: reviews.make_pool("elsewhere"),
    Reviewer: reviews.make_reviewer,
    Item: _spare_item,
    Assignment: _spare_assignment,
    queue.BackReadingSample: _spare_sample,
    queue.BackReading: lambda: _spare_sample().readings.create(item=_spare_item(), because="lot"),
    queue.Review: lambda: queue.Review.objects.create(assignment=_spare_assignment()),
    queue.Anchor: lambda: queue.AnchorSet.objects.all()[0].anchors.create(name="Spare"),
}


def delete(row: models.Model) -> None:
    """With what points to it, or must; what may point to nothing does."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not relation.auto_created or not (relation.one_to_many or relation.one_to_one):
            continue
        field: Any = getattr(relation, "field")  # noqa: B009 - of what points here
        rows: models.QuerySet[Any] = models.QuerySet(field.model).filter(**{field.attname: row.pk})
        if not (field.null and _emptied(rows, field)):
            for one in rows:
                delete(one)
    models.QuerySet(type(row)).filter(pk=row.pk)._raw_delete("default")


def _emptied(rows: models.QuerySet[Any], field: Any) -> bool:
    """Whether they may point to nothing: a constraint can be against it."""
    with suppress(IntegrityError), transaction.atomic():
        rows.update(**{field.attname: None})
        return True
    return False


def swap(one: Any, another: Any, column: str) -> None:
    """Over a value that is free, where the column must be unique."""
    field = one._meta.get_field(column)
    rows: models.QuerySet[Any] = models.QuerySet(type(one))
    first, second = getattr(one, field.attname), getattr(another, field.attname)
    spare = _free(field, type(one))
    for row, value in ((one, spare), (another, first), (one, second)):
        rows.filter(pk=row.pk).update(**{field.attname: value})


def _free(field: Any, model: type[models.Model]) -> Any:
    if field.is_relation and field.unique:
        return reviews.make_item().pk
    return "spare" if not field.is_relation else models.QuerySet(field.related_model).order_by("-pk")[0].pk


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
    queue.Event: lambda scene: Event.objects.get(item=scene.agreed, kind=Event.Kind.DECIDED),
    queue.Seal: lambda scene: queue.Seal.objects.get(number=2),
}


def row_with(model: type[models.Model], column: str, scene: Scene) -> Any:
    """The row to change: an event is about an item or a round, never both."""
    if (model, column) == (Event, "round"):
        return Event.objects.get(kind=Event.Kind.EXPORTED)
    if (model, column) == (queue.CorrectiveAction, "item"):
        return queue.CorrectiveAction.objects.get(item=scene.agreed)
    return ROWS[model](scene)


def _bare_review(scene: Scene) -> None:
    """Handed in by somebody whom nobody saw do it."""
    work = _bare_assignment(scene)
    queue.Review.objects.create(assignment=work, submitted_at=timezone.now())


def _bare_assignment(scene: Scene) -> Assignment:
    return Assignment.objects.create(
        item=scene.waiting, reviewer=Reviewer.objects.all()[0], slot=1, due=timezone.localdate()
    )


INSERTS: Mapping[str, Callable[[Scene], Any]] = {
    "criterion": lambda scene: scene.round.rubric.criteria.create(code="more", name="More"),
    "level": lambda scene: scene.round.rubric.criteria.all()[0].levels.create(points=9, label="9"),
    "section": lambda scene: scene.agreed.sections.create(position=9, code="more", text="More."),
    "requirement": lambda scene: scene.agreed.requirements.create(tag="more"),
    "bar on a person": lambda scene: scene.waiting.barred_users.create(user=reviews.make_account()),
    "bar on an agency": lambda scene: scene.waiting.barred_agencies.create(digest="f" * 64),
    "former bar": lambda scene: scene.agreed.former_bars.create(digest="f" * 64),
    "assignment": _bare_assignment,
    "review": _bare_review,
    "comparison": lambda scene: queue.Agreement.objects.create(
        item=scene.waiting,
        agreed=True,
        first=_bare_assignment(scene),
        second=Assignment.objects.filter(item__kind="seeded")[0],
    ),
    "difference": lambda scene: scene.agreed.agreements.get().differences.create(reason="flagged"),
    "verdict": lambda scene: queue.Verdict.objects.create(
        item=scene.waiting, outcome="passed", percent=99, resolution="agreed", **rules_of(scene.round)
    ),
    "calibration": lambda scene: queue.Calibration.objects.create(
        reviewer=Reviewer.objects.all()[0],
        anchor_set=queue.AnchorSet.objects.all()[0],
        state="passed",
        valid_until=timezone.localdate(),
    ),
    "reference mark": lambda scene: queue.Anchor.objects.filter(anchor_set__use="calibration")[
        0
    ].references.create(
        criterion=reviews.make_rubric().criteria.all()[0],
        level=queue.Level.objects.order_by("-pk")[0],
        because="More.",
    ),
    "intervention": lambda scene: queue.Intervention.objects.create(
        item=scene.other, kind="outside", by=scene.chief, reason="More."
    ),
    "back-reading": lambda scene: queue.BackReading.objects.create(
        sample=_spare_sample(), item=scene.agreed, because="lot"
    ),
    "mark of a back-reading": lambda scene: queue.BackReading.objects.get(read_at__isnull=False).marks.create(
        criterion=scene.round.rubric.criteria.order_by("-pk")[0],
        level=scene.round.rubric.criteria.order_by("-pk")[0].levels.all()[0],
    ),
    "corrective action": lambda scene: queue.CorrectiveAction.objects.create(
        round=scene.round,
        pool=scene.agreed.pool,
        item=scene.agreed,
        alarm="flag:2",
        what="More.",
        who="Somebody",
        done_on=timezone.localdate(),
        recorded_by=scene.chief,
    ),
    "unblinding": lambda scene: queue.Unblinding.objects.create(
        item=scene.other, by=scene.chief, reason="More.", until=timezone.now() + timedelta(days=1)
    ),
}
