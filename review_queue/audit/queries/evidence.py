"""What an accreditor asks to see about a round: who scored, what was checked, what was settled and how."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from review_queue.anonymization.known.organizations import organization_key
from review_queue.items.queries.oversight import name_of
from review_queue.items.queries.rescoring import scorers_before
from review_queue.matching.apart import Trait, broken_by, groups_of
from review_queue.models import (
    ADJUDICATOR_SLOT,
    Assignment,
    BarredAgency,
    BarredUser,
    Calibration,
    Difference,
    Event,
    Intervention,
    Item,
    Plan,
    Requirement,
    Reviewer,
    Round,
    Verdict,
)
from review_queue.permissions import User, calibrations_led_by, items_led_by, plans_led_by
from review_queue.rules.transitions import CLOSED, AssignmentState
from review_queue.typed.folding import folded

from .reliability import decided_items
from .told import scorer

STEPPED_BACK = (
    Event.Kind.DECLINED,
    Event.Kind.RECUSED,
    Event.Kind.IDENTITY_REPORTED,
    Event.Kind.EXPIRED,
    Event.Kind.REVOKED,
)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A reviewer with what he or she holds today; without languages, one who reads every language.

    `pairs` and `thirds` are of first scorings; `agency_key` is by which agencies are compared.
    """

    name: str
    tags: list[str]
    languages: list[str]
    agency: str
    agency_key: str
    account: int
    may_adjudicate: bool
    novice: bool
    code: str
    pairs: int
    thirds: int
    rescores: int


@dataclass(frozen=True, slots=True)
class Checked:
    """One decided item, held once more against the rules that made its scorers eligible.

    Tags and agencies are compared as they are today. Bars of reviewers are deleted when an item is closed,
    and nobody who was barred could be assigned before.
    """

    code: str
    scorers: int
    distinct: bool
    clearer_apart: bool
    agencies_apart: bool
    at_most_one_novice: bool
    qualified: bool
    apart_from_first: bool


def items_of(user: User, scored_in: Round) -> QuerySet[Item]:
    """All items of the round that the user leads."""
    return items_led_by(user).filter(round=scored_in)


def scorers(user: User, scored_in: Round) -> list[Scorer]:
    """Who handed in a review of a decided item, by name. Four queries."""
    work = Assignment.objects.filter(
        item__in=decided_items(user, scored_in).values("pk"), state=AssignmentState.SUBMITTED
    )
    counts = Counter(
        (reviewer, "rescores" if again else "thirds" if slot == ADJUDICATOR_SLOT else "pairs")
        for reviewer, slot, again in work.values_list("reviewer_id", "slot", "item__rescore_of")
    )
    people = Reviewer.objects.filter(pk__in=work.values("reviewer")).select_related("user")
    rows = [
        Scorer(
            name=name_of(one),
            tags=sorted(held.tag for held in one.qualifications.all()),
            languages=sorted(spoken.code for spoken in one.languages.all()),
            agency=one.agency,
            agency_key=organization_key(one.agency),
            account=one.user_id,
            may_adjudicate=one.may_adjudicate,
            novice=one.novice,
            code=scorer(one.pk),
            pairs=counts[one.pk, "pairs"],
            thirds=counts[one.pk, "thirds"],
            rescores=counts[one.pk, "rescores"],
        )
        for one in people.prefetch_related("qualifications", "languages")
    ]
    return sorted(rows, key=lambda one: folded(one.name))


def reasons(user: User, scored_in: Round) -> dict[str, list[Difference]]:
    """Why the reviews of a decided item disagreed, by the item's code."""
    differences: defaultdict[str, list[Difference]] = defaultdict(list)
    rows = Difference.objects.filter(agreement__item__in=decided_items(user, scored_in).values("pk"))
    for one in rows.select_related("agreement__item").order_by("pk"):
        differences[one.agreement.item.code].append(one)
    return differences


