"""A reviewer's details, as a chief reviewer keeps them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from review_queue.errors import Refusal
from review_queue.items.queries.oversight import name_of
from review_queue.roster.actions.change_details import Details, change_details
from review_queue.roster.forms import ReviewerForm
from review_queue.roster.queries.details import changes_of, conflicts_of, reviewers_led_by
from review_queue.roster.queries.trainings import trainings_of
from review_queue.scoring.actions.be_away import keep_leave
from review_queue.web.private import private

SHOWN = 20


@private
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the user's own pools. Whoever is a reviewer too keeps his or her own details on the own page."""
    row = get_object_or_404(reviewers_led_by(request.user), pk=pk)
    if row.user_id == request.user.pk:
        return redirect("review_queue:details")
    today = timezone.localdate()
    form = ReviewerForm(row, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data}
        until = given.pop("away_until")
        try:
            keep_leave(reviewer=row, until=until, today=today, by=request.user)
            change_details(reviewer=row, by=request.user, details=Details(**given))
        except Refusal as refusal:
            form.add_error("away_until", str(refusal))
        else:
            messages.success(request, f"The details of {name_of(row)} are saved.")
            return redirect("review_queue:reviewer", pk)
    context = {
        "reviewer": row,
        "name": name_of(row),
        "form": form,
        "conflicts": conflicts_of(row).count(),
        "trainings": trainings_of(row),
        "today": today,
        "changes": changes_of(row)[:SHOWN],
    }
    page = "review_queue/staff/reviewer.html"
    return render(request, page, context, status=422 if form.errors else 200)
