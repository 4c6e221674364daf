"""Which offers bring an anchor: nobody can foresee it, and the round's seed draws it again. Pure."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta


def owed(*, seed: int, reviewer: int, offers: int, every: int) -> int:
    """How many anchors a reviewer should have had with the first `offers` answers of a round.

    Each offer brings one with a chance of 1 in `every`, by HMAC-SHA-256 of the round's seed, the reviewer and
    the number of the offer. What could not be given then is owed until it is. 0 for `every` is none.
    """
    if not every:
        return 0
    return sum(_draw(seed, f"{reviewer}:{number}") % every == 0 for number in range(1, offers + 1))


def alone_at(newest: datetime, *, seed: int, reviewer: int) -> datetime:
    """When an anchor that is owed comes by itself: one to three days after the newest answer was offered, at
    about its hour of the day, because that is when the people who release answers work."""
    drawn = _draw(seed, f"{reviewer}:{newest.timestamp()}:alone")
    return newest + timedelta(days=1 + drawn % 3, seconds=drawn // 3 % 3600)


def in_turn(anchors: Iterable[int], *, seed: int, reviewer: int) -> list[int]:
    """The anchors in the order in which this reviewer gets them."""
    return sorted(anchors, key=lambda anchor: (_draw(seed, f"{reviewer}:{anchor}:text"), anchor))


def by_lot(reviewers: Iterable[int], *, seed: int, words: str) -> list[int]:
    """The reviewers in an order that depends on nothing but the seed and these words."""
    return sorted(reviewers, key=lambda one: (_draw(seed, f"{one}:{words}:lot"), one))


def lot(*, seed: int, words: str) -> int:
    """A number that nobody can foresee."""
    return _draw(seed, f"{words}:lot")


def _draw(seed: int, words: str) -> int:
    digest = hmac.digest(seed.to_bytes(8, "big"), f"anchor:{words}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big")
