"""One application with everything a coordinator reads, and the steps that can be taken now."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.views.generic import InspectView

from endorsement_plugin.actions.open_file import open_file
from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.models import Application, Sitting
from endorsement_plugin.permissions import applications_coordinated_by
from endorsement_plugin.queries.casefile import CaseFile, casefile
from endorsement_plugin.queries.sittings import exam_outstanding
from endorsement_plugin.queries.undo import undoable
from endorsement_plugin.queries.worklist import overdue
from endorsement_plugin.review_backends.base import backend
from endorsement_plugin.rules.states import AWAITS_OUTCOME, ApplicationState, SittingState

from .base import address

CONFIRM = "Confirm the second outcome"

AGAIN = "Two other reviewers are scoring the exam again. The application is decided after that."
BEGUN = "The candidate has begun the exam and has not handed it in."
BY_HAND = "The exam is handed in. When it has been scored, enter the outcome."
DEFERRED = "The applicant can add what is missing and send the application in again."
ELSEWHERE = "Have it scored elsewhere (the answers are below, under Exam), then enter the outcome."
WITH_REVIEWERS = "The exam is with the reviewers. Their outcome comes by itself; nothing waits for you."


@dataclass(frozen=True)
class Offer:
    """A step that can be taken now."""

    label: str
    url: str
    main: bool = False
    press: bool = False
    """One press takes it; otherwise it has a page."""


UNDO = {"review_begun": "Undo: begin the review", "ready": "Undo: ready for a decision"}


class CaseFileView(InspectView):
    """The file. Opening it is noted, and keeps its reader from scoring the exam."""

    any_permission_required = ["view"]
    template_name = "endorsement_plugin/admin/casefile.html"
    page_title = "Application"

    def get_object(self, queryset: Any = None) -> Application:
        """The application, or a 404 for anybody who does not coordinate it."""
        rows = applications_coordinated_by(self.request.user).select_related(
            "person__user", "credential", "association__site", "form_version", "requirement_set"
        )
        found: Application = get_object_or_404(rows, pk=self.pk)
        keep_time_of(found.association)
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note the reader, then show."""
        open_file(application=self.object.pk, by=request.user, today=timezone.localdate())
        return super().get(request, *args, **kwargs)

    def get_fields(self) -> list[str]:
        """None of Wagtail's own: the page is ours."""
        return []

    def get_page_subtitle(self) -> str:
        """Whose application."""
        return str(self.object.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file and what can be done with it."""
        today = timezone.localdate()
        file = casefile(self.object, today)
        late = Application.objects.filter(
            overdue({self.object.association_id: today}), pk=self.object.pk
        ).exists()
        return super().get_context_data(
            file=file,
            time_zone=named(self.object.association),
            offers=[*offers(file), *_way_back(file)],
            is_late=late,
            may_appeal=_may_appeal(file),
            standing=standing(file),
            **kwargs,
        )


def offers(file: CaseFile) -> list[Offer]:
    """What can be done with it now, the main thing first."""
    application = file.application

    def offer(name: str, label: str, *, main: bool = False, press: bool = False) -> Offer:
        return Offer(label, address(name, application), main, press)

    if file.appeal and file.appeal.waits_for_confirmation:
        return [Offer(CONFIRM, address("settle", application, file.appeal.pk), main=True)]
    match application.status:
        case ApplicationState.SUBMITTED:
            return [offer("begin", "Begin the review", main=True, press=True)]
        case ApplicationState.IN_REVIEW if exam_outstanding(file.assessment):
            return [offer("exam", "Send to the exam", main=True), offer("return", "Return with a note")]
        case ApplicationState.IN_REVIEW:
            ready = offer("ready", "Ready for a decision", main=True, press=True)
            return [ready, offer("return", "Return with a note")]
        case ApplicationState.EXAM if file.sitting and file.sitting.status is SittingState.SCHEDULED:
            return [offer("move_exam", "Move the exam")]
        case ApplicationState.EXAM if _outcome_is_typed(file):
            return [offer("outcome", "Enter the exam's outcome", main=True)]
        case ApplicationState.READY if not file.appeal:
            return [offer("decide", "Decide", main=True)]
        case _:
            return []


def _way_back(file: CaseFile) -> list[Offer]:
    taken = "" if file.appeal else undoable(file.application.status, file.events)
    return [Offer(UNDO[taken], address("undo", file.application), press=True)] if taken else []


def standing(file: CaseFile) -> str:
    """What the application waits for where the next step is not the coordinator's, or not an ordinary one."""
    if file.appeal:
        return "" if file.appeal.waits_for_confirmation else AGAIN
    if file.application.status is ApplicationState.EXAM and file.sitting:
        return _exam_standing(file.sitting)
    return DEFERRED if file.application.status is ApplicationState.DEFERRED else ""


def _exam_standing(sitting: Sitting) -> str:
    if sitting.returned_because:
        return f"The exam came back unscored. {sitting.returned_because} {ELSEWHERE}"
    if sitting.status in AWAITS_OUTCOME:
        return BY_HAND if backend().typed_by_hand else WITH_REVIEWERS
    day = date_format(sitting.opens_on, "j F Y")
    return BEGUN if sitting.status is SittingState.OPEN else f"The candidate can begin the exam from {day}."


def _may_appeal(file: CaseFile) -> list[Sitting]:
    return [] if backend().typed_by_hand else file.appealable


def _outcome_is_typed(file: CaseFile) -> bool:
    if file.sitting is None or file.sitting.status not in AWAITS_OUTCOME:
        return False
    return backend().typed_by_hand or bool(file.sitting.returned_because)
