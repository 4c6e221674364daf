"""Sign a statement."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Application
from endorsement_plugin.references.forms import SignatureForm
from endorsement_plugin.screens.fillable import fillable_application
from endorsement_plugin.screens.getters import step_holding, step_named

from .step_page import page_of, unbound_forms


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    """Put the applicant's name under the statement."""
    application = fillable_application(request, pk)
    step = step_holding(application, block)
    if request.method != "POST":
        return redirect("endorsement:step", pk=pk, step=step)
    form = SignatureForm(request.POST, block=block)
    if not form.is_valid():
        return _again(request, application, step, form)
    try:
        sign_attestation(
            application=pk,
            by=request.user,
            block_id=block,
            typed_name=form.cleaned_data["typed_name"],
            agreed=form.cleaned_data["agreed"],
            digest=form.cleaned_data["digest"],
        )
    except Incomplete as refusal:
        form.add_error("typed_name", refusal.message)
        return _again(request, application, step, form)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Signed. Thank you.")
    return redirect("endorsement:step", pk=pk, step=step)


def _again(request: HttpRequest, application: Application, name: str, form: SignatureForm) -> HttpResponse:
    """The step as it was, with what is missing under the statement."""
    step = step_named(application, name)
    contents = contents_of(application)
    context = page_of(contents, step, unbound_forms(contents, step), form)
    context["errors"] = [field for field in form if field.errors]
    return render(request, "endorsement_plugin/applicant/step.html", context, status=422)
