"""The chief reviewer sees who is calibrated, and lets a reviewer begin again who did not pass."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from review_queue.calibration.actions import let_begin_again
from review_queue.calibration.queries.roster import standings
from review_queue.errors import Refusal
from review_queue.models import PoolRole
from review_queue.permissions import calibrations_led_by, pools_of
from review_queue.web.private import private

PAGE = 50


@private
@require_safe
def calibrations(request: HttpRequest) -> HttpResponse:
    if not pools_of(request.user, PoolRole.Role.CHIEF).exists():
        raise Http404
    today = timezone.localdate()
    page = Paginator(standings(request.user, today), PAGE).get_page(request.GET.get("page"))
    return render(request, "review_queue/staff/calibrations.html", {"page": page, "today": today})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def begin_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: whoever begins again has seen the reference marks."""
    attempt = get_object_or_404(
        calibrations_led_by(request.user).select_related("reviewer__user", "anchor_set"), pk=pk
    )
    if request.method != "POST":
        return render(request, "review_queue/staff/begin_again.html", {"attempt": attempt})
    try:
        let_begin_again(attempt=attempt, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The reviewer may begin again and gets a mail.")
    return redirect("review_queue:calibrations")
