"""A spreadsheet of 2,000 endorsees moved in, beside a bare `bulk_create` of as many rows."""

import time
from datetime import date

from benchmarks.measure import Measured

ROWS = 2_000


def bench_moving_in() -> list[Measured]:
    from endorsement_plugin.imports.actions.run import run_import
    from endorsement_plugin.models import Endorsement
    from review_queue.work.running import run_due
    from tests.factories.credentials import make_association, make_credential
    from tests.factories.imports import checked
    from tests.factories.people import make_coordinator

    association = make_association()
    make_credential(association, "IFS")
    cora = make_coordinator(association)
    rows = [
        (f"OLD-{n:05}", f"Given{n}", f"Family{n}", f"p{n}@example.org", "IFS", "2020-01-01", "Active", "yes")
        for n in range(ROWS)
    ]
    began = time.perf_counter()
    source = checked(association, cora, rows)
    dry = ROWS / (time.perf_counter() - began)
    began = time.perf_counter()
    run_import(source=source.pk, by=cora)
    run_due()
    moved = ROWS / (time.perf_counter() - began)
    assert Endorsement.objects.count() == ROWS
    bare = _bare()
    return [
        Measured("import, read and checked", round(dry), "rows/s"),
        Measured("import, moved in", round(moved), "rows/s"),
        Measured("bare bulk_create of people and endorsements", round(bare), "rows/s"),
        Measured("bare bulk_create / import", round(bare / moved, 1), "×"),
    ]


def _bare() -> float:
    """People and endorsements and nothing else: no check, no history, no row of the spreadsheet."""
    from endorsement_plugin.models import Endorsement, Person
    from tests.factories.credentials import make_association, make_credential

    association = make_association("bare", "bare.localhost")
    credential = make_credential(association, "IFS")
    began = time.perf_counter()
    people = [Person(given_name=f"Given{n}", family_name=f"Family{n}") for n in range(ROWS)]
    Person.objects.bulk_create(people)
    Endorsement.objects.bulk_create(
        Endorsement(
            association=association,
            credential=credential,
            person=person,
            number=f"N-{n}",
            origin="import",
            name=person.name,
            family_name=person.family_name,
            granted_on=date(2020, 1, 1),
            renewal_due=date(2027, 1, 1),
        )
        for n, person in enumerate(people)
    )
    return ROWS / (time.perf_counter() - began)
