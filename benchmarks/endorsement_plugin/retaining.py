"""Retention: the preview over an association's records, and a run that removes what was kept long enough.

Of 5,000 declined applications a fifth has been kept long enough: each with its answers, a transcript on disk,
three references with ratings, a statement and the letters, and each is another person's.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from time import process_time
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.measure import Measured

MANY, DUE = 5_000, 1_000
OLD = datetime(2015, 1, 15, 12, 0, tzinfo=UTC)
ANSWERS, REFERENCES, RATINGS = 20, 3, 10


def bench_retaining() -> list[Measured]:
    from endorsement_plugin.clock import today
    from endorsement_plugin.models import Application, Transcript
    from endorsement_plugin.retention.queries.due import numbers, preview

    association = _applications()
    day = today(association)
    with CaptureQueriesContext(connection) as captured:
        started = process_time()
        there = numbers(preview(association, day))
        looked = process_time() - started
    assert there["declined"] == DUE
    _switched_on(association, there)
    batches, taken = _run(association)
    assert Application.objects.filter(emptied_at__isnull=False).count() == DUE
    assert Transcript.objects.count() == MANY - DUE
    return [
        Measured(f"retention, preview of {MANY:,} applications: queries", len(captured), "queries"),
        Measured("the same, processor", round(looked * 1000), "ms"),
        Measured(f"a run that removes {DUE:,} applications: a second", round(DUE / taken), "a second"),
        Measured("the longest transaction of a run", round(max(batches) * 1000), "ms", 5_000),
    ]


def _switched_on(association: Any, there: dict[str, int]) -> None:
    from endorsement_plugin.retention.actions.terms import switch_on
    from endorsement_plugin.retention.queries.due import revision_of
    from tests.factories.people import make_coordinator

    switch_on(
        association=association,
        by=make_coordinator(association),
        seen=there,
        revision=revision_of(association),
        day=timezone.localdate(),
    )


def _run(association: Any) -> tuple[list[float], float]:
    """Seconds of the processor for each batch, and of all of them with what follows their commit."""
    from endorsement_plugin.models import RetentionRun
    from endorsement_plugin.retention.actions.running import advance, begin_run

    batches = []
    started = process_time()
    run = begin_run(association=association, now=timezone.now())
    assert run is not None
    while (row := RetentionRun.objects.get(pk=run.pk)).ended_at is None:
        began = process_time()
        advance(run=row.pk, part=row.part)
        batches.append(process_time() - began)
    return batches, process_time() - started


def _applications() -> Any:
    """Copies of one that was made as a test makes it."""
    from endorsement_plugin.models import (
        Answer,
        Application,
        Decision,
        Person,
        Reference,
        ReferenceAnswer,
        Transcript,
    )
    from tests.factories.retention import whole

    one = whole("declined", timezone.now())
    decision, reference, transcript = one.decisions.get(), one.references.get(), one.transcripts.get()
    people = Person.objects.bulk_create(_people(), batch_size=1000)
    rows = [_copy(one, person=person) for person in people]
    Application.objects.bulk_create(rows, batch_size=500)
    Application.objects.filter(pk__in=[row.pk for row in rows[:DUE]]).update(changed_at=OLD)
    decisions = Decision.objects.bulk_create((_copy(decision, application=row, pk=None) for row in rows), 500)
    Decision.objects.filter(pk__in=[made.pk for made in decisions[:DUE]]).update(decided_at=OLD)
    texts = (
        Answer(
            application=row,
            block_id=f"q{n}",
            name=f"q{n}",
            label="How",
            kind="text",
            text="x" * 300,
            position=n,
        )
        for row in rows
        for n in range(ANSWERS)
    )
    Answer.objects.bulk_create(texts, batch_size=1000)
    references = [
        _copy(reference, application=row, slot=slot, scan=None, nonce=uuid4().hex, token_digest=None)
        for row in rows
        for slot in range(1, REFERENCES + 1)
    ]
    Reference.objects.bulk_create(references, batch_size=500)
    ratings = (
        ReferenceAnswer(
            reference=made, block_id=f"r{n}", name=f"r{n}", label="How", kind="text", text="4", position=n
        )
        for made in references
        for n in range(RATINGS)
    )
    ReferenceAnswer.objects.bulk_create(ratings, batch_size=1000)
    storage = transcript.file.storage
    files = [
        _copy(
            transcript,
            application=row,
            file=storage.save(f"transcripts/{uuid4().hex}.pdf", ContentFile(b"%PDF-")),
        )
        for row in rows
    ]
    Transcript.objects.bulk_create(files, batch_size=500)
    association = one.association
    one.delete()
    return association


def _people() -> Iterator[Any]:
    from endorsement_plugin.models import Person

    return (
        Person(given_name=f"Given {n}", family_name="Moss", contact_email=f"p{n}@example.org")
        for n in range(MANY)
    )


def _copy(row: Any, **other: Any) -> Any:
    """Not saved yet, with a key of its own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**fields)
    made.pk = uuid4()
    for name, value in other.items():
        setattr(made, name, value)
    made._state.adding = True
    return made
