"""The coordinator's worklist: one row per application, with what is counted beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from endorsement_plugin.models import Appeal, Application, Reference, Sitting, Transcript
from endorsement_plugin.rules.states import ApplicationState, ReferenceState, TranscriptState

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

    @property
    def waiting(self) -> int:
        """Everything whose next step is the coordinator's."""
        return self.new + self.in_review + self.ready


def overdue(today: date) -> Q:
    """Applications whose promised answer is late. Who may sit the exam has had that answer."""
    answered = Exists(Sitting.objects.filter(application=OuterRef("pk")))
    return Q(~answered, state__in=WITH_US, answer_by__lt=today)


def worklist(applications: QuerySet[Application], today: date) -> QuerySet[Application]:
    """The same applications with their counts, urgent ones first, in one query.

    Adds `is_overdue`, `references_received`, `references_named`, `transcripts_seen`, `transcripts_open`.
    """
    referees = Reference.objects.exclude(state=ReferenceState.REPLACED)
    return (
        applications.select_related("person__user", "credential", "association")
        .annotate(
            is_overdue=Case(When(overdue(today), then=Value(True)), default=Value(False)),
            references_named=count_of(referees),
            references_received=count_of(referees.filter(state=ReferenceState.RECEIVED)),
            transcripts_seen=count_of(Transcript.objects.filter(state=TranscriptState.VERIFIED)),
            transcripts_open=count_of(Transcript.objects.filter(state__in=TO_LOOK_AT)),
            rank=Case(When(state__in=WITH_US, then=0), When(state__in=CLOSED, then=2), default=1),
        )
        .order_by("rank", "answer_by", "submitted_at")
    )


def workload(applications: QuerySet[Application], today: date) -> Workload:
    """What waits among these applications, in one query."""
    counts = applications.aggregate(
        new=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        in_review=Count("pk", filter=Q(state=ApplicationState.IN_REVIEW)),
        ready=Count("pk", filter=Q(state=ApplicationState.READY)),
        overdue=Count("pk", filter=overdue(today)),
    )
    return Workload(**counts)


def most_urgent(applications: QuerySet[Application], today: date, limit: int = 5) -> QuerySet[Application]:
    """The applications a coordinator should open first today."""
    second = Appeal.objects.filter(sitting__application=OuterRef("pk"), settled_at=None, stopped_at=None)
    to_confirm = Exists(second.exclude(outcome=""))
    waiting = applications.filter(Q(to_confirm) | Q(state__in=WITH_US))
    waiting = waiting.select_related("person__user", "credential").annotate(to_confirm=to_confirm)
    late = Case(When(overdue(today), then=Value(True)), default=Value(False))
    return waiting.annotate(is_overdue=late).order_by("answer_by", "submitted_at")[:limit]


def by_state(applications: QuerySet[Application]) -> dict[ApplicationState, int]:
    """How many applications stand in each state that has any."""
    rows = applications.order_by().values_list("state").annotate(count=Count("pk"))
    return {ApplicationState(state): count for state, count in rows}


def count_of(rows: QuerySet[Reference] | QuerySet[Transcript]) -> Coalesce:
    """How many of these rows belong to the application of the query that this is a column of."""
    mine = rows.filter(application=OuterRef("pk")).order_by().values("application")
    counted = mine.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
