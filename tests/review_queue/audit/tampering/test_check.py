"""Whoever changes, deletes, inserts, cuts or swaps what a result depends on is found out by `check_seals`."""

from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from review_queue.audit.queries.faults import faults
from review_queue.audit.queries.seal_chain import breaks
from review_queue.models import Event, Item, Mark, Seal, Verdict
from tests.review_queue.audit.tampering.columns import APART, KEY, SEALED, TABLES_APART
from tests.review_queue.audit.tampering.hands import change, columns_of, delete, swap
from tests.review_queue.audit.tampering.inserts import INSERTS, NOTHING_RESTS_ON_IT
from tests.review_queue.audit.tampering.rows import ROWS, names_of, naming, row_with

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_every_column_of_the_queue_has_its_place():
    for model in apps.get_app_config("review_queue").get_models(include_auto_created=True):
        if model in SEALED:
            placed = {"id", "number"} | set(SEALED[model]) | set(APART.get(model, {}))
            assert columns_of(model) <= placed, model
            assert not set(SEALED[model]) & set(APART.get(model, {}))
        else:
            assert model.__name__ in TABLES_APART, model
    assert KEY


def test_nothing_is_found_where_nothing_was_changed(scene):
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for model, columns in SEALED.items() for column in columns]
)
def test_a_change_is_found_and_named(scene, model, column):
    row = row_with(model, column, scene)
    names = names_of(row)
    change(row, column, SEALED[model][column])
    row = type(row)._base_manager.filter(pk=row.pk).first() or row
    assert naming(faults(), names | names_of(row))


@pytest.mark.parametrize("model", SEALED, ids=lambda model: model.__name__)
def test_a_row_that_is_gone_is_found_and_named(scene, model):
    row = ROWS[model](scene)
    names = names_of(row)
    delete(row)
    assert naming(faults(), names)


@pytest.mark.parametrize("what", INSERTS)
def test_a_row_that_was_slipped_in_is_found_and_named(scene, what):
    row = INSERTS[what](scene)
    assert naming(faults(), names_of(row))


def test_a_row_is_slipped_into_every_table(scene):
    """Each in a transaction of its own, because some cannot be there together."""
    tables = set(NOTHING_RESTS_ON_IT)
    for insert in INSERTS.values():
        with suppress(_Back), transaction.atomic():
            tables.add(type(insert(scene)))
            raise _Back
    assert tables == set(SEALED)


class _Back(Exception):
    """Takes back what was written."""


@pytest.mark.parametrize(("model", "column"), [(Mark, "level"), (Verdict, "item"), (Item, "ref")])
def test_two_answers_that_were_swapped_are_both_found(scene, model, column):
    rows: dict[Any, tuple[models.Model, models.Model]] = {
        Mark: (ROWS[Mark](scene), Mark.objects.filter(review__assignment__item=scene.other)[0]),
        Verdict: (scene.agreed.verdict, scene.other.verdict),
        Item: (scene.agreed, scene.other),
    }
    swap(*rows[model], column)
    found = " ".join(faults())
    assert scene.agreed.code in found
    assert scene.other.code in found


def test_a_tail_that_was_cut_off_leaves_rows_without_events(scene):
    """Whole seals and their events: the chain that is left holds, and the rows tell."""
    first = Event.objects.filter(item=scene.disputed, kind=Event.Kind.SUBMITTED)[0].pk
    seals = Seal.objects.filter(last_event__gte=first)
    models.QuerySet(Event).filter(pk__gte=seals.order_by("number")[0].first_event)._raw_delete("default")
    seals.delete()
    assert list(breaks()) == []
    assert any(scene.disputed.code in sentence and "event" in sentence for sentence in faults())
