"""What a holder asks for, retires and takes back: a page each, or a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.ask import ask_for, withdraw_request
from endorsement_plugin.endorsements.actions.retire_own import retire_own, take_back_own
from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.moves.asking import ASKINGS, Asking, cannot_retire
from endorsement_plugin.endorsements.queries import TAKE_BACK_DAYS, standing_of
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Endorsement
from endorsement_plugin.screens.getters import own_endorsement

FOLDER = "endorsement_plugin/applicant/endorsement"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The form, or back to the endorsement with the reason where it cannot be asked for."""
    row = own_endorsement(request, number)
    if kind not in ASKINGS:
        raise Http404("Nothing to ask for")
    asking, standing = ASKINGS[kind], standing_of(row, today(row.association))
    refused = asking.refusal(row, standing)
    if refused:
        messages.error(request, refused)
        return redirect("endorsement:endorsement", number=number)
    form = asking.form(request.POST or None, endorsement=row, standing=standing)
    if request.method == "POST" and form.is_valid() and _asked(request, row, asking, form):
        return redirect("endorsement:endorsement", number=number)
    context = {"endorsement": row, "association": row.association, "asking": asking, "form": form}
    return render(request, f"{FOLDER}/ask.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, endorsement: Endorsement, asking: Asking, form: MoveForm) -> bool:
    """Whether the page is done with; False if the form has to be shown again."""
    try:
        ask_for(endorsement=endorsement.pk, by=request.user, asking=asking, data=request.POST)
    except Incomplete as refusal:
        form.add_error(None, refusal.message)
        return False
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Asked. A coordinator answers you by mail.")
    return True


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Take back what is not answered yet."""
    row = own_endorsement(request, number)
    try:
        withdraw_request(endorsement=row.pk, by=request.user, kind=kind)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Taken back.")
    return redirect("endorsement:endorsement", number=number)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, number: str) -> HttpResponse:
    """Ask whether they mean it, or say why it cannot be; a POST retires it."""
    row = own_endorsement(request, number)
    if request.method == "POST":
        try:
            retire_own(endorsement=row.pk, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "This endorsement is retired.")
        return redirect("endorsement:endorsement", number=number)
    refused = cannot_retire(row)
    if refused:
        messages.error(request, refused)
        return redirect("endorsement:endorsement", number=number)
    context = {"endorsement": row, "association": row.association, "days": TAKE_BACK_DAYS}
    return render(request, f"{FOLDER}/retire.html", context)


@login_required
@never_cache
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """As it was before one retired it."""
    row = own_endorsement(request, number)
    try:
        take_back_own(endorsement=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "This endorsement is as it was before.")
    return redirect("endorsement:endorsement", number=number)
