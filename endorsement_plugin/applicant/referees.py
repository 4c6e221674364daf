"""The applicant's side of a reference: name a referee, send the request, remind, replace."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Application, Reference
from endorsement_plugin.references.actions.name import name_referee
from endorsement_plugin.references.actions.replace import replace_referee
from endorsement_plugin.references.actions.send import send_reference
from endorsement_plugin.references.forms import RefereeForm, initial_of
from endorsement_plugin.references.queries import roles_offered
from endorsement_plugin.rules.states import ReferenceState
from endorsement_plugin.screens.fillable import fillable_application, fillable_reference
from endorsement_plugin.screens.getters import context_of, step_of_referees


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: UUID, slot: int) -> HttpResponse:
    """Who is asked for this reference; with `then=send` the request goes out at once."""
    application = fillable_application(request, pk)
    roles = application.definition.roles
    if not 1 <= slot <= len(roles):
        raise Http404("No such reference")
    current = application.references.filter(slot=slot, state=ReferenceState.DRAFT).first()
    form = RefereeForm(
        request.POST or None,
        role=roles[slot - 1],
        roles=roles_offered(application),
        initial=initial_of(current) if current else {},
    )
    if request.method == "POST" and form.is_valid() and _named(request, application, slot, form):
        return _back(application)
    context = context_of(
        application, form=form, slot=slot, role=roles[slot - 1], step=step_of_referees(application)
    )
    status = 422 if form.errors else 200
    return render(request, "endorsement_plugin/applicant/referee_form.html", context, status=status)


def _named(request: HttpRequest, application: Application, slot: int, form: RefereeForm) -> bool:
    """Whether the page is done with; False if the form has to be shown again."""
    try:
        reference = name_referee(application=application.pk, by=request.user, slot=slot, **form.cleaned_data)
    except Incomplete as refusal:
        form.add_error("email" if refusal.problems else None, refusal.message)
        return False
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return True
    if request.POST.get("then") == "send":
        _send(request, reference)
    else:
        messages.success(
            request, f"{reference.name} is named. The request goes out with the application, or sooner."
        )
    return True


@login_required
@never_cache
@require_POST
def send(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Write to the referee, or remind them."""
    row = fillable_reference(request, reference)
    _send(request, row)
    return _back(row.application)


def _send(request: HttpRequest, reference: Reference) -> None:
    try:
        sent = send_reference(reference=reference.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"We have written to {sent.name} at {sent.email}.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST gives up on this referee and asks for another."""
    row = fillable_reference(request, reference)
    application = row.application
    if request.method != "POST":
        context = context_of(application, reference=row, step=step_of_referees(application))
        return render(request, "endorsement_plugin/applicant/referee_replace.html", context)
    try:
        replace_referee(reference=reference, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _back(application)
    return redirect("endorsement:referee_name", pk=application.pk, slot=row.slot)


def _back(application: Application) -> HttpResponse:
    step = step_of_referees(application)
    if application.is_editable and step:
        return redirect("endorsement:step", pk=application.pk, step=step)
    return redirect("endorsement:application", pk=application.pk)
