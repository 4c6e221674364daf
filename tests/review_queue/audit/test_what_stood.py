"""Rows from before events said what stood: sealed as they stand on the day, and no day earlier."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, models

from review_queue.audit.actions import seal_events
from review_queue.audit.queries.faults import faults
from review_queue.audit.queries.seal_chain import digest_of_seal, events_between
from review_queue.models import (
    AuditGrant,
    BackReading,
    BackReadingMark,
    BackReadingSample,
    CorrectiveAction,
    Event,
    Intervention,
    Mark,
    Seal,
    Training,
)
from tests.review_queue.audit.tampering.scene import make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

LATER = (
    Training,
    BackReadingMark,
    BackReading,
    BackReadingSample,
    CorrectiveAction,
    AuditGrant,
    Intervention,
)
"""What there was not yet."""
MIGRATION = import_module("review_queue.migrations.0013_what_stood_on_the_day")


@pytest.fixture
def before():
    """A scene as it was written before, under one seal of the former kind."""
    scene = make_scene()
    rows: models.QuerySet[Event] = models.QuerySet(Event)
    rows.update(digest="", salt="")
    for one in rows.filter(kind=Event.Kind.OFFERED):
        rows.filter(pk=one.pk).update(detail=one.detail.split(" ")[0])
    rows.filter(kind=Event.Kind.BARRED)._raw_delete("default")
    for model in LATER:
        models.QuerySet(model)._raw_delete("default")
    Seal.objects.all().delete()
    events = events_between(0, 1_000_000)
    seal = Seal(number=1, first_event=events[0].pk, last_event=events[-1].pk, count=len(events))
    seal.digest = digest_of_seal(seal, None, events)
    seal.save(force_insert=True)
    return scene


def migrate() -> None:
    with connection.schema_editor() as editor:
        MIGRATION.say_what_stands(apps, editor)


@pytest.mark.django_db(transaction=True)
def test_what_stands_on_the_day_is_sealed_with_events_that_say_so(before):
    assert any("has no event" in sentence for sentence in faults())
    migrate()
    assert list(faults()) == []
    stood = Event.objects.filter(kind=Event.Kind.STOOD)
    assert stood.filter(pk__lte=Seal.objects.get().last_event).count() == 0
    said = set(stood.values_list("detail", flat=True))
    assert said >= {"item", "release", "review", "verdict", "comparison", "assignment", "calibration"}
    assert seal_events() == stood.count()
    assert list(faults()) == []

    mark = Mark.objects.filter(review__assignment__item=before.agreed)[0]
    Mark.objects.filter(pk=mark.pk).update(comment="Changed since.")
    [found] = faults()
    assert before.agreed.code in found
    assert "stood" in found


@pytest.mark.django_db(transaction=True)
def test_an_event_under_a_former_seal_cannot_be_made_to_say_what_stood(before):
    migrate()
    first = Event.objects.order_by("pk")[0]
    models.QuerySet(Event).filter(pk=first.pk).update(digest="f" * 64)
    assert any("which none did when this seal was made" in sentence for sentence in faults())


@pytest.mark.django_db(transaction=True)
def test_where_there_is_nothing_yet_nothing_is_said():
    migrate()
    assert not Event.objects.exists()
