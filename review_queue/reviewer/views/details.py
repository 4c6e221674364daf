"""A reviewer's own details, and the conflicts that he or she declares ahead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.errors import Refusal
from review_queue.models import Reviewer
from review_queue.permissions import reviewers_for
from review_queue.roster.actions.change_details import Details, change_details
from review_queue.roster.actions.declare import declare_conflict, withdraw_conflict
from review_queue.roster.forms import ConflictForm, OwnDetailsForm
from review_queue.roster.queries.details import changes_of, conflicts_of
from review_queue.roster.queries.trainings import trainings_of
from review_queue.scoring.actions.be_away import keep_leave
from review_queue.web.private import private

SHOWN = 20


@private
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    reviewer = get_object_or_404(reviewers_for(request.user))
    today = timezone.localdate()
    form = OwnDetailsForm(reviewer, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        own = Details(
            capacity=given["capacity"],
            agency=given["agency"],
            languages=given["languages"],
            qualifications=tuple(given["qualifications"]) if "qualifications" in given else None,
        )
        try:
            keep_leave(reviewer=reviewer, until=given["away_until"], today=today)
            change_details(reviewer=reviewer, by=request.user, details=own)
        except Refusal as refusal:
            form.add_error("away_until", str(refusal))
        else:
            messages.success(request, "Your details are saved.")
            return redirect("review_queue:details")
    return _page(request, reviewer, form, ConflictForm())


@private
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    reviewer = get_object_or_404(reviewers_for(request.user))
    form = ConflictForm(request.POST)
    if form.is_valid():
        try:
            declare_conflict(reviewer=reviewer, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, "The conflict is kept. You get no answer that it is about.")
            return redirect("review_queue:details")
    return _page(request, reviewer, OwnDetailsForm(reviewer, timezone.localdate()), form)


@private
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    reviewer = get_object_or_404(reviewers_for(request.user))
    withdraw_conflict(reviewer=reviewer, by=request.user, pk=pk)
    messages.success(request, "It is no longer a conflict.")
    return redirect("review_queue:details")


def _page(
    request: HttpRequest, reviewer: Reviewer, form: OwnDetailsForm, conflict: ConflictForm
) -> HttpResponse:
    context = {
        "reviewer": reviewer,
        "form": form,
        "conflict": conflict,
        "conflicts": conflicts_of(reviewer),
        "trainings": trainings_of(reviewer),
        "today": timezone.localdate(),
        "changes": changes_of(reviewer)[:SHOWN],
    }
    status = 422 if form.errors or conflict.errors else 200
    return render(request, "review_queue/details.html", context, status=status)
