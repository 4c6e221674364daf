"""A chief reviewer sets until how many candidates of one description answers wait."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from review_queue.assigning.actions.set_alike import set_alike
from review_queue.assigning.forms import AlikeForm
from review_queue.items.queries.alike import rule_of, waiting_among
from review_queue.models import PoolRole
from review_queue.permissions import items_led_by, pools_of
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def alike(request: HttpRequest, code: str) -> HttpResponse:
    """One pool that the user leads, with what waits in it now."""
    pool = get_object_or_404(pools_of(request.user, PoolRole.Role.CHIEF), code=code)
    form = AlikeForm(rule_of(pool), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_alike(pool=pool, by=request.user, rule=form.rule)
        messages.success(request, "Saved. What waits now goes by it within ten minutes.")
        return redirect("review_queue:alike", code)
    context = {
        "pool": pool,
        "form": form,
        "waiting": waiting_among(items_led_by(request.user).filter(pool=pool)),
    }
    page = "review_queue/staff/alike.html"
    return render(request, page, context, status=422 if form.errors else 200)
