"""Pages that only one person may see: signed in, and kept in no cache."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache

from review_queue.models import Assignment
from review_queue.permissions import assignments_for, ended_for
from review_queue.rules.transitions import AssignmentState

from .resubmission import asked_by_script

P = ParamSpec("P")


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Ask for a sign-in first, and let neither browser nor proxy keep the page."""
    guarded = never_cache(login_required(view))

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return guarded(request, *args, **kwargs)
        except Ended as ended:
            return _ended(request, ended.assignment)

    return wrapped


def own_assignment(request: HttpRequest, code: str) -> Assignment:
    """The signed-in reviewer's own open work of this code, or 404. Raises Ended for what was theirs, which
    `private` answers in words."""
    work = assignments_for(request.user).select_related("item__round__rubric", "review")
    own = work.filter(code=code).first()
    if own is None:
        raise Ended(get_object_or_404(ended_for(request.user).select_related("review"), code=code))
    return own


class Ended(Exception):
    """The work that was asked for has ended for its reviewer."""

    def __init__(self, assignment: Assignment) -> None:
        super().__init__()
        self.assignment = assignment


ENDED = "This answer no longer needs your review. Thank you for the time that you gave to it."


def _ended(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """410: in words for a person, and for a script that saves."""
    if asked_by_script(request):
        response: HttpResponse = JsonResponse({"message": ENDED}, status=410)
    else:
        context = {
            "assignment": assignment,
            "review": getattr(assignment, "review", None),
            "expired": assignment.state == AssignmentState.EXPIRED,
        }
        response = render(request, "review_queue/ended.html", context, status=410)
    add_never_cache_headers(response)
    return response
