"""The degrees of a portfolio: what lists and sentences call them, which is higher, when one was earned."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from .evidence import Evidence
from .wording import either


@dataclass(frozen=True)
class Degree:
    """One degree. Those of one rank are equally high."""

    value: str
    label: str
    phrase: str
    rank: int


DEGREES = {
    degree.value: degree
    for degree in (
        Degree(
            "cda",
            "Child Development Associate (CDA)",
            "a Child Development Associate (CDA) credential",
            0,
        ),
        Degree("associate", "Associate's degree", "an associate's degree", 1),
        Degree("bachelor", "Bachelor's degree", "a bachelor's degree", 2),
        Degree("master", "Master's degree", "a master's degree", 3),
        Degree("doctorate", "PhD or other doctorate", "a doctorate (PhD)", 4),
        Degree("medical", "MD", "an MD", 4),
    )
}
"""By the value that an entry's `degree` has, in rising order."""

CHOICES = [(degree.value, degree.label) for degree in DEGREES.values()]


def any_one_of(degrees: Collection[str]) -> str:
    """ "a bachelor's degree or a master's degree", in rising order; empty for none."""
    return either([degree.phrase for degree in DEGREES.values() if degree.value in degrees])


def counts_as(degree: str, degrees: Collection[str], *, or_higher: bool) -> bool:
    """Whether it is one of these degrees or, with `or_higher`, above the lowest of them."""
    if degree not in DEGREES or degree in degrees or not or_higher:
        return degree in DEGREES and degree in degrees
    ranks = [DEGREES[name].rank for name in degrees if name in DEGREES]
    return bool(ranks) and DEGREES[degree].rank > min(ranks)


def accepted(degrees: Collection[str], *, or_higher: bool) -> frozenset[str]:
    """All that count as one of these."""
    return frozenset(name for name in DEGREES if counts_as(name, degrees, or_higher=or_higher))


def first_degree(evidence: Evidence, degrees: Collection[str], today: date) -> date | None:
    """The day of the earliest of these degrees; one without a date cannot start a count."""
    days = [
        day
        for entry in evidence.of_kind("education")
        if entry.degree in degrees and (day := entry.ended_on) is not None and day <= today
    ]
    return min(days, default=None)


def left_behind(degrees: Collection[str]) -> list[str]:
    """The degrees above the lowest of these that are none of them, in rising order."""
    return [name for name in DEGREES if name not in degrees and counts_as(name, degrees, or_higher=True)]
