"""The demo's mailbox: every message it sent, so that a newcomer can follow the links in them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from association.mailbox.messages import find, newest

PER_PAGE = 40


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "").strip()
    page = Paginator(newest(to), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mailbox/mailbox.html", {"page": page, "to": to})


@require_safe
def message(request: HttpRequest, pk: UUID) -> HttpResponse:
    mail = find(pk)
    if mail is None:
        raise Http404("No such message.")
    return render(request, "mailbox/message.html", {"mail": mail})
