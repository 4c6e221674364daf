"""Asking: for an answer to score, and for more time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from review_queue.assigning.actions.grant_wishes import wish_for_one
from review_queue.assigning.queries.wishes import wishes_of
from review_queue.errors import Refusal
from review_queue.permissions import reviewers_for
from review_queue.scoring.actions.be_away import be_away
from review_queue.scoring.actions.extend import extend
from review_queue.scoring.forms.leaving import AwayForm
from review_queue.scoring.queries import open_work
from review_queue.web.private import own_assignment, private

from .overview import queue_page

ASKED = "Thank you for asking. You will get one with the next offers, if there is one for you."
AWAY = "You said that you are away. Say that you are back, and ask again."
FULL = "You hold as many answers as was agreed with you. Hand one in to ask for another."
ENOUGH = "With those that you have asked for, you have as many answers as was agreed with you."


@private
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """ "Give me one": the same sentence whatever waits, or why this reviewer should not ask."""
    reviewer = get_object_or_404(reviewers_for(request.user))
    held, asked = open_work(request.user).count(), wishes_of(reviewer).count()
    if reviewer.away_until and reviewer.away_until >= timezone.localdate():
        messages.info(request, AWAY)
    elif held + asked >= reviewer.capacity:
        messages.info(request, ENOUGH if held < reviewer.capacity else FULL)
    else:
        wish_for_one(reviewer=reviewer)
        messages.success(request, ASKED)
    return redirect("review_queue:queue")


@private
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Away until a day, or, with `back`, no longer."""
    reviewer, today = get_object_or_404(reviewers_for(request.user)), timezone.localdate()
    if "back" in request.POST:
        be_away(reviewer=reviewer, until=None, today=today)
        messages.success(request, "Welcome back. New answers can come again.")
        return redirect("review_queue:queue")
    form = AwayForm(request.POST)
    if not form.is_valid():
        return queue_page(request, reviewer, form)
    until = form.cleaned_data["until"]
    try:
        be_away(reviewer=reviewer, until=until, today=today)
    except Refusal as refusal:
        form.add_error("until", str(refusal))
        return queue_page(request, reviewer, form)
    messages.success(request, f"Nothing new comes until {date_format(until, 'j F Y')}.")
    return redirect("review_queue:queue")


@private
@require_POST
def more_time(request: HttpRequest, code: str) -> HttpResponse:
    own = own_assignment(request, code)
    try:
        due = extend(assignment=own).due
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{code} is now due on {date_format(due, 'j F Y')}.")
    return redirect(own)
