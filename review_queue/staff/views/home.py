"""Where clearers and chief reviewers start."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from review_queue.items.queries.oversight import clearance_list, loads, roles_of, rounds_led_by
from review_queue.models import PoolRole
from review_queue.stalls.queries.stalled import stalls_led_by
from review_queue.web.private import private


@private
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    roles = roles_of(request.user)
    if not roles:
        raise Http404
    today = timezone.localdate()
    context: dict[str, object] = {"today": today}
    if PoolRole.Role.CLEARER in roles:
        context["waiting"] = clearance_list(request.user).count()
    if PoolRole.Role.CHIEF in roles:
        context["rounds"] = rounds_led_by(request.user, today)
        context["stuck"] = len(stalls_led_by(request.user, today))
        context["loads"] = loads(request.user, today)
    return render(request, "review_queue/staff/staff.html", context)
