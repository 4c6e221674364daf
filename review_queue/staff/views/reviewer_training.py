"""What a reviewer was trained in: recorded and struck out by a chief reviewer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from review_queue.errors import Refusal
from review_queue.items.queries.oversight import name_of
from review_queue.models import Reviewer
from review_queue.roster.actions.keep_training import record_training, strike_training
from review_queue.roster.forms import StrikeForm, TrainingForm
from review_queue.roster.queries.details import reviewers_led_by
from review_queue.roster.queries.trainings import trainings_of
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Of somebody else in one of the user's own pools."""
    row = _somebody_else(request, pk)
    form = TrainingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            record_training(reviewer=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("what", str(refusal))
        else:
            messages.success(request, f"The training of {name_of(row)} is recorded.")
            return redirect("review_queue:reviewer", pk)
    context = {"reviewer": row, "name": name_of(row), "form": form}
    page = "review_queue/staff/training.html"
    return render(request, page, context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """It stays on the page, with the reason. One that is struck out already is refused."""
    row = _somebody_else(request, pk)
    training = get_object_or_404(trainings_of(row), pk=number)
    form = StrikeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            strike_training(training=training, by=request.user, because=form.cleaned_data["because"])
        except Refusal as refusal:
            form.add_error("because", str(refusal))
        else:
            messages.success(request, "The training is struck out.")
            return redirect("review_queue:reviewer", pk)
    context = {"reviewer": row, "name": name_of(row), "training": training, "form": form}
    page = "review_queue/staff/strike_training.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _somebody_else(request: HttpRequest, pk: int) -> Reviewer:
    row: Reviewer = get_object_or_404(reviewers_led_by(request.user), pk=pk)
    if row.user_id == request.user.pk:
        raise Http404
    return row
