"""A chief reviewer watches over rounds. Nothing here says whose answer it is, because nothing here knows."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from review_queue.assigning.queries.waiting import Outlook, outlook, waiting
from review_queue.audit.queries.unblinding_log import running, unblindings, whose
from review_queue.items.queries.alike import waiting_among
from review_queue.items.queries.oversight import disagreements, items_of_round, rounds_led_by, trail
from review_queue.models import Assignment, Event, Item, Verdict
from review_queue.permissions import items_led_by
from review_queue.readers import items_to_read
from review_queue.resolving.actions.compare import WAITING
from review_queue.rules.transitions import CLOSED, IN_NEED, UNFINISHED, AssignmentState, ItemState
from review_queue.stalls.queries.askable import why_open
from review_queue.stalls.queries.stalled import stalls
from review_queue.web.private import private

PAGE = 50
ALONE = (Event.Kind.LEFT_ALONE, Event.Kind.ENDED_ALONE)


@private
@require_safe
def scoring_round(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    scored_in = get_object_or_404(rounds_led_by(request.user, today).select_related("rubric"), code=code)
    page = Paginator(items_of_round(request.user, scored_in), PAGE).get_page(request.GET.get("page"))
    context = {"round": scored_in, "page": page, "today": today}
    return render(request, "review_queue/staff/round.html", context)


@private
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    led = items_led_by(request.user)
    led_item = get_object_or_404(led.select_related("round", "pool"), code=code)
    assignments = list(led_item.assignments.select_related("reviewer__user").order_by("pk"))
    context = {
        "item": led_item,
        "assignments": assignments,
        "to_compare": _to_compare(led_item, assignments),
        "disagreements": disagreements(led_item),
        "verdict": Verdict.objects.filter(item=led_item).select_related("rubric").first(),
        "trail": trail(led_item),
        "readable": items_to_read(request.user).filter(pk=led_item.pk).exists(),
        "leaving": _leaving(led_item, assignments),
        "held": next(iter(waiting_among(led.filter(pk=led_item.pk))), None),
        "few": led_item.events.filter(kind=Event.Kind.FEW_ALIKE).last(),
        "alone": led_item.events.filter(kind__in=ALONE).order_by("pk").last(),
        "can_go_back": led_item.state not in CLOSED | {ItemState.RECEIVED},
        "again": led.filter(rescore_of=led_item).exclude(state__in=UNFINISHED).first(),
        "former": led.filter(rescores=led_item).first(),
        "today": timezone.localdate(),
        "now": timezone.now(),
        **_identity(request, led_item),
        **_ways_out(led_item, assignments),
    }
    return render(request, "review_queue/staff/item.html", context)


def _leaving(item: Item, assignments: list[Assignment]) -> Outlook | None:
    """When offers of it leave, if some have not left yet."""
    waits = any(
        one.state == AssignmentState.OFFERED and one.offered_at > timezone.now() for one in assignments
    )
    return outlook(waiting(item.round_id, item.pool_id)) if waits else None


def _ways_out(item: Item, assignments: list[Assignment]) -> dict[str, object]:
    """What has stopped, what can be done about it, and what was done."""
    in_need = ItemState(item.state) in IN_NEED and item.waits_until is None
    in_hand = [one for one in assignments if one.is_in_hand]
    found = stalls(Item.objects.filter(pk=item.pk), timezone.localdate()) if in_need or in_hand else []
    done = item.interventions.select_related("by", "assignment__reviewer__user")
    return {
        "in_need": in_need,
        "in_hand": in_hand if item.state not in CLOSED else [],
        "stopped": found[0] if found else None,
        "why_open": why_open(item) if in_need else "",
        "interventions": done,
    }


def _to_compare(item: Item, assignments: list[Assignment]) -> bool:
    """Whether nothing is waited for but the job that compares: moments, unless it fails."""
    handed_in = {one.slot for one in assignments if one.state == AssignmentState.SUBMITTED}
    waits_for = WAITING.get(ItemState(item.state))
    return waits_for is not None and handed_in >= waits_for


def _identity(request: HttpRequest, item: Item) -> dict[str, object]:
    """What is known of whose answer it is; the host is asked only for whom it is open to now."""
    now = list(running(item))
    mine = next((one for one in now if one.by_id == request.user.pk), None)
    return {
        "unblindings": unblindings(item),
        "running": now,
        "open": mine,
        "whose": whose(item, request.user) if mine else None,
    }
