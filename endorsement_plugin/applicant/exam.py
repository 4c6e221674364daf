"""The candidate's exam: before it opens, answering, and afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from endorsement_plugin.clock import named
from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.errors import Refusal
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.models import Sitting
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import ApplicationState, SittingState
from endorsement_plugin.screens.getters import is_open, own_sitting


def context_of(sitting: Sitting, **more: Any) -> dict[str, Any]:
    """What every page of the exam shows."""
    application = sitting.application
    return {
        "sitting": sitting,
        "application": application,
        "association": application.association,
        "time_zone": named(application.association),
        "definition": sitting.paper.parsed,
        **more,
    }


@login_required
@never_cache
@require_safe
def exam(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the exam stands: when it opens, how to begin, or what happens now."""
    sitting = own_sitting(request, pk)
    if is_open(sitting):
        return redirect("endorsement_exam:answers", pk=pk)
    definition = sitting.paper.parsed
    return render(
        request,
        "endorsement_plugin/exam/exam.html",
        context_of(
            sitting,
            may_begin=_may_begin(sitting),
            is_over=sitting.approval_is_over(timezone.localdate()),
            fees=unsettled(sitting.application, Holds.EXAM),
            minutes=definition.minutes,
            questions=len(definition.questions) + len(definition.sections(PdfSection)),
            parts=sum(1 for step in definition.steps if step.questions or step.sections(PdfSection)),
        ),
    )


@login_required
@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the exam."""
    own_sitting(request, pk)
    try:
        open_sitting(sitting=pk, by=request.user, today=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement_exam:sitting", pk=pk)
    return redirect("endorsement_exam:answers", pk=pk)


def _may_begin(sitting: Sitting) -> bool:
    waiting = sitting.status is SittingState.SCHEDULED
    at_the_exam = sitting.application.status is ApplicationState.EXAM
    today = timezone.localdate()
    due = sitting.opens_on <= today and not sitting.approval_is_over(today)
    return waiting and at_the_exam and due and sitting.is_written_here
