"""The one page on which a renewal is checked, signed and sent."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Incomplete, Problem, Refusal, Stale
from endorsement_plugin.models import Endorsement, Renewal
from endorsement_plugin.renewals.actions.submit import submit_renewals
from endorsement_plugin.renewals.forms import SigningForm
from endorsement_plugin.renewals.queries.due_periods import DuePeriods, due_periods_of
from endorsement_plugin.renewals.queries.progress import KEPT
from endorsement_plugin.screens.getters import own_endorsement

from .page import context_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, number: str) -> HttpResponse:
    """What is renewed, what it costs and what is signed; a POST renews, and leads to the receipt."""
    row = own_endorsement(request, number)
    due_periods = due_periods_of(row, timezone.localdate())
    if not due_periods.can_be_sent:
        return _elsewhere(request, row)
    if request.method != "POST":
        return _page(request, due_periods, SigningForm(ready=due_periods.ready))
    form = SigningForm(request.POST, ready=due_periods.ready)
    if not form.is_valid():
        return _page(request, due_periods, form, status=422)
    try:
        sent = submit_renewals(
            endorsements=form.endorsements, by=request.user, signing=form.signing, today=due_periods.today
        )
    except Incomplete as refusal:
        left = form.tell(refusal.problems)
        return _page(request, due_periods, form, left, status=422)
    except Stale as refusal:
        messages.error(request, refusal.message)
        return _page(request, due_periods, _fresh(request, due_periods), status=409)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:renew", number=number)
    return redirect("endorsement:receipt", renewal=sent[0].pk)


def _fresh(request: HttpRequest, due_periods: DuePeriods) -> SigningForm:
    """The page as it is now, with the name that was typed; statements are agreed to anew."""
    form = SigningForm(ready=due_periods.ready)
    form.initial["typed_name"] = request.POST.get("typed_name", "")
    return form


def _elsewhere(request: HttpRequest, row: Endorsement) -> HttpResponse:
    """What was sent by another press leads to its receipt, all else to where it stands."""
    if request.method == "POST":
        sent = Renewal.objects.filter(endorsement=row, state__in=KEPT, signatures__0__isnull=False)
        newest = sent.order_by("-due").first()
        if newest is not None and _was_shown(request, row, newest):
            return redirect("endorsement:receipt", renewal=newest.pk)
        messages.error(request, "This cannot be renewed now. Nothing was sent; below is how it stands.")
    return redirect("endorsement:renew", number=row.number)


def _was_shown(request: HttpRequest, row: Endorsement, renewal: Renewal) -> bool:
    """Whether the page that was sent is about this period."""
    return f"{row.number}\t{renewal.due.isoformat()}\t" in request.POST.get("seen", "")


def _page(
    request: HttpRequest,
    due_periods: DuePeriods,
    form: SigningForm,
    left: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    context = context_of(due_periods, form=form, left=left)
    return render(request, "endorsement_plugin/applicant/renewals/check.html", context, status=status)
