"""The rounds of a chief reviewer's pools side by side, over time."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from review_queue.audit.actions import export
from review_queue.audit.queries.reliability import rounds_to_report
from review_queue.models import Item, Pool, PoolRole, Round
from review_queue.permissions import items_led_by, pools_of
from review_queue.staff.reports.over_time import courses, over_time, over_time_sheet
from review_queue.staff.reports.sheets import as_csv
from review_queue.web.private import private

PAGE = 12


@private
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    led, pool = _pools(request)
    rounds, items = _rounds(request, pool)
    page = Paginator(rounds, PAGE).get_page(request.GET.get("page"))
    rows = over_time(request.user, list(page), items)
    context = {"page": page, "rows": rows, "courses": courses(rows), "pools": led, "pool": pool}
    return render(request, "review_queue/reports/rounds.html", context)


@private
@require_safe
def rounds_csv(request: HttpRequest) -> HttpResponse:
    """All of them, the earliest first. A download is an event of each."""
    _, pool = _pools(request)
    rounds, items = _rounds(request, pool)
    listed = list(rounds)
    text = as_csv(over_time_sheet(over_time(request.user, listed, items)))
    for one in listed:
        export(scored_in=one, what="rounds.csv", by=request.user)
    response = HttpResponse(text, "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rounds.csv"'
    return response


def _pools(request: HttpRequest) -> tuple[list[Pool], Pool | None]:
    """Those that the user leads, and the one that the address asks for; 404 for none and for any other."""
    led = list(pools_of(request.user, PoolRole.Role.CHIEF).order_by("name", "pk"))
    code = request.GET.get("pool", "")
    chosen = next((one for one in led if one.code == code), None)
    if not led or (code and chosen is None):
        raise Http404
    return led, chosen


def _rounds(request: HttpRequest, pool: Pool | None) -> tuple[QuerySet[Round], QuerySet[Item]]:
    """The rounds, the latest first, and the answers of these that count."""
    items = items_led_by(request.user)
    if pool is not None:
        items = items.filter(pool=pool)
    return rounds_to_report(request.user).filter(pk__in=items.values("round")), items
