"""A neutral auditor's own pages: the packs that are open today, and each of them whole."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from review_queue.audit.actions import export
from review_queue.audit.queries.reliability import rounds_to_report
from review_queue.quality.queries.audits import auditor_of
from review_queue.readers import audits_of
from review_queue.staff.reports.pack_download import pack_response
from review_queue.web.private import private


@private
@require_safe
def audits(request: HttpRequest) -> HttpResponse:
    rows = audits_of(request.user).select_related("round", "pool").order_by("until", "pk")
    if not rows:
        raise Http404
    return render(request, "review_queue/auditor/audits.html", {"audits": rows})


@private
@require_safe
def pack(request: HttpRequest, code: str) -> FileResponse:
    """Whole, as a chief reviewer would have it who has scored nothing. Each time is an event."""
    auditor = auditor_of(request.user, code)
    if auditor is None:
        raise Http404
    scored_in = get_object_or_404(rounds_to_report(auditor), code=code)
    export(scored_in=scored_in, what="evidence.zip", by=auditor)
    return pack_response(auditor, scored_in, timezone.localdate())
