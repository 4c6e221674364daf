"""One step of the form: answering, saving while writing, and going on."""

from collections.abc import Mapping
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
from endorsement_plugin.errors import Refusal
from endorsement_plugin.forms.builder import form_class, to_answers
from endorsement_plugin.models import Application
from endorsement_plugin.rules.merging import Read
from endorsement_plugin.screens.fillable import fillable_application
from endorsement_plugin.screens.getters import step_named
from endorsement_plugin.screens.saving import from_script
from endorsement_plugin.screens.self_saving import Late, SelfSaving

from .returning import came_from_check, note_the_check
from .step_page import StepForms, page_of, step_after, unbound_forms
from .step_saving import read_after, since_of_step, too_late, way_out


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """The step with what was written so far. A POST saves it; from a script it is answered with JSON."""
    application = fillable_application(request, pk)
    chosen = step_named(application, step)
    if request.method == "POST":
        return _Writing(request, application, chosen).answer()
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
    if not step.asks_who:
        return StepForms(questions, None)
    kept = application.is_entered_for_account
    details = DetailsForm(request.POST, instance=application.person, final=final, for_account=kept)
    return StepForms(questions, details)


class _Writing(SelfSaving[Application, StepForms]):
    """Keep what was typed, whether or not it is complete; going on asks for all of it."""

    def __init__(self, request: HttpRequest, application: Application, step: Step) -> None:
        self._way = way_out(request)
        self._goes_on = not (from_script(request) or self._way or request.POST.get("then") == "later")
        super().__init__(request, _bound(request, application, step, final=self._goes_on))
        self._application, self._step = application, step
        self._complete = self.form.are_valid()

    @property
    def is_right(self) -> bool:
        return self._complete

    @property
    def not_kept(self) -> Mapping[str, str]:
        return self.form.refused

    def write(self) -> Application:
        completed = self._goes_on and self._complete
        saved = _write(self.request, self._application, self._step, self.form, completed=completed)
        self._application = saved
        return saved

    def read_after(self, row: Application) -> Read:
        return read_after(self.request, self._step, self.form, row.person)

    def late(self) -> Late[StepForms]:
        contents = contents_of(fillable_application(self.request, self._application.pk))
        return too_late(self.request, contents, self._step, self.form)

    def page(self, form: StepForms, *, status: int, **context: Any) -> HttpResponse:
        page = page_of(contents_of(self._application), self._step, form) | context
        return render(self.request, "endorsement_plugin/applicant/step.html", page, status=status)

    def refused(self, refusal: Refusal) -> HttpResponse:
        said = f"{refusal.message} Nothing was saved; what you typed is still below."
        messages.error(self.request, said)
        return self.page(self.form, status=409)

    def onward(self, row: Application) -> HttpResponse:
        return self._way or _onward(self.request, row, self._step, self._goes_on)


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
    if forms.details is not None:
        values = forms.details.cleaned_data
        save_details(application=application.pk, by=request.user, values=values, since=since)
    return save_step(
        application=application.pk,
        by=request.user,
        step=step.name,
        answers=to_answers(questions, forms.questions),
        since=since,
        completed=completed,
    )


def _onward(request: HttpRequest, application: Application, step: Step, goes_on: bool) -> HttpResponse:
    if not goes_on:
        messages.success(request, "Your answers are saved. You can go on at any time, on any device.")
        return redirect("endorsement:application", pk=application.pk)
    following = step_after(application, step)
    if following is None or came_from_check(request, application.pk):
        return redirect("endorsement:check", pk=application.pk)
    return redirect("endorsement:step", pk=application.pk, step=following)
