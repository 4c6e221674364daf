"""Applications as their applicants read them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Site

from endorsement_plugin.assessment.contents import Contents, Seat, contents_of
from endorsement_plugin.assessment.queries import assess_evidence
from endorsement_plugin.clock import local
from endorsement_plugin.models import (
    Appeal,
    Application,
    ApplicationEvent,
    Decision,
    Endorsement,
    Fee,
    Form,
    RequirementSet,
    Sitting,
    Submission,
    Transcript,
)
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.portfolio.sittings import exam_passed, part_results, read_sittings
from endorsement_plugin.requirements.clauses import parse, requires_exam
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.history import in_words
from endorsement_plugin.rules.states import ENDED, ApplicationState, SittingState

from .tasks import Progress, Task, tasks_of

TOLD = {
    "started": "You started this application",
    "submitted": "You submitted it",
    "review_begun": "A coordinator began the review",
    "step_undone": "The coordinator took that back",
    "review_resumed": "It was taken back into review",
    "returned": "It was returned to you for a change",
    "exam_scheduled": "Your exam was scheduled",
    "exam_moved": "The day of your exam was changed",
    "exam_names_given": "You named by what your exam is masked",
    "exam_opened": "You began the exam",
    "exam_handed_in": "You handed in your exam",
    "exam_closed": "Your exam was closed without an outcome",
    "exam_reopened": "Your exam was opened again",
    "exam_appealed": "Your exam was sent to be scored again",
    "exam_appeal_settled": "The second scoring of your exam was confirmed",
    "exam_appeal_stopped": "The second scoring of your exam ended without an outcome",
    "decision_reopened": "Your application waits for a new decision",
    "ready": "The review was completed",
    "endorsed": "You were endorsed",
    "deferred": "The decision was put off until more is there",
    "declined": "The application was declined",
    "reference_sent": "A reference was asked for",
    "reference_received": "A reference arrived",
    "reference_declined": "A referee declined",
    "reference_expired": "A request for a reference expired",
    "referee_replaced": "You replaced a referee",
    "requirements_changed": "Newer requirements apply to it since then",
    "fees_due": "A fee fell due",
    "fees_dropped": "A fee is no longer due",
    "fee_charged": "A fee was charged",
    "fee_paid": "A fee was marked as paid",
    "fee_waived": "A fee was waived",
    "fee_invoiced": "A fee was invoiced to somebody else",
    "fee_due_again": "A fee is due again",
    "withdrawn": "You withdrew it",
    "joined": "It was joined to your account",
    "taken_over": "You went on with it yourself",
    "registry_listed": "You asked to be listed in the registry",
    "registry_unlisted": "You asked not to be listed in the registry",
}
"""The events an applicant reads; the rest is for the file."""


@dataclass(frozen=True)
class Overview:
    """A draft at a glance."""

    contents: Contents
    tasks: list[Task]
    assessment: Assessment

    @property
    def done(self) -> int:
        """How many steps need nothing more."""
        return sum(task.progress in {Progress.DONE, Progress.OPTIONAL} for task in self.tasks)


@dataclass(frozen=True)
class Moment:
    """Something that happened, in the applicant's words."""

    event: ApplicationEvent
    words: str


@dataclass(frozen=True)
class Status:
    """Where a submitted application stands."""

    seats: list[Seat]
    transcripts: list[Transcript]
    history: list[Moment]
    earlier: list[Submission]
    sittings: list[Sitting]
    appeals: list[Appeal]
    decision: Decision | None
    endorsement: Endorsement | None
    with_exam: bool
    stage: int
    fees: list[Fee]

    @property
    def exam(self) -> Sitting | None:
        """The exam on the way ahead; None while one is still to be scheduled, also after another in vain."""
        last = self.sittings[-1] if self.sittings else None
        over = {SittingState.CLOSED, SittingState.FAILED} if self.stage < 3 else {SittingState.CLOSED}
        return None if last is None or last.status in over else last


