"""Why slots stay open, and where no third reviewer is in reserve: sentences for the chief reviewer.

They hold counts, tags and agencies of reviewers; never a name, and never an agency that is barred.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .apart import Group
from .eligibility import Candidate, Demand, WhyNot, why_apart, why_not
from .instance import Instance, Ints

BECAUSE = {
    WhyNot.FULL: "no free place",
    WhyNot.AWAY: "away",
    WhyNot.UNCALIBRATED: "calibration not in date",
    WhyNot.UNTRAINED: "without a training in date",
    WhyNot.ASKED_BEFORE: "asked before",
    WhyNot.BARRED: "may not see it",
    WhyNot.SAME_AGENCY: "of an agency that scores it already",
    WhyNot.SECOND_NOVICE: "a novice beside a novice",
}


@dataclass(frozen=True, slots=True)
class Shortage:
    """`items` is how many answers the sentence is about."""

    sentence: str
    items: int


def shortages(given: Instance, rows: Ints, columns: Ints) -> tuple[Shortage, ...]:
    """One sentence for each different reason why slots stay open when `columns` score `rows`."""
    taken = np.bincount(columns, minlength=given.columns)
    filled = np.bincount(rows, minlength=len(given.demands))
    open_rows = np.flatnonzero(filled < given.wanted).tolist()
    chosen: dict[int, list[Candidate]] = {row: [] for row in open_rows}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if row in chosen:
            chosen[row].append(given.candidates[column])
    full = [given.candidates[column].room <= taken[column] for column in range(given.columns)]
    situations = Counter(_situation(given, row, chosen[row], full) for row in open_rows)
    return tuple(Shortage(one.sentence(number), number) for one, number in situations.items())


def unreserved(given: Instance, rows: Ints, columns: Ints) -> tuple[Shortage, ...]:
    """A sentence if the pairs leave nobody who could settle a dispute of theirs."""
    number = len(without_third(given, rows, columns))
    if not number:
        return ()
    plural = "s have" if number > 1 else " has"
    return (
        Shortage(f"{number} answer{plural} no third reviewer in reserve, should the pair disagree.", number),
    )


def without_third(given: Instance, rows: Ints, columns: Ints) -> Ints:
    """Items with a whole new pair, beside whom no adjudicator with room left could score."""
    starts = np.flatnonzero(rows[1:] == rows[:-1])
    items, first, second = rows[starts], columns[starts], columns[starts + 1]
    served = np.zeros(len(items), dtype=np.bool_)
    free = given.room > np.bincount(columns, minlength=given.columns)
    for kind in np.unique(given.kind[items]).tolist():
        places = np.flatnonzero(given.kind[items] == kind)
        thirds = np.flatnonzero(given.fits[kind] & given.adjudicator & free)
        place, who = np.repeat(places, len(thirds)), np.tile(thirds, len(places))
        able = (
            ~given.is_barred(items[place], who)
            & (first[place] != who) & ~given.clash(who, first[place])
            & (second[place] != who) & ~given.clash(who, second[place])
        )  # fmt: skip
        served[place[able]] = True
    alone: Ints = items[~served]
    return alone


@dataclass(frozen=True, slots=True)
class _Situation:
    """What an item asks for, how many slots it lacks, how many are eligible, and why others are not."""

    requires: tuple[str, ...]
    language: str
    adjudication: bool
    lacking: int
    outside: tuple[str, ...]
    eligible: int
    others: tuple[tuple[WhyNot, int], ...]

    def sentence(self, number: int) -> str:
        many = number > 1
        needed = " + ".join((*self.requires, "answers" if many else "answer"))
        tongue = "" if self.language == "en" else f" reading “{self.language}”"
        outside = f" outside agency {', '.join(self.outside)}" if self.outside else ""
        others = ", ".join(f"{count} {BECAUSE[why]}" for why, count in self.others)
        return (
            f"{number} {needed.replace(' + answer', ' answer')} need{'' if many else 's'} "
            f"{self._whom(many)}{tongue}{outside}; "
            f"{self.eligible or 'nobody'} {'are' if self.eligible > 1 else 'is'} eligible"
            f"{f' ({others})' if others else ''}."
        )

    def _whom(self, many: bool) -> str:
        if self.adjudication:
            return "a third reviewer"
        if self.lacking == 1:
            return "a reviewer"
        return f"{self.lacking} reviewers" + " each" * many


def _situation(given: Instance, row: int, team: list[Candidate], full: Sequence[bool]) -> _Situation:
    demand = given.demands[row]
    reasons = Counter(
        _reason(one, demand, team, full[column])
        for column, one in enumerate(given.candidates)
        if one not in team
    )
    beside = demand.agencies_beside | {one.agency for one in team}
    return _Situation(
        requires=tuple(sorted(demand.requires)),
        language=demand.language,
        adjudication=demand.adjudication,
        lacking=len(demand.slots) - len(team),
        outside=tuple(sorted(filter(None, beside))) if reasons[WhyNot.SAME_AGENCY] else (),
        eligible=reasons[None],
        others=tuple((why, reasons[why]) for why in BECAUSE if reasons[why]),
    )


def _reason(one: Candidate, demand: Demand, team: list[Candidate], full: bool) -> WhyNot | None:
    """Why not, after what the plan has given away."""
    if why := why_not(one, demand):
        return why
    beside = frozenset[Group]().union(*(other.groups for other in team))
    return why_apart(one, beside) or (WhyNot.FULL if full else None)
