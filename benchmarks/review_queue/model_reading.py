"""The second reading by a model: how fast, in how much memory, and what it finds beside masking.

Its figures are those of `masking_quality` with what the model lists, on the same part that nothing is mended
with. Measures nothing where the extra `scan` is not installed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.measure import Measured
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.spans import Doubt, Find
from review_queue.model_scan.child import READER, Guess, Limits, is_installed, model_folder, read_texts
from review_queue.model_scan.suspects import as_typed, with_guesses

from .masking_set.scoring import DATA, measured

SEED = 11
LONG = 100_000
PATIENT = Limits(cpu=1_800, wall=1_800)
PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""From a process that is small itself: a child's peak begins with what its parent had."""


def bench_model_reading() -> Iterator[Measured]:
    if not is_installed():
        return
    prose = (DATA / "prose_apart.txt").read_text()
    long = (prose * (LONG // len(prose) + 1))[:LONG]
    short, seconds = _processor([prose[:500]]), _processor([long])
    yield Measured("model: an answer of 500 characters, processor", round(short, 2), "s", target=2)
    yield Measured(
        "model: a text of 100 kB, by processor time", round(LONG / 1e3 / seconds, 1), "kB/s", 8, "more"
    )
    yield Measured("model: memory of the child, text of 100 kB", round(_peak([long])), "MB", target=256)
    yield from _quality()


def _quality() -> Iterator[Measured]:
    measured(apart=True, seed=SEED, masker_of=_Collecting)
    texts = sorted(_Collecting.texts)
    reading = read_texts(texts, PATIENT)
    assert reading.read == len(texts)
    _Collecting.guesses = dict(zip(texts, reading.guesses, strict=True))
    alone = measured(apart=True, seed=SEED)
    both = measured(apart=True, seed=SEED, masker_of=_Collecting)
    model = measured(apart=True, seed=SEED, masker_of=_ModelAlone)
    for name, by_rules, by_model, together, target in (
        ("harder spellings", alone.harder, model.harder, both.harder, 90),
        ("what nobody told", alone.untold, model.untold, both.untold, 80),
    ):
        for what, score, goal in (
            ("rules alone", by_rules, None),
            ("model alone", by_model, None),
            ("both", together, target),
        ):
            share = round(score.share(), 1)
            yield Measured(f"model: {name}, {what}", share, "%", target=goal, better="more")
    more = round(both.listed - alone.listed, 2)
    yield Measured("model: ordinary words that it lists beside the rules", more, "%", target=0.5)
    yield Measured("model: ordinary words listed by both", round(both.listed, 2), "%", target=2)


class _Collecting(Masker):
    """Masks, and lists what the model meant; keeps what it has no reading of, to be read at once."""

    texts: set[str] = set()
    guesses: dict[str, tuple[Guess, ...]] = {}

    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        """With what the model means."""
        finds, doubts = super().find(text)
        read = as_typed(text)
        if read not in self.guesses:
            self.texts.add(read)
        return finds, with_guesses(text, self.guesses.get(read, ()), finds, doubts, frozenset())


class _ModelAlone(Masker):
    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        """Without any rule."""
        return [], with_guesses(text, _Collecting.guesses[as_typed(text)], [], [], frozenset())


def _processor(texts: list[str]) -> float:
    """Seconds of the child's processor, so that a busy machine counts little."""
    before = _children()
    assert read_texts(texts, PATIENT).read == len(texts)
    return _children() - before


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _peak(texts: list[str]) -> float:
    command = [sys.executable, "-I", "-c", PEAK, "-I", str(READER), str(model_folder())]
    limits = json.dumps(asdict(PATIENT))
    done = subprocess.run(
        [*command, limits], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return int(done.stdout) / unit
