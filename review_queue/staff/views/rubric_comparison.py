"""Versions of a rubric side by side, for the chief reviewer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from review_queue.items.queries.rubric_versions import compared, versions_of
from review_queue.models import Rubric
from review_queue.web.private import private


@private
@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions: those that the address names, or the newest and the one before it."""
    rubrics = list(versions_of(request.user, code))
    if not rubrics:
        raise Http404
    after = _chosen(request, "after", rubrics, rubrics[0])
    older = next((one for one in rubrics if one.version < after.version), after)
    before = _chosen(request, "before", rubrics, older)
    whole, criteria = compared(before, after)
    context = {
        "versions": rubrics,
        "before": before,
        "after": after,
        "whole": whole,
        "criteria": criteria,
        "same": [one for one in criteria if one.change == "same"],
    }
    return render(request, "review_queue/staff/rubric.html", context)


def _chosen(request: HttpRequest, name: str, rubrics: list[Rubric], default: Rubric) -> Rubric:
    """404 for a version that there is not."""
    wanted = request.GET.get(name)
    if wanted is None:
        return default
    chosen = next((one for one in rubrics if str(one.version) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen
