"""A spreadsheet of 2,000 endorsees moved in, beside a bare `bulk_create` of as many rows; and the memory of
each step with 1,000 rows and with 10,000."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from benchmarks.measure import Measured

ROWS = 2_000
FEW, MANY = 1_000, 10_000
MOST = 10
"""Megabytes, however many rows there are."""


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
    rows = _rows(ROWS)
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


def bench_memory_of_moving_in() -> Iterator[Measured]:
    peaks = {number: _peaks(number) for number in (FEW, MANY)}
    for name, few in peaks[FEW].items():
        many = peaks[MANY][name]
        yield Measured(f"import, memory while {name}, {FEW:,} rows", round(few / 1e6, 2), "MB")
        yield Measured(f"import, memory while {name}, {MANY:,} rows", round(many / 1e6, 2), "MB", MOST)


def _peaks(number: int) -> dict[str, int]:
    from endorsement_plugin.imports.actions.run import run_import, undo_import
    from review_queue.work.running import run_due
    from tests.factories.credentials import make_association, make_credential
    from tests.factories.imports import choose_as_guessed, sheet, workbook
    from tests.factories.people import make_coordinator

    association = make_association()
    make_credential(association, "IFS")
    cora = make_coordinator(association)
    peaks: dict[str, int] = {}
    source = _uploaded(association, cora, "endorsees.xlsx", workbook(_rows(number)))
    peaks["a workbook is read"] = _peak(run_due)
    source = _uploaded(association, cora, "endorsees.csv", sheet(_rows(number)))
    peaks["a CSV file is read"] = _peak(run_due)
    source.refresh_from_db()
    choose_as_guessed(source, cora)
    peaks["rows are checked"] = _peak(run_due)
    run_import(source=source.pk, by=cora)
    peaks["they are moved in"] = _peak(run_due)
    undo_import(source=source.pk, by=cora)
    peaks["they are taken back"] = _peak(run_due)
    return peaks


def _uploaded(association: Any, by: Any, name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from endorsement_plugin.imports.actions.upload import upload_import

    file = SimpleUploadedFile(name, content)
    return upload_import(association=association, by=by, kind="endorsees", file=file)


def _peak(step: Callable[[], object]) -> int:
    """The most bytes that Python held at once for it."""
    tracemalloc.start()
    try:
        step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _rows(number: int) -> list[tuple[str, ...]]:
    return [
        (f"OLD-{n:05}", f"Given{n}", f"Family{n}", f"p{n}@example.org", "IFS", "2020-01-01", "Active", "yes")
        for n in range(number)
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
