"""A clearer's list, and the page on which an answer is read, with the pages of its files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.look_at import look_at
from review_queue.clearance.forms import AreaForm, LookForm, MaskAgainForm, MaskForm, ReturnForm
from review_queue.clearance.queries.mentions import Touched, marks_in
from review_queue.clearance.queries.originals import can_be_asked
from review_queue.clearance.queries.steps import came_back, last_step
from review_queue.clearance.queries.waiting import released_by
from review_queue.errors import MaskedMeanwhile, Refusal, WrongState
from review_queue.items.actions.masked_texts import seen, texts_of
from review_queue.items.queries.file_pages import not_looked_at
from review_queue.items.queries.model_reading import second_reading
from review_queue.items.queries.oversight import clearance_list
from review_queue.items.queries.passages import doubts_in, passages_to_clear
from review_queue.models import Item, PoolRole
from review_queue.permissions import items_cleared_or_to_clear, items_to_clear, pools_of
from review_queue.redaction.refusals import CannotRedact
from review_queue.web.private import private

PAGE = 50


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a step would touch, to be looked at before it is done. `sent` goes with the places that are
    chosen; `ticked` are those that were sent, and None is all."""

    touched: Touched
    title: str
    action: str
    verb: str
    sent: Sequence[tuple[str, str]]
    note: str = ""
    ticked: frozenset[str] | None = None
    refusal: str = ""

    @property
    def files(self) -> list[tuple[int, int, bool]]:
        """`(part, how many places, whether it is ticked)`: a file is drawn anew with all of them."""
        return [
            (part, count, self.ticked is None or f"file-{part}" in self.ticked)
            for part, count in self.touched.files
        ]


def for_clearer(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Whoever comes to an answer that has moved on is told so, on the list."""

    @wraps(view)
    def told(request: HttpRequest, /, code: str) -> HttpResponse:
        try:
            return view(request, code)
        except WrongState as refusal:
            return gone(request, refusal)

    return private(told)


@private
@require_safe
def clearances(request: HttpRequest) -> HttpResponse:
    get_object_or_404(pools_of(request.user, PoolRole.Role.CLEARER)[:1])
    page = Paginator(clearance_list(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "released": released_by(request.user)}
    return render(request, "review_queue/staff/clearances.html", context)


@for_clearer
@require_safe
def clearance(request: HttpRequest, code: str) -> HttpResponse:
    return clearing_page(request, item_to_clear(request, code))


@for_clearer
@require_POST
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Black out an area of a page, drawn or typed."""
    item = item_to_clear(request, code)
    form = AreaForm(passages_to_clear(item, request.user), request.POST)
    if not form.is_valid():
        return clearing_page(request, item, area=form)
    position, marked = form.area()
    try:
        black_out(item=item, position=position, areas=[marked], by=request.user)
    except CannotRedact as refusal:
        form.add_error(None, str(refusal))
        return clearing_page(request, item, area=form)
    except MaskedMeanwhile as refusal:
        messages.error(request, str(refusal))
    except Refusal as refusal:
        return gone(request, refusal)
    else:
        messages.success(request, f"The area on page {marked.page + 1} is black now. Look at the page again.")
    return _at_page(code, position + 1, marked.page + 1)


@for_clearer
@require_POST
def look(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a page has been looked at, and go on to the next one."""
    item = item_to_clear(request, code)
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
        return gone(request, refusal)
    else:
        part, page = next(iter(not_looked_at(item, request.user)), (part, page))
    return _at_page(code, part, page)


def item_to_clear(request: HttpRequest, code: str) -> Item:
    """The answer that waits for this clearer, or 404. Raises WrongState if it does so no longer."""
    items = items_cleared_or_to_clear(request.user).select_related("round", "pool")
    item = get_object_or_404(items, code=code)
    if not items_to_clear(request.user).filter(pk=item.pk).exists():
        raise WrongState
    return item


def clearing_page(
    request: HttpRequest,
    item: Item,
    choosing: Choosing | None = None,
    refusal: str = "",
    **bound: forms.Form,
) -> HttpResponse:
    """The page with its forms; those that were refused come bound. `refusal` says why a step was not made."""
    passages = passages_to_clear(
        item, request.user, choosing.touched.choices(choosing.ticked) if choosing else None
    )
    sheets = [sheet for passage in passages if passage.file for sheet in passage.file.sheets]
    doubts, texts = doubts_in(passages), texts_of(item)
    context = {
        "item": item,
        "passages": passages,
        "doubts": doubts,
        "open_doubts": sum(not doubt.ticked for doubt in doubts),
        "first_open": next((doubt for doubt in doubts if not doubt.ticked), None),
        "second_reading": second_reading(item),
        "sheets": len(sheets),
        "looked_at": sum(sheet.looked_at for sheet in sheets),
        "held": any(passage.file and passage.file.why_held for passage in passages),
        "seen": seen(texts),
        "marks": marks_in(texts),
        "original": can_be_asked(),
        "step": last_step(item),
        "came_back": came_back(item),
        "choosing": choosing,
        "area_form": bound.get("area", AreaForm(passages)),
        "mask_form": bound.get("mask", MaskForm()),
        "again_form": bound.get("again", MaskAgainForm()),
        "return_form": bound.get("returning", ReturnForm()),
        "refused": next(iter(bound.values()), None),
        "refusal": refusal,
    }
    refused = bound or refusal or (choosing and choosing.refusal)
    return render(request, "review_queue/staff/clearance.html", context, status=422 if refused else 200)


def gone(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Back to the list, with the reason."""
    messages.error(request, str(refusal))
    return redirect("review_queue:clearances")


def _at_page(code: str, part: int, page: int) -> HttpResponse:
    return redirect(f"{reverse('review_queue:clearance', args=[code])}#page-{part}-{page}")
