"""The coordinator's worklist: one row per application, with what is counted beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from endorsement_plugin.exams.queries.parts import with_parts_to_type
from endorsement_plugin.models import Appeal, Application, Reference, Sitting, Transcript
from endorsement_plugin.rules.states import (
    APPEALABLE,
    AWAITS_OUTCOME,
    ApplicationState,
    ReferenceState,
    TranscriptState,
)

WITH_US = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW, ApplicationState.READY)
"""The next step is the coordinator's."""

CLOSED = (ApplicationState.ENDORSED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN)

TO_LOOK_AT = (TranscriptState.UPLOADED, TranscriptState.ACCEPTED, TranscriptState.QUARANTINED)


@dataclass(frozen=True)
class Workload:
    """How much waits for a coordinator."""

    new: int
    in_review: int
    ready: int
    overdue: int
    waiting: int
    """Everything whose next step is the coordinator's."""


def with_exam_news(applications: QuerySet[Application], *, by_hand: bool) -> QuerySet[Application]:
    """The same applications with what their exam adds to their state, in the same query.

    Adds `to_confirm` (a second outcome is there), `to_enter` (an outcome is the coordinator's to type in: the
    exam came back unscored, a part of it is sat elsewhere, or all are typed in: `by_hand`) and `scored_again`
    (reviewers have it).
    """
    second = Appeal.objects.filter(
        sitting__application=OuterRef("pk"),
        settled_at=None,
        stopped_at=None,
        sitting__application__state__in=APPEALABLE,
    )
    sittings = Sitting.objects.filter(application=OuterRef("pk"), application__state=ApplicationState.EXAM)
    owed = sittings.filter(state__in=AWAITS_OUTCOME)
    parts = with_parts_to_type(sittings, today=timezone.localdate())
    return applications.annotate(
        to_confirm=Exists(second.exclude(outcome="")),
        to_enter=Exists(owed if by_hand else owed.exclude(returned_because="")) | Exists(parts),
        scored_again=Exists(second.filter(outcome="")),
    )


WAITING = Q(to_confirm=True) | Q(to_enter=True) | Q(state__in=WITH_US, scored_again=False)
"""The next step is the coordinator's. Of applications `with_exam_news`."""


def overdue(today: Mapping[int, date]) -> Q:
    """Applications whose promised answer is late where their association is: the review's, and after an exam
    the decision's. `today` is by association.
    """
    return Q(_past(today), state__in=WITH_US)


def _past(today: Mapping[int, date]) -> Q:
    """Promised for a day that is over there. With one day for all, the association need not be asked."""
    days = sorted(set(today.values()))
    if len(days) == 1:
        return Q(answer_by__lt=days[0])
    past = Q(pk=None)
    for day in days:
        past |= Q(association__in=[pk for pk, here in today.items() if here == day], answer_by__lt=day)
    return past


def late(today: Mapping[int, date]) -> Case:
    """`overdue` as a column."""
    return Case(When(overdue(today), then=Value(True)), default=Value(False))


def worklist(
    applications: QuerySet[Application], today: Mapping[int, date], *, by_hand: bool = False
) -> QuerySet[Application]:
    """The same applications with their counts and exam news, urgent ones first, in one query.

    Adds `is_overdue`, `references_received`, `references_named`, `transcripts_seen`, `transcripts_open`.
    """
    referees = Reference.objects.exclude(state=ReferenceState.REPLACED)
    return (
        with_exam_news(applications, by_hand=by_hand)
        .select_related("person__user", "credential", "association")
        .annotate(
            is_overdue=late(today),
            references_named=count_of(referees),
            references_received=count_of(referees.filter(state=ReferenceState.RECEIVED)),
            transcripts_seen=count_of(Transcript.objects.filter(state=TranscriptState.VERIFIED)),
            transcripts_open=count_of(Transcript.objects.filter(state__in=TO_LOOK_AT)),
            rank=Case(When(WAITING, then=0), When(state__in=CLOSED, then=2), default=1),
        )
        .order_by("rank", "answer_by", "submitted_at")
    )


def workload(
    applications: QuerySet[Application], today: Mapping[int, date], *, by_hand: bool = False
) -> Workload:
    """What waits among these applications, in one query."""
    rows = with_exam_news(applications, by_hand=by_hand).annotate(is_overdue=late(today))
    counts = rows.aggregate(
        new=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        in_review=Count("pk", filter=Q(state=ApplicationState.IN_REVIEW)),
        ready=Count("pk", filter=Q(state=ApplicationState.READY, to_confirm=False, scored_again=False)),
        overdue=Count("pk", filter=Q(is_overdue=True)),
        waiting=Count("pk", filter=WAITING),
    )
    return Workload(**counts)


def most_urgent(
    applications: QuerySet[Application], today: Mapping[int, date], *, by_hand: bool = False, limit: int = 5
) -> QuerySet[Application]:
    """The applications a coordinator should open first today: late ones, then what an exam brought."""
    waiting = with_exam_news(applications, by_hand=by_hand).filter(WAITING)
    rows = waiting.select_related("person__user", "credential").annotate(is_overdue=late(today))
    news_first = Case(When(Q(to_confirm=True) | Q(to_enter=True), then=0), default=1)
    return rows.order_by("-is_overdue", news_first, "answer_by", "submitted_at")[:limit]


def by_state(applications: QuerySet[Application]) -> dict[ApplicationState, int]:
    """How many applications stand in each state that has any."""
    rows = applications.order_by().values_list("state").annotate(count=Count("pk"))
    return {ApplicationState(state): count for state, count in rows}


def count_of(rows: QuerySet[Reference] | QuerySet[Transcript]) -> Coalesce:
    """How many of these rows belong to the application of the query that this is a column of."""
    mine = rows.filter(application=OuterRef("pk")).order_by().values("application")
    counted = mine.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