def startable(day: date) -> QuerySet[Form]:
    """The application forms that can be started: open, of a credential that demands something by then."""
    in_force = RequirementSet.objects.by(day).filter(credential=OuterRef("credential"))
    return Form.objects.filter(
        Exists(in_force), kind=Form.Kind.APPLICATION, is_open=True, credential__retired=False
    )


def is_open(form: Form, day: date) -> bool:
    """Whether this form can be started."""
    return startable(day).filter(pk=form.pk).exists()


def credentials_held(user: Visitor) -> set[int]:
    """The credentials that this person holds; nobody applies for one of these again."""
    held = Endorsement.objects.filter(person__user=user.pk).exclude(state__in=ENDED)
    return set(held.values_list("credential_id", flat=True))


def open_forms(site: Site | int | None, day: date) -> QuerySet[Form]:
    """The application forms of this site's association that can be started; an id will do for the site."""
    return (
        startable(day)
        .filter(association__site=site)
        .select_related("credential")
        .order_by("credential__position", "credential__code")
    )


def overview_of(application: Application, today: date) -> Overview:
    """The task list with the meters. Five queries; one more once the application has been decided on."""
    contents = contents_of(application)
    assessment = assess_evidence(application, _evidence_with_exam(contents), today)
    return Overview(contents, tasks_of(contents, assessment), assessment)


def _evidence_with_exam(contents: Contents) -> Evidence:
    """A deferred application has an exam behind it, which counts."""
    if contents.application.status is not ApplicationState.DEFERRED:
        return contents.evidence
    sittings = read_sittings(contents.application)
    return replace(contents.evidence, exam_passed=exam_passed(sittings), exam_parts=part_results(sittings))


def moved_on(application: Application) -> datetime | None:
    """When an editor last moved it to a newer version of its form; no query where there is no newer one."""
    if application.form_version.number == 1:
        return None
    moves = application.events.filter(action="form_moved").order_by("at")
    return moves.values_list("at", flat=True).last()


def held_to_newer(application: Application) -> datetime | None:
    """When a coordinator last moved it to newer requirements; no query where that cannot have been.

    What an application was started under was in force on that day.
    """
    started = local(application.created_at, application.association).date()
    if application.requirement_set.effective_from < started:
        return None
    moves = application.events.filter(action="requirements_changed").order_by("at")
    return moves.values_list("at", flat=True).last()


def appeals_of(application: Application) -> list[Appeal]:
    """Second scorings of its exams, oldest first."""
    return list(Appeal.objects.filter(sitting__application=application))


def status_of(application: Application) -> Status:
    """Everything the status page shows."""
    contents = contents_of(application)
    events = application.events.filter(action__in=TOLD)
    endorsement = Endorsement.objects.filter(application=application).first()
    return Status(
        seats=contents.seats,
        transcripts=contents.transcripts,
        history=[Moment(event, _event_words(event)) for event in events],
        earlier=list(application.submissions.all()),
        sittings=list(application.sittings.prefetch_related("parts")),
        appeals=appeals_of(application),
        decision=application.decisions.first(),
        endorsement=endorsement,
        with_exam=requires_exam(parse(application.requirement_set.clauses)),
        stage=_STAGES.get(application.status, 0),
        fees=list(application.fees.prefetch_related("refunds")),
    )


def _event_words(event: ApplicationEvent) -> str:
    """In words to the applicant; what a coordinator entered for them is told as that."""
    if event.from_paper:
        return f"Entered from paper by your association: {in_words(event.action).lower()}"
    return TOLD[event.action]


_STAGES = {
    ApplicationState.SUBMITTED: 1,
    ApplicationState.IN_REVIEW: 2,
    ApplicationState.EXAM: 3,
    ApplicationState.READY: 4,
    ApplicationState.ENDORSED: 5,
    ApplicationState.DECLINED: 5,
}
