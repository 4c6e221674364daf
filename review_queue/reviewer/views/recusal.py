"""Handing an answer back: "I recognize this person", and "this text identifies someone"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from review_queue.errors import Refusal
from review_queue.items.queries.passages import passages
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.forms.leaving import ReportForm, StepBackForm
from review_queue.scoring.rules import StepBackReason
from review_queue.web.private import own_assignment, private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Decline an offer, or step back from an answer taken on."""
    own = own_assignment(request, code)
    given = {"reason": request.GET.get("reason")}
    form = StepBackForm(_posted(request), initial=given, offered=own.state == AssignmentState.OFFERED)
    if request.method == "POST" and form.is_valid():
        try:
            step_back(assignment=own, reason=StepBackReason(form.cleaned_data["reason"]))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{code} goes to somebody else. Thank you for saying so.")
        return redirect("review_queue:queue")
    return _page(request, "review_queue/leave.html", {"assignment": own, "form": form})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Stop the item because its text gives an identity away. Only for an answer that has been taken on."""
    own = own_assignment(request, code)
    if own.state != AssignmentState.ACCEPTED:
        return redirect(own)
    form = ReportForm(passages(own.item), _posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            report_identity(assignment=own, sections=map(int, form.cleaned_data["sections"]))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{code} is closed to everybody and will be read again. Thank you.")
        return redirect("review_queue:queue")
    return _page(request, "review_queue/report.html", {"assignment": own, "form": form})


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty post is a post, and is refused as one."""
    return request.POST if request.method == "POST" else None
