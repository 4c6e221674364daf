"""Where browsers say that a page broke the policy: lines in the log, few enough to read."""

import json
import logging
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from endorsement_plugin.limits import AtMost

logger = logging.getLogger(__name__)

MOST_BYTES = 16 * 1024
FROM_ONE = AtMost("csp-report", 5, 60)
FROM_ALL = AtMost("csp-report-all", 60, 3600)
"""Extensions of browsers write into pages and are reported too: a log is full of them soon."""


@csrf_exempt  # a browser sends it by itself and with no token; the only effect is a line in the log
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Log the directive, what was stopped and which page it was. Always 204, whatever was sent."""
    report = _read(request)
    if report and FROM_ONE.allow_request(request) and FROM_ALL.allow_from("everybody"):
        directive, blocked, page = report
        logger.warning("Content security policy: %s stopped %s on %s", directive, blocked, page)
    return HttpResponse(status=204)


def _read(request: HttpRequest) -> tuple[str, str, str] | None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return None
    try:
        report = json.loads(request.body)["csp-report"]
        directive = report.get("effective-directive") or report["violated-directive"]
        return _word(directive), _origin(report["blocked-uri"]), _route(report["document-uri"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _word(written: str) -> str:
    """The first word, of signs that cannot break or forge a line of the log."""
    return "".join(sign for sign in written.split(maxsplit=1)[0] if sign.isalnum() or sign in "-.:/")[:100]


def _origin(blocked: str) -> str:
    """The host alone, or a keyword such as `inline`: an address may hold what somebody typed."""
    parts = urlsplit(blocked)
    return _word(f"{parts.scheme}://{parts.netloc}" if parts.netloc else parts.scheme or parts.path or "-")


def _route(page: str) -> str:
    """The pattern of the page's address, for an address may be a referee's link."""
    try:
        return resolve(urlsplit(page).path).route or "/"
    except Resolver404:
        return "an unknown page"
