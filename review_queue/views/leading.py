"""A chief reviewer watches over rounds. Nothing here says whose answer it is, because nothing here knows."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Verdict
from ..permissions import items_led_by
from ..queries.staffing import disagreements, items_of_round, rounds_led_by, trail
from ..rules.transitions import UNFINISHED
from .private import private

PAGE = 50


@private
@require_safe
def scoring_round(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(rounds_led_by(request.user, today).select_related("rubric"), code=code)
    page = Paginator(items_of_round(request.user, found), PAGE).get_page(request.GET.get("page"))
    context = {"round": found, "page": page, "today": today}
    return render(request, "review_queue/staff/round.html", context)


@private
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    led = items_led_by(request.user)
    found = get_object_or_404(led.select_related("round", "pool"), code=code)
    context = {
        "item": found,
        "assignments": found.assignments.select_related("reviewer__user").order_by("pk"),
        "disagreements": disagreements(found),
        "verdict": Verdict.objects.filter(item=found).select_related("rubric").first(),
        "trail": trail(found),
        "again": led.filter(rescore_of=found).exclude(state__in=UNFINISHED).first(),
        "former": led.filter(rescores=found).first(),
        "today": timezone.localdate(),
    }
    return render(request, "review_queue/staff/item.html", context)
