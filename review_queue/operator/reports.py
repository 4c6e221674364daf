"""The operator's figures for Prometheus: read from the database when they are asked for, so every web process
gives the same answer and none keeps a counter. All are gauges; seconds are seconds."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from review_queue.operations.queries.snapshot import Operations

PREFIX = "review_queue"


def exposition(seen: Operations, accept: str) -> tuple[bytes, str]:
    """The figures and their content type, in the format that the scraper accepts."""
    registry = CollectorRegistry()
    registry.register(_Figures(seen))
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class _Figures(Collector):
    def __init__(self, seen: Operations) -> None:
        self._seen = seen

    def collect(self) -> Iterator[Metric]:
        yield from _work(self._seen)
        yield from _clock(self._seen)
        yield from _broker(self._seen)
        yield from _letters(self._seen)
        yield from _answers(self._seen)


def _work(seen: Operations) -> Iterator[Metric]:
    kinds = [(one.kind, one) for one in seen.depths]
    yield _labeled(
        "work_waiting", "Pieces of work that are due", "kind", [(k, one.waiting) for k, one in kinds]
    )
    yield _labeled("work_later", "Pieces of work not due yet", "kind", [(k, one.later) for k, one in kinds])
    yield _labeled(
        "work_running", "Pieces of work being done", "kind", [(k, one.running) for k, one in kinds]
    )
    yield _labeled("work_failed", "Pieces of work given up", "kind", [(k, one.dead) for k, one in kinds])
    ages = [(k, _seconds(one.oldest)) for k, one in kinds]
    yield _labeled("work_oldest_age_seconds", "How long the oldest piece has been due", "kind", ages)


def _clock(seen: Operations) -> Iterator[Metric]:
    """Nothing for what has never run: an alert asks for `absent`."""
    if seen.clock.age is not None:
        yield _one("clock_last_run_age_seconds", "Since the clock's last pass", _seconds(seen.clock.age))
    ages = [(one.name, _seconds(one.age)) for one in seen.duties if one.age is not None]
    yield _labeled("duty_last_run_age_seconds", "Since a duty of the clock began", "duty", ages)
    failed = [(one.name, float(not one.ok)) for one in seen.duties]
    yield _labeled("duty_failed", "1 if the duty's last run failed", "duty", failed)
    failing = [(one.name, float(one.failing)) for one in seen.duties]
    yield _labeled("duty_failing_rows", "Rows that the duty could not do in its last run", "duty", failing)
    counts = [(one.name, one.found) for one in seen.duties if one.found is not None]
    yield _labeled("duty_found", "What the duty's last run found or did", "duty", counts)


def _broker(seen: Operations) -> Iterator[Metric]:
    yield _one("broker_up", "1 if the broker answers", float(seen.broker is not None))
    if seen.broker is not None:
        yield _one("broker_messages", "Messages that no worker has taken", seen.broker.messages)
        yield _one("workers", "Workers that the broker knows to be alive", seen.broker.workers)


def _letters(seen: Operations) -> Iterator[Metric]:
    letters = [(one.table, one.letters) for one in seen.unsent]
    yield _labeled("mail_waiting", "Letters not sent", "app", letters)
    ages = [(one.table, _seconds(one.oldest)) for one in seen.unsent]
    yield _labeled("mail_oldest_age_seconds", "How long the first of them has waited", "app", ages)


def _answers(seen: Operations) -> Iterator[Metric]:
    states = [(state.value, count) for state, count in seen.items.items()]
    yield _labeled("items", "Answers by state", "state", states)
    yield _one("open_slots", "Places that no reviewer holds", seen.places.open)
    yield _one(
        "open_slots_oldest_age_seconds", "How long the first has been open", _seconds(seen.places.oldest)
    )
    yield _one("offers_overdue", "Offers that should have ended", seen.late.offers)
    yield _one("reviews_overdue", "Reviews past their due date", seen.late.reviews)
    yield _one("unsealed_events", "Events after the newest seal", seen.trail.unsealed)
    yield _one(
        "unsealed_oldest_age_seconds", "How long the first of them has waited", _seconds(seen.trail.oldest)
    )


def _one(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{PREFIX}_{name}", says, value=value)


def _labeled(name: str, says: str, label: str, values: Sequence[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", says, labels=[label])
    for of, value in values:
        family.add_metric([of], value)
    return family


def _seconds(age: timedelta | None) -> float:
    """Nothing waiting has waited for no time."""
    return 0.0 if age is None else max(0.0, age.total_seconds())
