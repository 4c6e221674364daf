"""The operator's page: is the machinery at work, and what has it given up?"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.ask_again import ask_again
from ..errors import Refusal
from ..models import Work
from ..permissions import operates, reviewers_for, work_operated_by
from ..queries.operations import operations
from ..queries.signs import signs, worst
from ..work.status import failing_rows, given_up
from .private import private

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
    found = [sign for sign in signs(seen) if counted or sign.code not in COUNTS]
    context = {
        "seen": seen,
        "counted": counted,
        "signs": found,
        "worst": worst(found),
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
