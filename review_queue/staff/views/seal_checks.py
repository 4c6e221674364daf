"""Check the seals from a page: for chief reviewers, auditors, and whoever operates the queue."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from review_queue.audit.queries.seal_chain import newest_seal, unsealed
from review_queue.errors import Refusal
from review_queue.models import SealCheck
from review_queue.quality.actions.check_seals import ask_for_check
from review_queue.quality.queries.checks import given_up
from review_queue.readers import findings_for, may_check_seals
from review_queue.web.private import private

KEPT = 10
MOST = 200


@private
@require_http_methods(["GET", "HEAD", "POST"])
def seal_checks(request: HttpRequest) -> HttpResponse:
    """The latest check with what it found, and the button that asks for another."""
    if not may_check_seals(request.user):
        raise Http404
    if request.method == "POST":
        try:
            ask_for_check(by=request.user)
        except Refusal as refusal:
            messages.info(request, str(refusal))
        return redirect("review_queue:seal_checks")
    checks = list(SealCheck.objects.all()[:KEPT])
    findings = findings_for(request.user)
    latest = checks[0] if checks else None
    of_latest = findings.filter(check_made=latest) if latest else findings.none()
    newest = newest_seal()
    context = {
        "latest": latest,
        "given_up": latest is not None and given_up(latest),
        "findings": of_latest[:MOST],
        "found": of_latest.count(),
        "earlier": [(one, findings.filter(check_made=one).count()) for one in checks[1:]],
        "newest": newest,
        "unsealed": unsealed(newest),
    }
    return render(request, "review_queue/staff/seal_checks.html", context)
