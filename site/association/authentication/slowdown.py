"""Guessing is slowed down, and nobody is locked out by it.

Attempts are counted for an account from one place: a browser that has signed in to it before, or else an
address. After a few the next has to wait, each time twice as long. Who guesses from elsewhere delays only
himself, and the owner's own browser never waits for what others try.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from time import time

from django.core.cache import cache

FORGOTTEN_AFTER_S = 3600


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` attempts at will, then one after each pause; a pause is `longest` seconds at most."""

    scope: str
    free: int
    longest: int

    def pause(self, who: str) -> int:
        """Seconds this attempt has to wait, 0 if it may be made. Counted before the password is looked at, so
        that a hundred attempts at once are a hundred; one that has to wait is not counted."""
        count, gate = self._keys(who)
        cache.add(count, 0, FORGOTTEN_AFTER_S)
        try:
            made = cache.incr(count)
        except ValueError:  # forgotten in the meantime
            return 0
        if made <= self.free:
            return 0
        seconds = min(self.longest, 2 ** min(made - self.free, 20))
        if cache.add(gate, time() + seconds, seconds):
            return 0
        cache.incr(count, -1)
        return max(1, ceil(cache.get(gate, 0) - time()))

    def forgive(self, who: str) -> None:
        """It was the owner: begin anew."""
        cache.delete(self._keys(who)[0])
        cache.delete(self._keys(who)[1])

    def take_back(self, who: str) -> None:
        """The last attempt was none."""
        count, _ = self._keys(who)
        if cache.get(count, 0) > 0:
            cache.incr(count, -1)

    def _keys(self, who: str) -> tuple[str, str]:
        digest = sha256(who.encode()).hexdigest()
        return f"sign-in.{self.scope}.{digest}", f"sign-in.{self.scope}.{digest}.gate"


ACCOUNT = Brake("account", free=5, longest=900)
# One address trying one password on many accounts. A whole office may share it, hence so many and so short.
ADDRESS = Brake("address", free=100, longest=10)


def count_failure(account: str, *, days: int = 1) -> int:
    """How often signing in to this account has failed lately, from wherever."""
    key = f"sign-in.failed.{sha256(account.encode()).hexdigest()}"
    cache.add(key, 0, days * 86_400)
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
