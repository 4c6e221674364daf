"""What somebody with a database client does to a row."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from review_queue import models as queue
from review_queue.models import Assignment, Item, Reviewer, Round, Rubric
from tests.factories import reviews


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


def spare_sample() -> queue.BackReadingSample:
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
    queue.BackReadingSample: spare_sample,
    queue.BackReading: lambda: spare_sample().readings.create(item=_spare_item(), because="lot"),
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
