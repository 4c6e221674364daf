"""Who is calibrated for what, for the chief reviewer: names and figures."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from review_queue.items.queries.oversight import name_of
from review_queue.matching.eligibility import Standing
from review_queue.models import AnchorSet, Calibration, PoolMembership, PoolRole, Reviewer
from review_queue.permissions import User, calibrations_led_by, pools_of
from review_queue.typed.folding import folded

from .attempts import standing_of

ASKS_YOU, LAPSED, BEGUN, NOT_BEGUN, MAY_BEGIN, IN_DATE = range(6)
"""The order of the list: what needs a person comes first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reviewer and one set. `attempt` is the latest for its pool, rubric and language; an earlier pass
    stays `in_date` while it runs, and after it was not passed."""

    name: str
    asked: AnchorSet
    attempt: Calibration | None
    valid_until: datetime.date | None
    in_date: bool
    urgency: int

    @property
    def asks_you(self) -> bool:
        return self.urgency == ASKS_YOU


def standings(user: User, today: datetime.date) -> list[Row]:
    """Active reviewers of the pools the user leads, beside each calibration that is asked there, what needs
    the chief first. Four queries. Chiefs do not see themselves."""
    asked = _asked(user)
    people = _people(user)
    attempts: defaultdict[tuple[int, Standing], list[Calibration]] = defaultdict(list)
    for one in calibrations_led_by(user).select_related("anchor_set").order_by("pk"):
        attempts[one.reviewer_id, standing_of(one.anchor_set)].append(one)
    rows = [
        _row(reviewer, one, attempts[reviewer.pk, standing], today)
        for standing, one in asked.items()
        for reviewer in people[standing[0]]
        if _reads(reviewer, one.language)
    ]
    return sorted(rows, key=lambda row: (row.urgency, folded(row.name), row.asked.pk))


def _asked(user: User) -> dict[Standing, AnchorSet]:
    """One set for each pool, rubric and language."""
    sets = AnchorSet.objects.filter(
        pool__in=pools_of(user, PoolRole.Role.CHIEF).values("pk"),
        use=AnchorSet.Use.CALIBRATION,
        published_at__isnull=False,
        retired_at=None,
    )
    return {standing_of(one): one for one in sets.select_related("rubric").order_by("-pk")}


def _people(user: User) -> defaultdict[int, list[Reviewer]]:
    """Reviewers by pool, with the languages they read."""
    members = PoolMembership.objects.filter(
        pool__in=pools_of(user, PoolRole.Role.CHIEF).values("pk"), reviewer__active=True
    )
    people: defaultdict[int, list[Reviewer]] = defaultdict(list)
    others = members.exclude(reviewer__user_id=user.pk or 0).select_related("reviewer__user")
    for member in others.prefetch_related("reviewer__languages"):
        people[member.pool_id].append(member.reviewer)
    return people


def _reads(reviewer: Reviewer, language: str) -> bool:
    languages = {one.code for one in reviewer.languages.all()}
    return not languages or language in languages


def _row(reviewer: Reviewer, asked: AnchorSet, attempts: list[Calibration], today: datetime.date) -> Row:
    latest = max(attempts, key=attrgetter("pk"), default=None)
    until = max((one.valid_until for one in attempts if one.valid_until), default=None)
    in_date = until is not None and until >= today
    return Row(name_of(reviewer), asked, latest, until, in_date, _urgency(latest, in_date))


def _urgency(latest: Calibration | None, in_date: bool) -> int:
    if latest is None:
        return NOT_BEGUN
    if latest.state == Calibration.State.RUNNING:
        return BEGUN
    if latest.state == Calibration.State.PASSED:
        return IN_DATE if in_date else LAPSED
    return MAY_BEGIN if latest.released_at else ASKS_YOU
