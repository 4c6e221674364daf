"""How much of what identifies is masked or listed, and how much of what does not, by kind.

On the part of `masking_set` that nothing is mended with; the goals are those of the review of blindness.
"""

from collections.abc import Iterator

from benchmarks.measure import Measured

from .masking_set.scoring import Score, by_kind, measured

SEED = 11


def bench_masking_quality() -> Iterator[Measured]:
    scores = measured(apart=True, seed=SEED)
    yield from _figures("everyday spellings", scores.everyday, 99.5)
    yield from _figures("harder spellings", scores.harder, 90)
    yield from _figures("what nobody told", scores.untold, 80)
    yield Measured("ordinary words masked", round(scores.masked, 2), "%", target=0.2)
    yield Measured("ordinary words listed", round(scores.listed, 2), "%", target=2)


def _figures(name: str, score: Score, target: float) -> Iterator[Measured]:
    """All kinds together, which has the goal, and each of them."""
    yield Measured(f"{name}, masked or listed", round(score.share(), 1), "%", target=target, better="more")
    for kind, mentions, share in by_kind(score):
        yield Measured(f"  {name}: {kind} ({mentions})", round(share, 1), "%")
