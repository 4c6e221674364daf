"""A clearer decides on words: each mention is shown before it is masked, and marked words are ticked off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from review_queue.anonymization.spans import Label, Source
from review_queue.clearance.actions.mask_again import mask_again
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.clearance.actions.tick_off import tick_off
from review_queue.clearance.actions.undo import undo as take_back_step
from review_queue.clearance.actions.unmask import reveal
from review_queue.clearance.actions.unmask import unmask as no_name
from review_queue.clearance.forms import ChosenForm, MaskAgainForm, MaskForm, StepForm, TickForm, TokenForm
from review_queue.clearance.queries.mentions import source_of, touched_by_masking
from review_queue.errors import (
    DrawnIn,
    MaskAsArea,
    MaskedMeanwhile,
    NoOriginal,
    NothingChosen,
    NothingToMask,
    NothingToUndo,
    Refusal,
    TextTooLong,
)
from review_queue.items.actions.masked_texts import texts_of
from review_queue.models import Item
from review_queue.redaction.refusals import CannotRedact

from .clearing import Choosing, clearing_page, for_clearer, gone, item_to_clear

NEXT = "#next-doubt"
TOLD = (
    "The sender gave these words as the name of a person or an organization. "
    "Unmask them only where they mean something else."
)


@for_clearer
@require_POST
def mask(request: HttpRequest, code: str) -> HttpResponse:
    """Show every mention of the words; once they have been looked at, mask those that were chosen."""
    item = item_to_clear(request, code)
    form, chosen = MaskForm(request.POST), ChosenForm(request.POST)
    if not form.is_valid():
        return clearing_page(request, item, mask=form)
    if not chosen.is_valid():
        return _mentions(request, item, form)
    try:
        masked = mask_more(
            item=item,
            phrase=form.cleaned_data["phrase"],
            label=Label(form.cleaned_data["label"]),
            by=request.user,
            as_seen=chosen.cleaned_data["seen"],
            chosen=chosen.chosen,
        )
    except MaskedMeanwhile as refusal:
        return _mentions(request, item, form, refusal=str(refusal))
    except NothingChosen as refusal:
        return _mentions(request, item, form, chosen.chosen, str(refusal))
    except (NothingToMask, MaskAsArea, CannotRedact) as refusal:
        form.add_error("phrase", str(refusal))
        return clearing_page(request, item, mask=form)
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(request, f"Masked {masked} mention{'s' if masked > 1 else ''}.")
    return redirect("review_queue:clearance", code)


def _mentions(
    request: HttpRequest,
    item: Item,
    form: MaskForm,
    ticked: frozenset[str] | None = None,
    refusal: str = "",
) -> HttpResponse:
    phrase, label = form.cleaned_data["phrase"], Label(form.cleaned_data["label"])
    touched = touched_by_masking(texts_of(item), phrase, label)
    if not touched.mentions:
        form.add_error("phrase", NothingToMask.sentence)
        return clearing_page(request, item, mask=form)
    choosing = Choosing(
        touched,
        title=f"Mask “{phrase}”?",
        action=reverse("review_queue:mask", args=[item.code]),
        verb="Mask",
        sent=[("phrase", phrase), ("label", label.value)],
        ticked=ticked,
        refusal=refusal,
    )
    return clearing_page(request, item, choosing)


@for_clearer
@require_POST
def tick(request: HttpRequest, code: str) -> HttpResponse:
    """A marked word stays, or is open again."""
    item, form = item_to_clear(request, code), TickForm(request.POST)
    if not form.is_valid():  # not sent by the button
        return HttpResponseBadRequest()
    words, stays = form.cleaned_data["words"], form.cleaned_data["stays"]
    try:
        tick_off(item=item, words=words, by=request.user, stays=stays)
    except MaskedMeanwhile as refusal:
        messages.error(request, str(refusal))
    except Refusal as refusal:
        return gone(request, refusal)
    return redirect(reverse("review_queue:clearance", args=[code]) + NEXT)


@for_clearer
@require_POST
def unmask(request: HttpRequest, code: str) -> HttpResponse:
    """Show what stands behind a mark, wherever it stands; then put back what was chosen."""
    item = item_to_clear(request, code)
    form, chosen = TokenForm(request.POST), ChosenForm(request.POST)
    if not form.is_valid():  # not sent by the button
        return HttpResponseBadRequest()
    token = form.cleaned_data["token"]
    if not chosen.is_valid():
        return _behind(request, item, token)
    try:
        count = no_name(
            item=item,
            token=token,
            by=request.user,
            as_seen=chosen.cleaned_data["seen"],
            chosen=chosen.chosen,
        )
    except MaskedMeanwhile as refusal:
        return _behind(request, item, token, refusal=str(refusal))
    except NothingChosen as refusal:
        return _behind(request, item, token, chosen.chosen, str(refusal))
    except NoOriginal as refusal:
        return clearing_page(request, item, refusal=str(refusal))
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(request, f"{count} place{'s' if count > 1 else ''} can be read again.")
    return redirect("review_queue:clearance", code)


def _behind(
    request: HttpRequest, item: Item, token: str, ticked: frozenset[str] | None = None, refusal: str = ""
) -> HttpResponse:
    try:
        touched = reveal(item=item, token=token, by=request.user)
    except (NoOriginal, DrawnIn, MaskedMeanwhile) as reason:
        return clearing_page(request, item, refusal=str(reason))
    except Refusal as reason:
        return gone(request, reason)
    told = source_of(texts_of(item), token) == Source.IDENTITY
    choosing = Choosing(
        touched,
        title=f"Is what stands behind {token} no name?",
        action=reverse("review_queue:unmask", args=[item.code]),
        verb="Unmask",
        sent=[("token", token)],
        note=TOLD if told else "",
        ticked=ticked,
        refusal=refusal,
    )
    return clearing_page(request, item, choosing)


@for_clearer
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take back the last step."""
    item, form = item_to_clear(request, code), StepForm(request.POST)
    if not form.is_valid():  # not sent by the button
        return HttpResponseBadRequest()
    try:
        take_back_step(item=item, step=form.cleaned_data["step"], by=request.user)
    except (MaskedMeanwhile, DrawnIn, NothingToUndo, NoOriginal) as refusal:
        return clearing_page(request, item, refusal=str(refusal))
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(request, "The last step is undone.")
    return redirect("review_queue:clearance", code)


@for_clearer
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Mask the answer once more from the sender's original."""
    item, form = item_to_clear(request, code), MaskAgainForm(request.POST)
    if "seen" in form.errors:
        return clearing_page(request, item, refusal=MaskedMeanwhile.sentence)
    if not form.is_valid():
        return clearing_page(request, item, again=form)
    given = form.cleaned_data
    try:
        mask_again(item=item, by=request.user, as_seen=given["seen"], leave=given["leave"])
    except (MaskedMeanwhile, NoOriginal, TextTooLong) as refusal:
        form.add_error("leave", str(refusal))
        return clearing_page(request, item, again=form)
    except Refusal as refusal:
        return gone(request, refusal)
    messages.success(
        request, "The answer is masked again from the sender’s original. Read it from the start."
    )
    return redirect("review_queue:clearance", code)
