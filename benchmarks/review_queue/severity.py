"""Many-facet severity of a large round, as its page computes it, and again as `verify.py` does."""

import time
from collections.abc import Callable, Iterator

from benchmarks.measure import Measured
from review_queue.statistics.facets import facets
from review_queue.verifier.facets import measured
from tests.review_queue.statistics.simulated import drawn

ANSWERS, REVIEWERS = 2_000, 40
LEVELS = dict.fromkeys("abcdef", 5)


def bench_severity() -> Iterator[Measured]:
    """Processor seconds, without reading the marks."""
    marks, _ = drawn(1, answers=ANSWERS, reviewers=REVIEWERS, levels=LEVELS)
    plain = [(one.answer, one.criterion, one.reviewer, one.level) for one in marks]
    of = f"{ANSWERS:,} answers by {REVIEWERS}"
    yield Measured(f"severity of {of}", _seconds(lambda: facets(marks, LEVELS)), "s", 3)
    yield Measured(f"the same by verify.py, {of}", _seconds(lambda: measured(plain, LEVELS)), "s", 30)


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return round(time.process_time() - began, 2)
