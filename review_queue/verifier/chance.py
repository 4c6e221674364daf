"""The draws behind the intervals: numpy's `Generator(PCG64(seed)).integers`, in plain Python.

Sources: O'Neill 2014, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms (XSL-RR
128/64); Lemire 2019, ACM Trans. Model. Comput. Simul. 29(1), for numbers in a range; O'Neill's seed_seq, as
numpy seeds.
"""

from collections.abc import Iterator

MASK32, MASK64, MASK128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1
MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def integers(seed: int, below: int) -> Iterator[int]:
    """Endless numbers from 0 to `below` - 1, which is at most 2^32."""
    if below == 1:
        while True:
            yield 0
    words = _halves(seed)
    least = (MASK32 - (below - 1)) % below
    for word in words:
        product = word * below
        while product & MASK32 < least:
            product = next(words) * below
        yield product >> 32


def _halves(seed: int) -> Iterator[int]:
    """Each 64-bit draw gives two of 32 bits, the lower first."""
    for whole in _pcg64(seed):
        yield whole & MASK32
        yield whole >> 32


def _pcg64(seed: int) -> Iterator[int]:
    words = _seeded(seed)
    state, stream = words[0] << 64 | words[1], words[2] << 64 | words[3]
    increment = (stream << 1 | 1) & MASK128
    now = (increment + state) & MASK128
    now = (now * MULTIPLIER + increment) & MASK128
    while True:
        now = (now * MULTIPLIER + increment) & MASK128
        turn, value = now >> 122, (now >> 64 ^ now) & MASK64
        yield (value >> turn | value << (64 - turn)) & MASK64 if turn else value


def _seeded(seed: int) -> list[int]:
    """Four 64-bit words of state from a seed."""
    entropy = [seed & MASK32]
    while seed := seed >> 32:
        entropy.append(seed & MASK32)
    hashing = _Hash(0x43B0D7E5, 0x931E8875)
    pool = [hashing.mix(entropy[i] if i < len(entropy) else 0) for i in range(4)]
    for source in range(4):
        for target in range(4):
            if source != target:
                pool[target] = _blend(pool[target], hashing.mix(pool[source]))
    for more in entropy[4:]:
        pool = [_blend(one, hashing.mix(more)) for one in pool]
    out = _Hash(0x8B51F9DD, 0x58F38DED)
    words = [out.mix(pool[number % 4]) for number in range(8)]
    return [words[2 * number] | words[2 * number + 1] << 32 for number in range(4)]


class _Hash:
    """A hash whose constant moves on with each word."""

    def __init__(self, start: int, step: int) -> None:
        self._constant, self._step = start, step

    def mix(self, value: int) -> int:
        value = (value ^ self._constant) & MASK32
        self._constant = self._constant * self._step & MASK32
        value = value * self._constant & MASK32
        return value ^ value >> 16


def _blend(one: int, other: int) -> int:
    value = (0xCA01F9DD * one - 0x4973F715 * other) & MASK32
    return value ^ value >> 16
