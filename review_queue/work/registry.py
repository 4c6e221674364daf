"""What each kind of background work does, and what the clock owes: filled from every app's `jobs.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from .errors import UnknownKind

if TYPE_CHECKING:
    from .claims import Claim


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. After `attempts` starts without an end the row is dead, for a person to look at."""

    kind: str
    run: Callable[["Claim"], None]
    lease: timedelta
    attempts: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the clock does again and again; the next time makes up for one that was cut short.

    `run` may say how many things it found or did; the operator sees the number.
    """

    name: str
    run: Callable[[], int | None]
    every: timedelta


C = TypeVar("C", None, int)

_jobs: dict[str, Job] = {}
_duties: dict[str, Duty] = {}


def job(
    kind: str, *, lease: int = 90, attempts: int = 8
) -> Callable[[Callable[["Claim"], None]], Callable[["Claim"], None]]:
    """Register the function for `kind`, stopped after `lease` seconds, started at most `attempts` times."""

    def register(function: Callable[["Claim"], None]) -> Callable[["Claim"], None]:
        _refuse_second(kind, function, _jobs.get(kind))
        _jobs[kind] = Job(kind, function, timedelta(seconds=lease), attempts)
        return function

    return register


def duty(name: str, *, every: timedelta) -> Callable[[Callable[[], C]], Callable[[], C]]:
    """Register a function that the clock process calls when `every` has passed since it last began."""

    def register(function: Callable[[], C]) -> Callable[[], C]:
        _refuse_second(name, function, _duties.get(name))
        _duties[name] = Duty(name, function, every)
        return function

    return register


def job_for(kind: str) -> Job:
    """Raises UnknownKind."""
    try:
        return _jobs[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> frozenset[str]:
    """Every registered kind of work."""
    return frozenset(_jobs)


def all_duties() -> list[Duty]:
    """Every duty, in the order in which the apps registered them."""
    return list(_duties.values())


def autodiscover() -> None:
    """Import the `jobs.py` of every installed app. Called once, when the apps are ready."""
    autodiscover_modules("jobs")


def _refuse_second(name: str, function: Callable[..., object], earlier: Job | Duty | None) -> None:
    if earlier is not None and earlier.run.__qualname__ != function.__qualname__:
        raise ImproperlyConfigured(f"{name!r} is registered twice: {earlier.run!r} and {function!r}.")
