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
from endorsement_plugin.renewals.queries.together import Together, together_of
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
    together = together_of(row, timezone.localdate())
    return render(request, "endorsement_plugin/applicant/renewals/renew.html", context_of(together))


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


def _fees(together: Together) -> list[tuple[Endorsement | None, str]]:
    """What each costs, in words; with None what is one fee for all of them, once."""
    fees: list[tuple[Endorsement | None, str]] = []
    for one in together.each:
        policy, words = one.period.policy, one.period.fee(together.today)
        fee = (None if policy and policy.one_fee else one.period.endorsement, words)
        if words and fee not in fees:
            fees.append(fee)
    return fees


def context_of(together: Together, **more: Any) -> dict[str, Any]:
    """What both pages show."""
    period = together.period
    return {
        "together": together,
        "period": period,
        "endorsement": period.endorsement,
        "association": period.endorsement.association,
        "time_zone": named(period.endorsement.association),
        "words": period.in_words(together.today),
        "hold_for_all": hold_on(period.endorsement.association, together.today),
        "phase": period.phase(together.today).value,
        "fees": _fees(together),
        **more,
    }
