"""The alarms of a round that are open, and what was done about the others."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from review_queue.audit.queries.reliability import RoundScores, rounds_to_report, scores_of
from review_queue.errors import Refusal
from review_queue.models import Pool
from review_queue.permissions import items_led_by
from review_queue.quality.actions.correct import correct, follow_up
from review_queue.quality.forms import CorrectionForm, FollowUpForm
from review_queue.readers import corrections_of
from review_queue.staff.reports.open_alarms import Raised, open_and_answered, raised
from review_queue.web.private import private


@private
@require_safe
def alarms(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    standing, recorded = open_and_answered(request.user, scores)
    context = {
        "round": scores.round,
        "open": standing,
        "actions": recorded,
        "today": timezone.localdate(),
    }
    return render(request, "review_queue/reports/alarms.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def record_action(request: HttpRequest, code: str) -> HttpResponse:
    """About the alarm that the address names; 404 if it does not stand."""
    scores = _scores(request, code)
    alarm = next((one for one in raised(request.user, scores) if one.code == request.GET.get("alarm")), None)
    if alarm is None:
        raise Http404
    post = request.POST if request.method == "POST" else None
    form = CorrectionForm(post, initial={"done_on": timezone.localdate()})
    if form.is_valid():
        try:
            correct(
                scored_in=scores.round,
                pool=_pool(request, scores, alarm),
                item=alarm.item,
                alarm=alarm.code,
                by=request.user,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "What was done is recorded.")
            return redirect("review_queue:alarms", code)
    context = {"round": scores.round, "alarm": alarm, "form": form}
    return render(request, "review_queue/reports/correct.html", context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def record_follow_up(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    scores = _scores(request, code)
    action = get_object_or_404(
        corrections_of(request.user).select_related("item"), round=scores.round, pk=pk, followed_up_at=None
    )
    post = request.POST if request.method == "POST" else None
    form = FollowUpForm(post)
    if form.is_valid():
        try:
            follow_up(action=action, by=request.user, outcome=form.cleaned_data["outcome"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The follow-up is recorded.")
        return redirect("review_queue:alarms", code)
    context = {"round": scores.round, "action": action, "form": form}
    return render(request, "review_queue/reports/follow_up.html", context, status=422 if post else 200)


def _pool(request: HttpRequest, scores: RoundScores, alarm: Raised) -> Pool:
    """The answer's, or the first of the round's that the user leads."""
    if alarm.item is not None:
        return alarm.item.pool
    led = items_led_by(request.user).filter(round=scores.round).order_by("pool")
    return Pool.objects.filter(pk__in=led.values("pool")).order_by("pk")[0]


def _scores(request: HttpRequest, code: str) -> RoundScores:
    return scores_of(request.user, get_object_or_404(rounds_to_report(request.user), code=code))
