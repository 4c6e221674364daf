"""The clock's pass over 100,000 endorsements: nothing due, and what one that is due takes beside that."""

from datetime import date
from time import process_time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import Measured

MANY = 100_000
DUE = 500
TODAY = date(2026, 11, 30)


def bench_keeping_time() -> list[Measured]:
    from endorsement_plugin.renewals.actions.clock import keep_time
    from endorsement_plugin.renewals.queries.clock import batches, watched
    from tests.factories.renewals import make_policy

    policy = make_policy(grace_days=45, removal_days=365, reminder_days=[90, 30, 7])
    association = policy.association
    _endorsements(association)
    with CaptureQueriesContext(connection) as captured:
        started = process_time()
        due = [
            one.endorsement
            for batch in batches(association, TODAY)
            for one in watched(batch, TODAY)
            if one.due(TODAY) is not None
        ]
        seconds = process_time() - started
    assert len(due) == DUE
    each = _done(due[:100], keep_time)
    return [
        Measured("clock, 100,000 endorsements: a pass, processor", round(seconds, 1), "s", 60),
        Measured("clock, queries per thousand", round(len(captured) / (MANY / 1000), 2), "queries", 9),
        Measured("clock, one that is due: queries", each[0], "queries"),
        Measured("clock, one that is due", each[1], "ms"),
    ]


def _done(rows, keep_time) -> tuple[float, float]:
    with CaptureQueriesContext(connection) as captured:
        started = process_time()
        for row in rows:
            assert keep_time(endorsement=row, today=TODAY)
        milliseconds = (process_time() - started) * 1000
    return round(len(captured) / len(rows), 1), round(milliseconds / len(rows), 1)


def _endorsements(association) -> None:
    """Most were granted this year; 500 are to be reminded today."""
    from endorsement_plugin.models import Endorsement, Person
    from tests.factories.credentials import make_credential

    credential = make_credential(association, "IFS")
    people = Person.objects.bulk_create(
        (
            Person(given_name=f"Given {n}", family_name="Keawe", contact_email=f"p{n}@example.org")
            for n in range(MANY)
        ),
        batch_size=2000,
    )
    rows = (
        Endorsement(
            number=f"BENCH-{n:06d}",
            association=association,
            credential=credential,
            person=person,
            origin="import",
            name=f"Given {n} Keawe",
            granted_on=date(2025, 3, 1) if n < DUE else date(2026, 3, 1),
            renewal_due=date(2026, 12, 31) if n < DUE else date(2027, 12, 31),
        )
        for n, person in enumerate(people)
    )
    Endorsement.objects.bulk_create(rows, batch_size=2000)
