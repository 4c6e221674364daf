"""Masking answers, each with identities of its own, and one answer that grows eightfold.

The words are invented and drawn as often as words are in prose: the n-th most common one, one n-th as often.
"""

import random
import statistics
import time
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice

from benchmarks.measure import Measured
from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker

ANSWERS, WORDS = 1_000, 1_000
VOCABULARY = 6_000
TIMES = 3
KINDS = (
    *((Kind.GIVEN_NAME, Kind.FAMILY_NAME, Kind.FORMER_NAME, Kind.PREFERRED_NAME) * 2),
    *((Kind.NICKNAME, Kind.EMAIL, Kind.PHONE, Kind.EMPLOYER, Kind.AGENCY) * 2),
    *((Kind.REFEREE,) * 8),
    *((Kind.LICENSE_NUMBER, Kind.MEMBER_NUMBER) * 2),
)
assert len(KINDS) == 30


def bench_masking() -> Iterator[Measured]:
    chance = random.Random(3)
    answers = [answer(chance, WORDS) for _ in range(ANSWERS)]
    size = sum(len(text.encode()) for text, _ in answers) / 1e6
    yield Measured(
        f"mask {ANSWERS:,} answers of {WORDS:,} words",
        round(size / statistics.median(_seconds(answers) for _ in range(TIMES)), 2),
        "MB/s",
        target=2,
        better="more",
    )
    long, identifiers = answer(chance, 8 * WORDS * 10)
    short = long[: len(long) // 8]
    times = [(_seconds([(long, identifiers)]), _seconds([(short, identifiers)])) for _ in range(5 * TIMES)]
    growth = statistics.median(many for many, _ in times) / statistics.median(one for _, one in times)
    yield Measured("mask eight times the text, per character", round(growth / 8, 2), "times", target=1.2)


def answer(chance: random.Random, words: int) -> tuple[str, list[Identifier]]:
    """A text in sentences and paragraphs, every second one with typographic quotes, and who wrote it."""
    identifiers = [Identifier(kind, _value(chance, kind)) for kind in KINDS]
    drawn = chance.choices(vocabulary(), cum_weights=_weights(), k=words)
    for place in range(0, words, 40):
        drawn[place] = chance.choice(identifiers).value
    sentences = iter(drawn)
    text: list[str] = []
    while sentence := list(islice(sentences, chance.randint(6, 24))):
        first, *rest = sentence
        ending = chance.choice([". ", ". ", "? ", ".\n\n", ", and that is the parent's wish. "])
        text += [first[:1].upper() + first[1:], *(" " + word for word in rest), ending]
    return "".join(text).replace("'", chance.choice("'’")), identifiers


@cache
def vocabulary() -> list[str]:
    chance = random.Random(4)
    return [_word(chance, 1 + (rank > 40) + (rank > 400) + (rank > 2_000)) for rank in range(VOCABULARY)]


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(
        chance.choice(["b", "d", "f", "gr", "h", "l", "m", "n", "pl", "s", "st", "t", "w"])
        + chance.choice(["a", "e", "ee", "i", "o", "ou", "u"])
        + chance.choice(["", "", "n", "r", "s", "ll", "nd"])
        for _ in range(syllables)
    )


def _name(chance: random.Random) -> str:
    return _word(chance, chance.randint(2, 3)).capitalize()


def _value(chance: random.Random, kind: Kind) -> str:
    if kind is Kind.EMAIL:
        return f"{_word(chance, 2)}.{_word(chance, 2)}@example.org"
    if kind is Kind.PHONE:
        return f"(808) 555-{chance.randrange(10_000):04}"
    if kind in (Kind.EMPLOYER, Kind.AGENCY):
        return f"The {_name(chance)} {_name(chance)} Center, Inc."
    if kind is Kind.REFEREE:
        return f"Dr. {_name(chance)} {_name(chance)}"
    if kind in (Kind.LICENSE_NUMBER, Kind.MEMBER_NUMBER):
        return f"LSW-{chance.randrange(100_000):05}"
    return _name(chance)


def _seconds(answers: list[tuple[str, list[Identifier]]]) -> float:
    """Processor seconds, so that a busy machine does not count."""
    began = time.process_time()
    for text, identifiers in answers:
        Masker(identifiers).mask(text)
    return time.process_time() - began
