"""Who may be asked to score, with what their load is, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from review_queue.anonymization.known.organizations import organization_key
from review_queue.matching.eligibility import Candidate, Standing
from review_queue.models import (
    Calibration,
    DeclaredConflict,
    Item,
    Language,
    PoolMembership,
    PoolRole,
    Qualification,
    Reviewer,
    Training,
)
from review_queue.models.bars import agency_digests
from review_queue.models.reviewers import in_force
from review_queue.rules.transitions import ACTIVE, HOLDS_SLOT

K = TypeVar("K")
V = TypeVar("V")


def candidates(items: Iterable[Item], *, only: Collection[int] | None = None) -> list[Candidate]:
    """Active reviewers of the items' pools, or those of `only`, with their present load, in a fixed order.

    Who leads one of the pools settles none of its disputes: the pages of a chief reviewer say who scores, and
    why the two disagree.
    """
    listed = list(items)
    pools = {item.pool_id for item in listed}
    rounds = {item.round_id for item in listed}
    chiefs = PoolRole.objects.filter(pool__in=pools, role=PoolRole.Role.CHIEF)
    members = PoolMembership.objects.filter(pool__in=pools, reviewer__active=True)
    if only is not None:
        members = members.filter(reviewer__in=only)
    reviewers = Reviewer.objects.filter(pk__in=members.values("reviewer"), user__is_active=True).annotate(
        held=Count("assignments", filter=Q(assignments__state__in=ACTIVE)),
        done=Count(
            "assignments",
            filter=Q(assignments__state__in=ACTIVE)
            | Q(assignments__state__in=HOLDS_SLOT, assignments__item__round__in=rounds),
        ),
        leads=Exists(chiefs.filter(user=OuterRef("user"))),
        trained=Exists(Training.objects.filter(in_force(timezone.localdate()), reviewer=OuterRef("pk"))),
    )
    pools_of = grouped(members.values_list("reviewer_id", "pool_id"))
    tags, declared = _tags_and_conflicts(members)
    languages = grouped(_languages(members))
    calibrated = _calibrated(members)
    return [
        replace(
            _candidate(one, pools_of[one.pk], tags[one.pk], languages[one.pk], calibrated[one.pk]),
            digests=frozenset({*agency_digests(one.agency), *declared[one.pk]}),
        )
        for one in reviewers.order_by("pk")
    ]


def _calibrated(members: QuerySet[PoolMembership]) -> defaultdict[int, set[Standing]]:
    """What each of these reviewers has passed and may still count on. One query."""
    passed = Calibration.objects.filter(
        reviewer__in=members.values("reviewer"),
        state=Calibration.State.PASSED,
        valid_until__gte=timezone.localdate(),
    )
    rows = passed.values_list(
        "reviewer_id", "anchor_set__pool_id", "anchor_set__rubric_id", "anchor_set__language"
    )
    return grouped((reviewer, (pool, rubric, language)) for reviewer, pool, rubric, language in rows)


def _tags_and_conflicts(
    members: QuerySet[PoolMembership],
) -> tuple[defaultdict[int, set[str]], defaultdict[int, set[str]]]:
    """What these reviewers are qualified for, and digests of the agencies that they have declared as
    conflicts. One query."""
    of = members.values("reviewer")
    held = Qualification.objects.filter(reviewer__in=of).values_list("reviewer_id", "tag", Value(False))
    declared = DeclaredConflict.objects.filter(
        reviewer__in=of, kind=DeclaredConflict.Kind.AGENCY, withdrawn_at=None
    ).order_by()
    rows = [*held.union(declared.values_list("reviewer_id", "words", Value(True)), all=True)]
    tags = grouped((reviewer, tag) for reviewer, tag, is_agency in rows if not is_agency)
    agencies = [(reviewer, name) for reviewer, name, is_agency in rows if is_agency]
    return tags, grouped((reviewer, digest) for reviewer, name in agencies for digest in agency_digests(name))


def _languages(members: QuerySet[PoolMembership]) -> Iterable[tuple[int, str]]:
    rows = Language.objects.filter(reviewer__in=members.values("reviewer"))
    return rows.values_list("reviewer_id", "code")


def _candidate(
    reviewer: Reviewer, pools: set[int], tags: set[str], languages: set[str], calibrated: set[Standing]
) -> Candidate:
    load: dict[str, int] = {name: getattr(reviewer, name) for name in ("held", "done")}
    return Candidate(
        id=reviewer.pk,
        user=reviewer.user_id,
        pools=frozenset(pools),
        tags=frozenset(tags),
        languages=frozenset(languages),
        agency=organization_key(reviewer.agency),
        digests=frozenset(),
        capacity=reviewer.capacity,
        novice=reviewer.novice,
        may_adjudicate=reviewer.may_adjudicate and not getattr(reviewer, "leads", False),
        active=reviewer.active,
        away=reviewer.away_until is not None and reviewer.away_until >= timezone.localdate(),
        calibrated=frozenset(calibrated),
        trained=getattr(reviewer, "trained", False),
        **load,
    )


def grouped(pairs: Iterable[tuple[K, V]]) -> defaultdict[K, set[V]]:
    """The second of each pair, by the first."""
    groups: defaultdict[K, set[V]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return groups
