"""Learning whose answer it is: the exception, with its reason and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.audit.actions import blind_again, unblind
from review_queue.audit.forms import UnblindForm
from review_queue.errors import Refusal
from review_queue.models import Item
from review_queue.permissions import items_led_by
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def open_identity(request: HttpRequest, code: str) -> HttpResponse:
    item = _item(request, code)
    form = UnblindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            unblind(item=item, by=request.user, reason=given["reason"], hours=given["hours"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("review_queue:item", code)
    status = 422 if request.method == "POST" else 200
    context = {"item": item, "form": form}
    return render(request, "review_queue/staff/unblind.html", context, status=status)


@private
@require_POST
def close_identity(request: HttpRequest, code: str) -> HttpResponse:
    if blind_again(item=_item(request, code), by=request.user):
        messages.success(request, f"{code} is blind again.")
    else:
        messages.info(request, f"{code} was blind already.")
    return redirect("review_queue:item", code)


def _item(request: HttpRequest, code: str) -> Item:
    return get_object_or_404(items_led_by(request.user).select_related("round", "pool"), code=code)
