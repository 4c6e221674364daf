"""A chief reviewer draws a plan, reads what it cannot do and why, and applies it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.apply_plan import apply_plan
from ..actions.propose_plan import propose_plan
from ..errors import Refusal
from ..models import Plan, Round
from ..permissions import plans_led_by
from ..queries.moments import leaves_at
from ..queries.planning import latest_plans, open_items
from ..queries.staffing import rounds_led_by
from .private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """What waits in the round, and the last plan for it in each pool. Posting draws new ones."""
    found = get_object_or_404(rounds_led_by(request.user, timezone.localdate()), code=code)
    waiting = open_items(request.user, found)
    if request.method == "POST":
        _propose(request, found)
        if waiting:
            messages.success(request, "A plan is drawn; nobody is asked yet. Read it, then apply it.")
        return redirect("review_queue:plan", code)
    context = {"round": found, "waiting": waiting, "plans": latest_plans(request.user, found)}
    return render(request, "review_queue/staff/plan.html", context)


@private
@require_POST
def apply(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Apply it as a whole; if something has changed since, say so and draw it again."""
    found = get_object_or_404(plans_led_by(request.user).select_related("round", "pool"), pk=plan_id)
    try:
        applied = apply_plan(plan=found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review_queue:plan", found.round.code)
    if applied.state == Plan.State.APPLIED:
        messages.success(request, _applied())
    else:
        _propose(request, found.round)
        messages.warning(
            request,
            "Something has changed since this plan was drawn, so nothing was assigned. Here is a new one.",
        )
    return redirect("review_queue:plan", found.round.code)


def _applied() -> str:
    """When the reviewers hear of it: not at once, or the time would tell them."""
    leaves = timezone.localtime(leaves_at(), timezone.get_default_timezone())
    when = date_format(leaves, "j F, H:i")
    return f"The plan is applied. Its offers leave on {when}; each reviewer gets one mail then."


def _propose(request: HttpRequest, scored_in: Round) -> None:
    for pool, items in open_items(request.user, scored_in).items():
        propose_plan(scored_in=scored_in, pool=pool, items=items, by=request.user)