def verdicts(user: User, scored_in: Round) -> QuerySet[Verdict]:
    """Each with the rules it came from, by the item's code. Also one of an answer that was never decided:
    there is none unless it was slipped in."""
    rows = Verdict.objects.filter(item__in=items_of(user, scored_in).values("pk"))
    return rows.select_related("item", "rubric").order_by("item__code")


def trail_of_round(user: User, scored_in: Round) -> QuerySet[Event]:
    """Every event of the items the user leads, of the round as a whole, and of trainings, in order."""
    of_items = Q(item__in=items_of(user, scored_in).values("pk"))
    of_trainings = Q(kind__in=(Event.Kind.TRAINED, Event.Kind.STRUCK_OUT), item=None)
    rows = Event.objects.filter(of_items | of_trainings | Q(round=scored_in))
    return rows.select_related("item", "assignment__reviewer__user", "actor").order_by("pk")


def plans(user: User, scored_in: Round) -> QuerySet[Plan]:
    """Every plan drawn for the round in the pools the user leads, with `offers`, the oldest first."""
    rows = plans_led_by(user).filter(round=scored_in).annotate(offers=Count("slots")).defer("kept")
    people = rows.select_related("pool", "proposed_by", "settled_by")
    return people.prefetch_related("shortages").order_by("proposed_at")


def interventions(user: User, scored_in: Round) -> QuerySet[Intervention]:
    """What was done where a closed answer had stopped, in order."""
    items = items_of(user, scored_in).filter(state__in=CLOSED).values("pk")
    rows = Intervention.objects.filter(item__in=items)
    return rows.select_related("item", "by", "assignment").order_by("pk")


def calibrations(user: User, scored_in: Round) -> list[Calibration]:
    """Every attempt at a calibration for the round's rubric, in order."""
    attempts = calibrations_led_by(user).filter(anchor_set__rubric=scored_in.rubric_id)
    return list(attempts.select_related("reviewer__user", "anchor_set", "released_by").order_by("pk"))


def bars(user: User, scored_in: Round) -> tuple[int, int]:
    """How many bars on people and on agencies guard the items that are still open."""
    items = items_of(user, scored_in).exclude(state__in=CLOSED).values("pk")
    return (
        BarredUser.objects.filter(item__in=items).count(),
        BarredAgency.objects.filter(item__in=items).count(),
    )


def steps_back(user: User, scored_in: Round) -> dict[Event.Kind, int]:
    """How often a reviewer left an answer that is closed by now, by how: of an open one nothing is told."""
    closed = items_of(user, scored_in).filter(state__in=CLOSED)
    events = Event.objects.filter(item__in=closed.values("pk"), kind__in=STEPPED_BACK)
    counted = Counter(events.values_list("kind", flat=True))
    return {kind: counted[kind] for kind in STEPPED_BACK}


def conflicts_checked(user: User, scored_in: Round) -> Iterator[Checked]:
    """Each decided item by code. Four queries, and two more where answers were scored again."""
    items = decided_items(user, scored_in).order_by("code")
    teams: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    work = Assignment.objects.filter(item__in=items.values("pk"), state=AssignmentState.SUBMITTED)
    for one in work.select_related("reviewer").prefetch_related("reviewer__qualifications"):
        teams[one.item_id].append(one)
    required: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in Requirement.objects.filter(item__in=items.values("pk")):
        required[row.item_id].add(row.tag)
    former = scorers_before(items)
    for item in items:
        yield _checked(item, teams[item.pk], required[item.pk], former.get(item.pk, set()))


def _checked(item: Item, team: list[Assignment], tags: set[str], former: set[int]) -> Checked:
    people = [one.reviewer for one in team]
    broken = broken_by(groups_of(organization_key(one.agency), one.novice) for one in people)
    return Checked(
        code=item.code,
        scorers=len(people),
        distinct=len({one.pk for one in people}) == len(people),
        clearer_apart=item.cleared_by_id not in {one.user_id for one in people},
        agencies_apart=Trait.AGENCY not in broken,
        at_most_one_novice=Trait.NOVICE not in broken,
        qualified=all(tags <= {held.tag for held in one.qualifications.all()} for one in people),
        apart_from_first=not former & {one.pk for one in people},
    )
