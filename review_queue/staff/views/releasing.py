"""A clearer is done with an answer: it goes to reviewers, or back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.clearance.actions.release import release
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.forms import ReleaseForm, ReturnForm
from review_queue.clearance.queries.waiting import next_to_clear
from review_queue.clearance.rules import ReturnReason
from review_queue.errors import FileHeld, MaskedMeanwhile, NotLookedAt, NotTickedOff, Refusal
from review_queue.models import Item
from review_queue.permissions import items_led_by, items_to_clear, items_to_take_back
from review_queue.scoring.actions.take_back import take_back
from review_queue.scoring.forms.leaving import TakeBackForm
from review_queue.scoring.rules import TakeBackReason
from review_queue.web.private import private

from .clearing import clearing_page, for_clearer, gone, item_to_clear


@for_clearer
@require_POST
def release_item(request: HttpRequest, code: str) -> HttpResponse:
    """Release what was read, and go on to the next answer if the button says so."""
    item = item_to_clear(request, code)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return clearing_page(request, item, refusal=MaskedMeanwhile.sentence)
    try:
        release(item=item, by=request.user, as_seen=form.cleaned_data["seen"])
    except (NotLookedAt, FileHeld, NotTickedOff, MaskedMeanwhile) as refusal:
        return clearing_page(request, item, refusal=str(refusal))
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(request, f"{code} is released. Two reviewers are being found.")
    return _on(request, item if form.cleaned_data["then"] == "next" else None)


@for_clearer
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    item = item_to_clear(request, code)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return clearing_page(request, item, returning=form)
    try:
        return_item(item=item, reason=ReturnReason(form.cleaned_data["reason"]), by=request.user)
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(request, f"{code} goes back to the sender.")
    return redirect("review_queue:clearances")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Take a released answer back to clearing, after reading what that does."""
    item = get_object_or_404(items_to_take_back(request.user).select_related("round", "pool"), code=code)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(item=item, reason=TakeBackReason(form.cleaned_data["reason"]), by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{code} is closed to its reviewers, and waits for clearance again.")
        return _where(request, item)
    status = 422 if request.method == "POST" else 200
    return render(request, "review_queue/staff/take_back.html", {"item": item, "form": form}, status=status)


def _where(request: HttpRequest, item: Item) -> HttpResponse:
    """Where this person sees the answer now."""
    if items_to_clear(request.user).filter(pk=item.pk).exists():
        return redirect("review_queue:clearance", item.code)
    if items_led_by(request.user).filter(pk=item.pk).exists():
        return redirect("review_queue:item", item.code)
    return redirect("review_queue:clearances")


def _on(request: HttpRequest, after: Item | None) -> HttpResponse:
    following = next_to_clear(request.user, after) if after else None
    return (
        redirect("review_queue:clearance", following.code)
        if following
        else redirect("review_queue:clearances")
    )
