"""One application with everything a coordinator reads, and the steps that can be taken now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.generic import InspectView

from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.queries.files import exam_files_scored_elsewhere
from endorsement_plugin.exams.queries.parts import parts_to_type
from endorsement_plugin.exams.queries.sittings import exam_outstanding, may_reopen
from endorsement_plugin.models import Application, ExamFile, Sitting
from endorsement_plugin.permissions import applications_coordinated_by
from endorsement_plugin.record.application_locks import REFEREES_MAY_CHANGE
from endorsement_plugin.review.actions import open_file
from endorsement_plugin.review.queries.casefile import CaseFile, casefile
from endorsement_plugin.review.queries.undo import undoable
from endorsement_plugin.review.queries.worklist import overdue
from endorsement_plugin.rules.states import AWAITS_OUTCOME, ApplicationState, SittingState

from .base import address
from .standing import standing

CONFIRM = "Confirm the second outcome"

BEGIN = ("begin", "Begin the review")
RETURN = ("return", "Return with a note")
EXAM = ("exam", "Send to the exam")
READY = ("ready", "Ready for a decision")
DECIDE = ("decide", "Decide")
OUTCOME = ("outcome", "Enter the exam's outcome")
MOVE = ("move_exam", "Move the exam")
TAKE_BACK = ("take_back_exam", "Have it scored elsewhere")
CLOSE = ("close_exam", "Close the exam")
REOPEN = ("reopen_exam", "Open the exam again")
RESUME = ("resume", "Take it back into review")
AGAIN = ("decide_again", "Decide again")

MAIN = frozenset({"begin", "exam", "ready", "decide", "outcome"})
"""What an application waits for; the rest is out of the order of things."""

PRESSED = frozenset({"begin", "ready"})
"""One press takes these, and another takes them back."""


@dataclass(frozen=True)
class Offer:
    """A step that can be taken now."""

    label: str
    url: str
    main: bool = False
    press: bool = False
    """One press takes it; otherwise it has a page."""


GO_ON = "Go on entering it"
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
        application: Application = get_object_or_404(rows, pk=self.pk)
        keep_time_of(application.association)
        return application

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
            mail_kept_days=current().MAIL_KEPT_DAYS,
            offers=[*offers(file), *_go_on(file), *_way_back(file)],
            entering=_places_to_enter(file),
            is_late=late,
            may_appeal=_may_appeal(file),
            standing=standing(file),
            exam_files=_exam_files(self.request, file),
            **kwargs,
        )


def _exam_files(request: HttpRequest, file: CaseFile) -> list[ExamFile]:
    """PDF answers that are to be scored elsewhere. No query where none was handed in."""
    asked = (answer for sitting in file.sittings for answer in sitting.responses.all())
    if not any(answer.kind == PdfSection.type for answer in asked):
        return []
    rows = exam_files_scored_elsewhere(request.user, by_hand=backend().typed_by_hand)
    return list(rows.filter(sitting__application=file.application))


def offers(file: CaseFile) -> list[Offer]:
    """What can be done with it now, the main thing first."""
    application = file.application

    def offer(name: str, label: str, *, main: bool = False, press: bool = False) -> Offer:
        return Offer(label, address(name, application), main, press)

    if file.appeal and file.appeal.waits_for_confirmation:
        return [Offer(CONFIRM, address("settle", application, file.appeal.pk), main=True)]
    return [
        offer(name, label, main=number == 0 and name in MAIN, press=name in PRESSED)
        for number, (name, label) in enumerate(_steps(file))
    ]


def _steps(file: CaseFile) -> Iterator[tuple[str, str]]:
    """The steps out of each state, on first, back last."""
    match file.application.status:
        case ApplicationState.SUBMITTED:
            yield from (BEGIN, RETURN)
        case ApplicationState.IN_REVIEW:
            yield EXAM if exam_outstanding(file.assessment) else READY
            if may_reopen(file.sitting):
                yield REOPEN
            yield RETURN
        case ApplicationState.EXAM:
            yield from _steps_at_the_exam(file)
        case ApplicationState.READY if not file.appeal:
            yield from (DECIDE, RESUME)
        case ApplicationState.RETURNED:
            yield RESUME
        case ApplicationState.DEFERRED if not file.appeal:
            yield from (AGAIN, RESUME)
        case ApplicationState.DECLINED if not (file.appeal or file.application.has_lost_records):
            yield AGAIN


def _steps_at_the_exam(file: CaseFile) -> Iterator[tuple[str, str]]:
    if _outcome_is_typed(file):
        yield OUTCOME
    if file.sitting and file.sitting.status is SittingState.SCHEDULED:
        yield MOVE
    if file.sitting and _may_be_taken_back(file.sitting):
        yield TAKE_BACK
    yield CLOSE


def _way_back(file: CaseFile) -> list[Offer]:
    taken = "" if file.appeal else undoable(file.application.status, file.events)
    return [Offer(UNDO[taken], address("undo", file.application), press=True)] if taken else []


def _go_on(file: CaseFile) -> list[Offer]:
    """What came back to somebody whose application is on paper is changed by whoever enters it."""
    application = file.application
    if not (application.is_on_paper and application.is_editable):
        return []
    return [Offer(GO_ON, reverse("endorsement:application", args=[application.pk]))]


def _places_to_enter(file: CaseFile) -> list[int]:
    """The references that may still be entered from paper, by their place."""
    application = file.application
    if not application.is_on_paper or application.status not in REFEREES_MAY_CHANGE:
        return []
    here = {row.slot for row in file.received if row.received_on is None}
    return [place for place, _ in enumerate(application.definition.roles, 1) if place not in here]


def _may_be_taken_back(sitting: Sitting) -> bool:
    """Whether reviewers have it, and nobody may score it."""
    in_scoring = sitting.status is SittingState.IN_SCORING and sitting.closed_at is None
    return in_scoring and sitting.stuck_since is not None and not sitting.returned_because


def _may_appeal(file: CaseFile) -> list[Sitting]:
    return [] if backend().typed_by_hand else file.appealable


def _outcome_is_typed(file: CaseFile) -> bool:
    if file.sitting is None:
        return False
    if file.sitting.parts.all():
        return bool(parts_to_type(file.sitting, by_hand=backend().typed_by_hand))
    if file.sitting.status not in AWAITS_OUTCOME:
        return False
    return backend().typed_by_hand or bool(file.sitting.returned_because)
