"""A season of renewals with 10,000 endorsees: its page, its files, and reminders for all of them."""

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from time import process_time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.measure import Measured

FEW, MANY = 1_000, 10_000
MEGABYTE = 1024 * 1024


def bench_season() -> Iterator[Measured]:
    from tests.factories.people import make_coordinator
    from tests.factories.season import make_endorsees, make_season

    due = timezone.localdate() + timedelta(days=30)
    credential = make_season(FEW, due=due)
    client = Client()
    client.force_login(make_coordinator(credential.association))
    asked = {
        "page": f"{reverse('endorsement_season:index')}?season=",
        "CSV": f"{reverse('endorsement_season:index')}?export=csv",
        "XLSX": f"{reverse('endorsement_season:index')}?export=xlsx",
        "reminders, all": f"{reverse('endorsement_season:remind')}?all=1",
    }
    few = {name: _cost(client, address) for name, address in asked.items()}
    make_endorsees(MANY - FEW, credential, due=due, first=FEW + 1)
    for name, address in asked.items():
        queries, peak = _cost(client, address)
        yield Measured(f"season, {name}, {MANY:,}: queries more", queries - few[name][0], "queries", target=0)
        yield Measured(f"season, {name}, {MANY:,}: memory at most", round(peak, 1), "MB", target=40)
        yield Measured(f"season, {name}, {FEW:,}: memory at most", round(few[name][1], 1), "MB")
        yield Measured(f"season, {name}, {MANY:,}, processor", _processor(client, address), "s")


def _processor(client: Client, address: str) -> float:
    began = process_time()
    _read(client, address)
    return round(process_time() - began, 1)


def _cost(client: Client, address: str) -> tuple[int, float]:
    """Queries, and what Python holds at most beyond what it held before, in megabytes."""
    _read(client, address)
    with CaptureQueriesContext(connection) as captured:
        _read(client, address)
    tracemalloc.start()
    _read(client, address)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return len(captured), peak / MEGABYTE


def _read(client: Client, address: str) -> None:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    if answer.streaming:
        for _ in answer.streaming_content:
            pass
