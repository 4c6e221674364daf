"""A clearer reads, masks more, and releases or returns."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..actions.mask_more import mask_more
from ..actions.release import release
from ..actions.return_item import ReturnReason, return_item
from ..anonymization.spans import Label
from ..errors import NothingToMask, Refusal
from ..forms.clearance import MaskForm, ReleaseForm, ReturnForm
from ..models import Item, PoolRole
from ..permissions import items_to_clear, pools_of
from ..queries.passages import passages
from ..queries.staffing import clearance_list
from .private import private

PAGE = 50


@private
@require_safe
def clearances(request: HttpRequest) -> HttpResponse:
    get_object_or_404(pools_of(request.user, PoolRole.Role.CLEARER)[:1])
    page = Paginator(clearance_list(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "review_queue/staff/clearances.html", {"page": page})


@private
@require_safe
def clearance(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _item(request, code))


@private
@require_POST
def mask(request: HttpRequest, code: str) -> HttpResponse:
    item = _item(request, code)
    form = MaskForm(request.POST)
    if not form.is_valid():
        return _page(request, item, mask=form)
    phrase, label = form.cleaned_data["phrase"], Label(form.cleaned_data["label"])
    try:
        masked = mask_more(item=item, phrase=phrase, label=label, by=request.user)
    except NothingToMask as refusal:
        form.add_error("phrase", str(refusal))
        return _page(request, item, mask=form)
    except Refusal as refusal:
        return _gone(request, refusal)
    messages.success(request, f"Masked {masked} mention{'s' if masked > 1 else ''}.")
    return redirect("review_queue:clearance", code)


@private
@require_POST
def release_item(request: HttpRequest, code: str) -> HttpResponse:
    item = _item(request, code)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _page(request, item, release=form)
    try:
        release(item=item, by=request.user)
    except Refusal as refusal:
        return _gone(request, refusal)
    messages.success(request, f"{code} is released. Two reviewers are being found.")
    return redirect("review_queue:clearances")


@private
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    item = _item(request, code)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, item, returning=form)
    try:
        return_item(item=item, reason=ReturnReason(form.cleaned_data["reason"]), by=request.user)
    except Refusal as refusal:
        return _gone(request, refusal)
    messages.success(request, f"{code} goes back to the sender.")
    return redirect("review_queue:clearances")


def _item(request: HttpRequest, code: str) -> Item:
    return get_object_or_404(items_to_clear(request.user).select_related("round", "pool"), code=code)


def _page(request: HttpRequest, item: Item, **bound: forms.Form) -> HttpResponse:
    """The page with its three forms; those that were refused come bound."""
    context = {
        "item": item,
        "passages": passages(item, with_suspects=True),
        "mask_form": bound.get("mask", MaskForm()),
        "release_form": bound.get("release", ReleaseForm()),
        "return_form": bound.get("returning", ReturnForm()),
        "refused": next(iter(bound.values()), None),
    }
    status = 422 if bound else 200
    return render(request, "review_queue/staff/clearance.html", context, status=status)


def _gone(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("review_queue:clearances")
