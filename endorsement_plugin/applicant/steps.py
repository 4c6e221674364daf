"""One step of the form: answering, saving while writing, and going on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.applications.actions.save_details import save_details
from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Refusal, Stale
from endorsement_plugin.forms.builder import form_class, to_answers
from endorsement_plugin.models import Application
from endorsement_plugin.rules.merging import spelled
from endorsement_plugin.screens.getters import own_application, step_named
from endorsement_plugin.screens.saving import from_script, not_stored, revision_of, stored

from .returning import came_from_check, note_the_check
from .step_page import StepForms, page_of, step_after, unbound_forms
from .step_saving import read_after, since_of_step, too_late, way_out


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """The step with what was written so far. A POST saves it; from a script it is answered with JSON."""
    application = own_application(request, pk)
    chosen = step_named(application, step)
    if request.method == "POST":
        return _save(request, application, chosen)
    if not application.is_editable:
        return redirect("endorsement:application", pk=pk)
    note_the_check(request, pk)
    contents = contents_of(application)
    context = page_of(contents, chosen, unbound_forms(contents, chosen))
    if came_from_check(request, pk):
        context["following"] = None
    return render(request, "endorsement_plugin/applicant/step.html", context)


def _bound(request: HttpRequest, application: Application, step: Step, final: bool) -> StepForms:
    questions = form_class(step.questions, final=final)(request.POST)
    person = application.person
    details = DetailsForm(request.POST, instance=person, final=final) if step.asks_who else None
    return StepForms(questions, details)


def _save(request: HttpRequest, application: Application, step: Step) -> HttpResponse:
    """Keep what was typed, whether or not it is complete; going on asks for all of it."""
    way = way_out(request)
    goes_on = not (from_script(request) or way or request.POST.get("then") == "later")
    forms = _bound(request, application, step, final=goes_on)
    complete = forms.are_valid()
    try:
        saved = _write(request, application, step, forms, completed=goes_on and complete)
    except Stale as refusal:
        return _stale(request, application, step, forms, refusal)
    except Refusal as refusal:
        return _refused(request, application, step, forms, refusal)
    read = read_after(request, step, forms, saved.person)
    if from_script(request):
        return stored(saved.revision, read, forms.refused)
    if not complete:
        return _page(request, saved, step, forms, status=422, read=spelled(read))
    return way or _onward(request, saved, step, goes_on)


@transaction.atomic
def _write(
    request: HttpRequest,
    application: Application,
    step: Step,
    forms: StepForms,
    *,
    completed: bool,
) -> Application:
    """The answers and the details, both or neither."""
    questions, since = step.questions, since_of_step(request, step)
    saved = save_step(
        application=application.pk,
        by=request.user,
        step=step.name,
        answers=to_answers(questions, forms.questions),
        since=since,
        completed=completed,
    )
    if forms.details is not None:
        values = forms.details.cleaned_data
        saved.person = save_details(application=application.pk, by=request.user, values=values, since=since)
    return saved


def _onward(request: HttpRequest, application: Application, step: Step, goes_on: bool) -> HttpResponse:
    if not goes_on:
        messages.success(request, "Your answers are saved. You can go on at any time, on any device.")
        return redirect("endorsement:application", pk=application.pk)
    following = step_after(application, step)
    if following is None or came_from_check(request, application.pk):
        return redirect("endorsement:check", pk=application.pk)
    return redirect("endorsement:step", pk=application.pk, step=following)


def _stale(
    request: HttpRequest, application: Application, step: Step, forms: StepForms, refusal: Stale
) -> HttpResponse:
    """Nothing was saved and nothing is lost: both are shown, and one may be saved on purpose."""
    late = too_late(request, contents_of(own_application(request, application.pk)), step, forms)
    if from_script(request):
        return not_stored(refusal, late.theirs)
    more = {"stale": refusal, "revision": revision_of(request), "read": spelled(late.read)}
    return _page(request, application, step, late.forms, status=409, **more)


def _refused(
    request: HttpRequest,
    application: Application,
    step: Step,
    forms: StepForms,
    refusal: Refusal,
) -> HttpResponse:
    if from_script(request):
        return not_stored(refusal)
    messages.error(request, f"{refusal.message} Nothing was saved; what you typed is still below.")
    return _page(request, application, step, forms, status=409)


def _page(
    request: HttpRequest,
    application: Application,
    step: Step,
    forms: StepForms,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = page_of(contents_of(application), step, forms) | more
    return render(request, "endorsement_plugin/applicant/step.html", context, status=status)
