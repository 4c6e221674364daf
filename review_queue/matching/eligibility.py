"""Who may score what. The reasons are for the chief reviewer; a reviewer is never told why not."""

from dataclasses import dataclass
from enum import StrEnum

from .apart import Groups, Trait, groups_of


class WhyNot(StrEnum):
    INACTIVE = "inactive"
    OTHER_POOL = "other_pool"
    BARRED = "barred"
    ASKED_BEFORE = "asked_before"
    UNQUALIFIED = "unqualified"
    LANGUAGE = "language"
    UNCALIBRATED = "uncalibrated"
    UNTRAINED = "untrained"
    NOT_ADJUDICATOR = "not_adjudicator"
    SAME_AGENCY = "same_agency"
    SECOND_NOVICE = "second_novice"
    AWAY = "away"
    FULL = "full"


APART = {Trait.AGENCY: WhyNot.SAME_AGENCY, Trait.NOVICE: WhyNot.SECOND_NOVICE}

Standing = tuple[int, int, str]
"""What a calibration is for: pool, rubric version and language."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reviewer, as assigning sees one. `held` counts open work, `done` that and all work of the round.

    Without `languages` a reviewer reads every language of the pool.
    """

    id: int
    user: int
    pools: frozenset[int]
    tags: frozenset[str]
    languages: frozenset[str]
    agency: str
    digests: frozenset[str]
    capacity: int
    held: int
    done: int
    novice: bool
    may_adjudicate: bool
    active: bool
    calibrated: frozenset[Standing] = frozenset()
    away: bool = False
    trained: bool = False

    @property
    def groups(self) -> Groups:
        """Who else of these groups scores an answer keeps this reviewer from it."""
        return groups_of(self.agency, self.novice)

    @property
    def room(self) -> int:
        """For how many more; for none while away."""
        return 0 if self.away else max(0, self.capacity - self.held)


@dataclass(frozen=True, slots=True)
class Demand:
    """An item with open slots. `asked` are all reviewers ever asked, `beside` and `…_beside` say who
    scores it now, `calibration` what its reviewers must have passed and not outlived, if anything, `training`
    whether they need one that counts today."""

    item: str
    pool: int
    slots: tuple[int, ...]
    requires: frozenset[str]
    language: str
    barred: frozenset[int]
    barred_digests: frozenset[str]
    asked: frozenset[int]
    beside: frozenset[int]
    agencies_beside: frozenset[str]
    novice_beside: bool
    adjudication: bool
    calibration: Standing | None = None
    training: bool = False

    @property
    def groups_beside(self) -> Groups:
        """Those of everybody who scores it now."""
        agencies = (groups_of(agency, False) for agency in self.agencies_beside)
        return groups_of("", self.novice_beside).union(*agencies)


def why_apart(candidate: Candidate, beside: Groups) -> WhyNot | None:
    """Why not together with people of these groups, or None."""
    shared = {trait for trait, _ in candidate.groups & beside}
    return next((why for trait, why in APART.items() if trait in shared), None)


def why_not(candidate: Candidate, demand: Demand) -> WhyNot | None:
    """The first reason why this reviewer cannot take this item now, or None."""
    apart = why_apart(candidate, demand.groups_beside)
    checks = (
        (not candidate.active, WhyNot.INACTIVE),
        (demand.pool not in candidate.pools, WhyNot.OTHER_POOL),
        (candidate.user in demand.barred, WhyNot.BARRED),
        (not candidate.digests.isdisjoint(demand.barred_digests), WhyNot.BARRED),
        (candidate.id in demand.asked, WhyNot.ASKED_BEFORE),
        (not demand.requires <= candidate.tags, WhyNot.UNQUALIFIED),
        (bool(candidate.languages) and demand.language not in candidate.languages, WhyNot.LANGUAGE),
        (demand.calibration not in {None, *candidate.calibrated}, WhyNot.UNCALIBRATED),
        (demand.training and not candidate.trained, WhyNot.UNTRAINED),
        (demand.adjudication and not candidate.may_adjudicate, WhyNot.NOT_ADJUDICATOR),
        *((why is apart, why) for why in APART.values()),
        (candidate.away, WhyNot.AWAY),
        (candidate.room == 0, WhyNot.FULL),
    )
    return next((reason for failed, reason in checks if failed), None)
