"""The operator's page: is the machinery at work, and what has it given up?

Figures for a monitoring system, which has a token instead of an account. Yesterday's seal, for everybody.
"""

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from review_queue.audit.queries.seal_chain import day_of, seal_to_publish
from review_queue.conf import conf
from review_queue.errors import Refusal
from review_queue.models import Work
from review_queue.operations.actions import ask_again
from review_queue.operations.queries.health_checks import signs, worst
from review_queue.operations.queries.snapshot import operations
from review_queue.permissions import operates, reviewers_for, work_operated_by
from review_queue.web.private import private
from review_queue.work.status import failing_rows, given_up

from .reports import exposition

SHOWN = 20
COUNTS = ("places", "alone")


@private
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Refreshes itself where there is JavaScript; the list of what was given up stays still."""
    if not operates(request.user):
        raise Http404
    seen = operations(timezone.localdate())
    # Beside an offer of one's own, a count of the answers would tell a seeded anchor from an answer.
    counted = not reviewers_for(request.user).exists()
    shown_signs = [sign for sign in signs(seen) if counted or sign.code not in COUNTS]
    context = {
        "seen": seen,
        "counted": counted,
        "signs": shown_signs,
        "worst": worst(shown_signs),
        "failing": failing_rows()[:SHOWN] if seen.failing else [],
        "given_up": given_up()[:SHOWN] if seen.dead else [],
        "now": timezone.now(),
    }
    return render(request, "review_queue/operations/page.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def failed(request: HttpRequest, work_id: UUID) -> HttpResponse:
    """One piece of work that was given up. Posting asks for it again, or for all of its kind."""
    work = get_object_or_404(work_operated_by(request.user).filter(state=Work.State.DEAD), pk=work_id)
    if request.method == "POST":
        _ask(request, work)
        return redirect("review_queue:operations")
    alike = given_up().filter(kind=work.kind).count()
    return render(request, "review_queue/operations/failed.html", {"work": work, "alike": alike})


def _ask(request: HttpRequest, work: Work) -> None:
    try:
        count = ask_again(work=work, by=request.user, whole_kind="all" in request.POST)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Asked for {count} piece{'s' if count > 1 else ''} of work again.")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without the token, and always where none is set."""
    if not _has_token(request):
        raise Http404
    body, content_type = exposition(operations(timezone.localdate()), request.headers.get("Accept", ""))
    return HttpResponse(body, content_type=content_type)


def _has_token(request: HttpRequest) -> bool:
    token = conf().METRICS_TOKEN
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and scheme.lower() == "bearer" and constant_time_compare(given.strip(), token)


@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """For everybody: day and digest of the last seal of a day that is over. 404 unless it is public."""
    found = seal_to_publish(timezone.now().astimezone(datetime.UTC).date()) if conf().SEAL_PAGE else None
    if found is None:
        raise Http404
    return HttpResponse(f"{day_of(found)} {found.digest}\n", content_type="text/plain; charset=utf-8")
