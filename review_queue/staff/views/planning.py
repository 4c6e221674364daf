"""A chief reviewer draws a plan, reads what it cannot do and why, and applies it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.proposals import latest_plans, open_items
from review_queue.assigning.queries.redrawing import Redrawn, redraw
from review_queue.assigning.queries.waiting import leaving_in, outlook, waiting
from review_queue.errors import Refusal
from review_queue.items.queries.alike import waiting_among
from review_queue.items.queries.oversight import rounds_led_by
from review_queue.models import Plan, PoolRole, Round
from review_queue.permissions import items_led_by, plans_led_by, pools_of
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """What waits in the round, and the last plan for it in each pool. Posting draws new ones."""
    scored_in = get_object_or_404(rounds_led_by(request.user, timezone.localdate()), code=code)
    needing = open_items(request.user, scored_in)
    if request.method == "POST":
        _propose(request, scored_in)
        if needing:
            messages.success(request, "A plan is drawn; nobody is asked yet. Read it, then apply it.")
        return redirect("review_queue:plan", code)
    pools = list(pools_of(request.user, PoolRole.Role.CHIEF))
    context = {
        "round": scored_in,
        "waiting": needing,
        "held": waiting_among(items_led_by(request.user).filter(round=scored_in)),
        "pools": pools,
        "leaving": leaving_in(scored_in.pk, pools),
        "plans": latest_plans(request.user, scored_in),
    }
    return render(request, "review_queue/staff/plan.html", context)


@private
@require_POST
def apply(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Apply it as a whole; if something has changed since, say so and draw it again."""
    proposal = get_object_or_404(plans_led_by(request.user).select_related("round", "pool"), pk=plan_id)
    try:
        applied = apply_plan(plan=proposal, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review_queue:plan", proposal.round.code)
    if applied.state == Plan.State.APPLIED:
        messages.success(request, _applied(applied))
    else:
        _propose(request, proposal.round)
        messages.warning(
            request,
            "Something has changed since this plan was drawn, so nothing was assigned. Here is a new one.",
        )
    return redirect("review_queue:plan", proposal.round.code)


@private
@require_POST
def draw_again(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Say whether what was kept of a plan still gives the same plan. Nothing is assigned or written."""
    kept = get_object_or_404(plans_led_by(request.user).select_related("round"), pk=plan_id)
    came = redraw(kept)
    say = messages.success if came is Redrawn.SAME else messages.warning
    say(request, came.value)
    return redirect("review_queue:plan", kept.round.code)


def _applied(plan: Plan) -> str:
    """When the reviewers hear of it: not at once, or the time would tell them."""
    leaving = outlook(waiting(plan.round_id, plan.pool_id))
    return f"The plan is applied. {leaving.sentence}" if leaving else "The plan is applied."


def _propose(request: HttpRequest, scored_in: Round) -> None:
    for pool, items in open_items(request.user, scored_in).items():
        propose_plan(scored_in=scored_in, pool=pool, items=items, by=request.user)
