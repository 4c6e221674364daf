"""A clearer reads, masks more, and releases or returns."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.look_at import look_at
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.clearance.actions.release import release
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.forms import AreaForm, LookForm, MaskForm, ReleaseForm, ReturnForm
from review_queue.clearance.rules import ReturnReason
from review_queue.errors import FileHeld, MaskAsArea, MaskedMeanwhile, NothingToMask, NotLookedAt, Refusal
from review_queue.items.queries.file_pages import not_looked_at
from review_queue.items.queries.model_reading import second_reading
from review_queue.items.queries.oversight import clearance_list
from review_queue.items.queries.passages import doubts_in, passages_to_clear
from review_queue.models import Item, PoolRole
from review_queue.permissions import items_to_clear, pools_of
from review_queue.redaction.refusals import CannotRedact
from review_queue.web.private import private

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
    except (NothingToMask, MaskAsArea, CannotRedact) as refusal:
        form.add_error("phrase", str(refusal))
        return _page(request, item, mask=form)
    except MaskedMeanwhile as refusal:
        messages.error(request, str(refusal))
        return redirect("review_queue:clearance", code)
    except Refusal as refusal:
        return _gone(request, refusal)
    messages.success(request, f"Masked {masked} mention{'s' if masked > 1 else ''}.")
    return redirect("review_queue:clearance", code)


@private
@require_POST
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Black out an area of a page, drawn or typed."""
    item = _item(request, code)
    form = AreaForm(passages_to_clear(item, request.user), request.POST)
    if not form.is_valid():
        return _page(request, item, area=form)
    position, marked = form.area()
    try:
        black_out(item=item, position=position, areas=[marked], by=request.user)
    except CannotRedact as refusal:
        form.add_error(None, str(refusal))
        return _page(request, item, area=form)
    except MaskedMeanwhile as refusal:
        messages.error(request, str(refusal))
    except Refusal as refusal:
        return _gone(request, refusal)
    else:
        messages.success(request, f"The area on page {marked.page + 1} is black now. Look at the page again.")
    return _at_page(code, position + 1, marked.page + 1)


@private
@require_POST
def look(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a page has been looked at, and go on to the next one."""
    item = _item(request, code)
    form = LookForm(request.POST)
    if not form.is_valid():  # not sent by the button
        return HttpResponseBadRequest()
    part, page = form.cleaned_data["part"], form.cleaned_data["page"]
    try:
        look_at(
            item=item, position=part - 1, page=page, version=form.cleaned_data["version"], by=request.user
        )
    except MaskedMeanwhile as refusal:
        messages.error(request, str(refusal))
    except Refusal as refusal:
        return _gone(request, refusal)
    else:
        part, page = next(iter(not_looked_at(item, request.user)), (part, page))
    return _at_page(code, part, page)


@private
@require_POST
def release_item(request: HttpRequest, code: str) -> HttpResponse:
    item = _item(request, code)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _page(request, item, release=form)
    try:
        release(item=item, by=request.user)
    except (NotLookedAt, FileHeld) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, item, release=form)
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
    """The page with its forms; those that were refused come bound."""
    passages = passages_to_clear(item, request.user)
    sheets = [sheet for passage in passages if passage.file for sheet in passage.file.sheets]
    context = {
        "item": item,
        "passages": passages,
        "doubts": doubts_in(passages),
        "second_reading": second_reading(item),
        "sheets": len(sheets),
        "looked_at": sum(sheet.looked_at for sheet in sheets),
        "held": any(passage.file and passage.file.why_held for passage in passages),
        "area_form": bound.get("area", AreaForm(passages)),
        "mask_form": bound.get("mask", MaskForm()),
        "release_form": bound.get("release", ReleaseForm()),
        "return_form": bound.get("returning", ReturnForm()),
        "refused": next(iter(bound.values()), None),
    }
    status = 422 if bound else 200
    return render(request, "review_queue/staff/clearance.html", context, status=status)


def _at_page(code: str, part: int, page: int) -> HttpResponse:
    return redirect(f"{reverse('review_queue:clearance', args=[code])}#page-{part}-{page}")


def _gone(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("review_queue:clearances")
