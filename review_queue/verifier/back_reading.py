"""Which answers of a round are read again: drawn so that anybody draws the same from the same answers."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

NEAR, DISPUTED, LOT = "near", "disputed", "lot"


@dataclass(frozen=True)
class Decided:
    """One answer: its result in percent, None if it cannot be scored, and whether a third was asked."""

    percent: Fraction | None
    third: bool


def drawn(
    answers: Mapping[str, Decided],
    *,
    seed: int,
    pass_mark: Fraction,
    near: int,
    disputed: bool,
    share: int,
) -> dict[str, str]:
    """Why each answer is read, by its code: every one at most `near` points from the pass mark, every one
    with a third review if `disputed`, and of the rest `share` percent, rounded up: those whose HMAC-SHA256
    under the seed is lowest."""
    chosen = {}
    for code, one in answers.items():
        if one.percent is not None and abs(one.percent - pass_mark) <= near:
            chosen[code] = NEAR
        elif disputed and one.third:
            chosen[code] = DISPUTED
    rest = sorted((code for code in answers if code not in chosen), key=lambda code: _lot(seed, code))
    return chosen | dict.fromkeys(rest[: -(-len(rest) * share // 100)], LOT)


def digest_of_answers(codes: Iterable[str]) -> str:
    """By which a sample says what it was drawn from."""
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()


def _lot(seed: int, code: str) -> str:
    return hmac.digest(str(seed).encode(), code.encode(), "sha256").hex()
