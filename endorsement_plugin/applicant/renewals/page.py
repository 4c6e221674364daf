"""Where a renewal stands: what was logged, what is missing and where to add it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.clock import named
from endorsement_plugin.errors import NotAllowed, Refusal
from endorsement_plugin.models import Endorsement
from endorsement_plugin.renewals.actions.answering import answer_questions, count_for
from endorsement_plugin.renewals.queries.clock import hold_on
from endorsement_plugin.renewals.queries.due_periods import DuePeriods, due_periods_of
from endorsement_plugin.screens.getters import own_endorsement, own_endorsements


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, number: str) -> HttpResponse:
    """One endorsement and what is due with it; a POST answers a question, or says what an entry is for."""
    row = own_endorsement(request, number)
    if request.method == "POST":
        try:
            messages.success(request, _done(request, row))
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return redirect("endorsement:renew", number=number)
    due_periods = due_periods_of(row, timezone.localdate())
    return render(request, "endorsement_plugin/applicant/renewals/renew.html", context_of(due_periods))


def _done(request: HttpRequest, row: Endorsement) -> str:
    if "entry" in request.POST:
        numbered = {one.number: one for one in own_endorsements(request)}
        chosen = numbered.get(request.POST.get("counted_for", ""))
        if chosen is None:
            raise NotAllowed("Choose one of your endorsements.")
        entry = _uuid(request.POST["entry"])
        count_for(entry=entry, endorsement=chosen.pk, by=request.user)
        return f"It is counted for {chosen.credential.name}, {chosen.number}."
    answers = {
        name.removeprefix("question-"): value == "yes"
        for name, value in request.POST.items()
        if name.startswith("question-") and value in {"yes", "no"}
    }
    answer_questions(endorsement=row.pk, by=request.user, answers=answers)
    return "Answer saved."


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)


def _fees(due_periods: DuePeriods) -> list[tuple[Endorsement | None, str]]:
    """What each costs, in words; with None what is one fee for all of them, once."""
    fees: list[tuple[Endorsement | None, str]] = []
    for one in due_periods.each:
        policy, words = one.period.policy, one.period.fee(due_periods.today)
        fee = (None if policy and policy.one_fee else one.period.endorsement, words)
        if words and fee not in fees:
            fees.append(fee)
    return fees


def context_of(due_periods: DuePeriods, **more: Any) -> dict[str, Any]:
    """What both pages show."""
    period = due_periods.period
    return {
        "due_periods": due_periods,
        "period": period,
        "endorsement": period.endorsement,
        "association": period.endorsement.association,
        "time_zone": named(period.endorsement.association),
        "words": period.in_words(due_periods.today),
        "hold_for_all": hold_on(period.endorsement.association, due_periods.today),
        "phase": period.phase(due_periods.today).value,
        "fees": _fees(due_periods),
        **more,
    }
