"""How well the scoring works, for the chief reviewer of the pool alone: the pages name reviewers."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from review_queue.audit.actions import export
from review_queue.audit.queries.reliability import RoundScores, rounds_to_report, scores_of
from review_queue.audit.queries.review_times import times_of
from review_queue.conf import conf
from review_queue.items.queries.rescoring import rescores
from review_queue.staff.reports.agreement_rows import (
    by_pair,
    by_reviewer,
    by_yardstick,
    readable_pairs,
    readable_reviewers,
    readable_yardsticks,
)
from review_queue.staff.reports.alarms import low_agreement, severe
from review_queue.staff.reports.charts import agreeing, drifting, severities
from review_queue.staff.reports.decision_sheets import left_out_sheet
from review_queue.staff.reports.facet_rows import by_facets, severity_sheet
from review_queue.staff.reports.pack_download import pack_response
from review_queue.staff.reports.rater_drift import by_drift, drift_sheet
from review_queue.staff.reports.report_words import readable_sheet
from review_queue.staff.reports.sheets import Sheet, as_csv, pair_sheet, reviewer_sheet, yardstick_sheet
from review_queue.staff.reports.yardsticks import TOTAL, Yardstick, yardsticks
from review_queue.web.private import private

PAGE = 50


@private
@require_safe
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    rows = readable_yardsticks(by_yardstick(scores))
    context = {
        **_frame(request, scores),
        "rows": [(row, low_agreement(row)) for row in rows],
        "chart": agreeing(rows),
        "least": conf().AGREEMENT_ALARM,
        "leveled": [row for row in rows if row.yardstick.labels],
        "rescores": rescores(request.user, scores.round),
        "times": times_of(request.user, scores.round),
    }
    return render(request, "review_queue/reports/agreement.html", context)


@private
@require_safe
def reviewers(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    on = _yardstick(request, scores)
    rows = readable_reviewers(by_reviewer(scores, on))
    reach, strips = severities(rows)
    context = {
        **_frame(request, scores),
        "on": on,
        "choices": yardsticks(scores),
        "rows": [(row, severe(row, on)) for row in rows],
        "reach": reach,
        "strips": strips,
        "least": conf().SEVERITY_ALARM,
    }
    return render(request, "review_queue/reports/reviewers.html", context)


@private
@require_safe
def severity(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    context = {**_frame(request, scores), "rows": by_facets(scores)}
    return render(request, "review_queue/reports/severity.html", context)


@private
@require_safe
def pairs(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    on = _yardstick(request, scores)
    page = Paginator(readable_pairs(by_pair(scores, on)), PAGE).get_page(request.GET.get("page"))
    context = {**_frame(request, scores), "on": on, "choices": yardsticks(scores), "page": page}
    return render(request, "review_queue/reports/pairs.html", context)


@private
@require_safe
def drift(request: HttpRequest, code: str) -> HttpResponse:
    scores = _scores(request, code)
    reach, strips = drifting(by_drift(scores))
    context = {**_frame(request, scores), "reach": reach, "strips": strips}
    return render(request, "review_queue/reports/drift.html", context)


@private
@require_safe
def sheet(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One of the tables as CSV, as the page has it: the whole ones are in the evidence pack."""
    scores = _scores(request, code)
    text = as_csv(_sheet(name, scores, _yardstick(request, scores)))
    export(scored_in=scores.round, what=f"{name}.csv", by=request.user)
    response = HttpResponse(text, "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{scores.round.code}-{name}.csv"'
    return response


@private
@require_safe
def evidence_pack(request: HttpRequest, code: str) -> FileResponse:
    scored_in = get_object_or_404(rounds_to_report(request.user), code=code)
    export(scored_in=scored_in, what="evidence.zip", by=request.user)
    return pack_response(request.user, scored_in, timezone.localdate())


def _scores(request: HttpRequest, code: str) -> RoundScores:
    """The marks of a round that the user leads, or 404."""
    return scores_of(request.user, get_object_or_404(rounds_to_report(request.user), code=code))


def _frame(request: HttpRequest, scores: RoundScores) -> dict[str, object]:
    """What each report begins and ends with: its round, and how many answers it leaves out and why."""
    left_out = readable_sheet("left_out", left_out_sheet(request.user, scores)).rows
    return {"round": scores.round, "scored": len(scores.scored), "left_out": left_out}


def _yardstick(request: HttpRequest, scores: RoundScores) -> Yardstick:
    """What the address asks to compare on: the total unless it says otherwise; 404 for anything unknown."""
    wanted = request.GET.get("on", TOTAL)
    yardstick = next((one for one in yardsticks(scores) if one.code == wanted), None)
    if yardstick is None:
        raise Http404
    return yardstick


def _sheet(name: str, scores: RoundScores, on: Yardstick) -> Sheet:
    if name == "agreement":
        return yardstick_sheet(readable_yardsticks(by_yardstick(scores)))
    if name == "reviewers":
        return reviewer_sheet(readable_reviewers(by_reviewer(scores, on)), on)
    if name == "pairs":
        return pair_sheet(readable_pairs(by_pair(scores, on)), on)
    if name == "severity":
        return severity_sheet(by_facets(scores))
    if name == "drift":
        return drift_sheet(by_drift(scores))
    raise Http404
