"""Pages that only one person may see: signed in, and kept in no cache."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from review_queue.models import Assignment
from review_queue.permissions import assignments_for

P = ParamSpec("P")


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Ask for a sign-in first, and let neither browser nor proxy keep the page."""
    guarded = never_cache(login_required(view))

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return guarded(request, *args, **kwargs)

    return wrapped


def own_assignment(request: HttpRequest, code: str) -> Assignment:
    """The signed-in reviewer's own open work of this code, or 404."""
    work = assignments_for(request.user).select_related("item__round__rubric", "review")
    return get_object_or_404(work, code=code)
