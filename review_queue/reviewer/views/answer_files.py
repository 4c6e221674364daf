"""Hand out a PDF answer and its pages: to its reviewer, to clearers, and after the decision to chiefs."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from review_queue.errors import FileLost
from review_queue.models import SectionFile
from review_queue.permissions import files_for, files_to_clear
from review_queue.readers import files_to_read
from review_queue.redaction.pages import page_picture
from review_queue.web.private import own_assignment, private

logger = logging.getLogger(__name__)

# Whatever the browser makes of the bytes, they run nothing, load nothing and are framed nowhere else.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@private
@require_safe
def answer_file(request: HttpRequest, code: str, part: int) -> HttpResponse:
    """The file, under a name that is the same for every answer."""
    response = _handed(_bytes(_own(request, code, part)), "application/pdf")
    response["Content-Disposition"] = 'inline; filename="answer.pdf"'
    return response


@private
@require_safe
def answer_page(request: HttpRequest, code: str, part: int, page: int) -> HttpResponse:
    return _page(_own(request, code, part), page)


@private
@require_safe
def clearance_page(request: HttpRequest, code: str, part: int, page: int) -> HttpResponse:
    files = files_to_clear(request.user)
    return _page(get_object_or_404(files, section__item__code=code, section__position=part - 1), page)


@private
@require_safe
def read_page(request: HttpRequest, code: str, part: int, page: int) -> HttpResponse:
    """For the chief reviewer who reads the reviews after the decision."""
    files = files_to_read(request.user)
    return _page(get_object_or_404(files, section__item__code=code, section__position=part - 1), page)


def _own(request: HttpRequest, code: str, part: int) -> SectionFile:
    item = own_assignment(request, code).item_id
    return get_object_or_404(files_for(request.user), section__item=item, section__position=part - 1)


def _page(file: SectionFile, number: int) -> HttpResponse:
    if number not in file.page_numbers:
        raise Http404
    shown = page_picture(_bytes(file), number)
    return _handed(shown.data, shown.content_type)


def _bytes(file: SectionFile) -> bytes:
    try:
        return file.read()
    except FileLost as lost:
        logger.error("The stored file of answer file %s: %s", file.pk, lost)
        raise Http404 from None


def _handed(data: bytes, content_type: str) -> HttpResponse:
    return HttpResponse(data, content_type=content_type, headers=HEADERS)
