"""What only a coordinator fills in who enters an application from paper: signatures and references."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.applications.actions.sign_on_paper import sign_on_paper
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.errors import Incomplete, Problem, Refusal, Stale, TooLarge, WrongType
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial, to_answers
from endorsement_plugin.models import Application, Reference
from endorsement_plugin.references.actions.enter import enter_reference, read_entered, revision_of
from endorsement_plugin.references.forms import PaperReferenceForm, PaperSignatureForm, initial_of
from endorsement_plugin.references.queries import newest_form, roles_offered
from endorsement_plugin.rules.states import ReferenceState
from endorsement_plugin.screens.fillable import fillable_application
from endorsement_plugin.screens.getters import context_of, step_holding, step_named, step_of_referees
from endorsement_plugin.screens.saving import revision_given
from endorsement_plugin.screens.uploads import capped_upload
from endorsement_plugin.uploads.rules import too_large

from .step_page import page_of, unbound_forms


def entered(request: HttpRequest, pk: UUID) -> Application:
    """One that the visitor enters from paper; a 404 for anybody else, its applicant too."""
    application = fillable_application(request, pk)
    if not application.is_on_paper or application.person.user_id == request.user.pk:
        raise Http404("Nothing is entered from paper here")
    return application


def _refuse_large_scan(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    application = entered(request, pk)
    form = PaperSignatureForm({}, block=block)
    form.add_error("file", too_large().message)
    return _statement_again(request, application, step_holding(application, block), form, status=413)


@capped_upload(_refuse_large_scan)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    """Keep that the statement was signed on paper."""
    application = entered(request, pk)
    step = step_holding(application, block)
    if request.method != "POST":
        return redirect("endorsement:step", pk=pk, step=step)
    form = PaperSignatureForm(request.POST, request.FILES, block=block)
    if not form.is_valid():
        return _statement_again(request, application, step, form)
    values = dict(form.cleaned_data)
    del values["same_words"]
    try:
        sign_on_paper(application=pk, by=request.user, block_id=block, **values)
    except (WrongType, TooLarge) as refusal:
        form.add_error("file", refusal.message)
        return _statement_again(request, application, step, form)
    except Incomplete as refusal:
        form.add_error(_beside(form, refusal.problems, "name"), refusal.message)
        return _statement_again(request, application, step, form)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "The signature on paper is entered.")
    return redirect("endorsement:step", pk=pk, step=step)


def _statement_again(
    request: HttpRequest, application: Application, name: str, form: PaperSignatureForm, status: int = 422
) -> HttpResponse:
    """The step as it was, with what is missing under the statement."""
    step = step_named(application, name)
    contents = contents_of(application)
    context = page_of(contents, step, unbound_forms(contents, step), form)
    context["errors"] = [field for field in form if field.errors]
    return render(request, "endorsement_plugin/applicant/step.html", context, status=status)


def _beside(form: Any, problems: tuple[Problem, ...], otherwise: str) -> str:
    """The control that a refusal is about."""
    place = problems[0].where[-1] if problems and problems[0].where else ""
    return place if place in form.fields else otherwise


def _refuse_large_letter(request: HttpRequest, pk: UUID, slot: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    page = _Paper(request, entered(request, pk), slot, {})
    page.form.add_error("file", too_large().message)
    return page.answer(status=413)


@capped_upload(_refuse_large_letter)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: HttpRequest, pk: UUID, slot: int) -> HttpResponse:
    """Enter a rating form or a letter that a referee sent on paper."""
    application = entered(request, pk)
    page = _Paper(request, application, slot, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _shown(request, page)
    if not page.is_valid():
        return page.answer()
    try:
        seen = revision_given(request)
        row = enter_reference(application=pk, by=request.user, slot=slot, revision=seen, **page.details())
    except (WrongType, TooLarge) as refusal:
        page.form.add_error("file", refusal.message)
        return page.answer()
    except Stale as refusal:
        page.form.add_error(None, refusal.message)
        return page.answer(status=409)
    except Incomplete as refusal:
        page.form.add_error(_beside(page.form, refusal.problems, "name"), refusal.message)
        return page.answer()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"The reference of {row.name} is entered.")
    return _to_referees(application)


def _shown(request: HttpRequest, page: "_Paper") -> HttpResponse:
    """The page with what was entered before."""
    try:
        if page.there is not None:
            read_entered(page.there, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _to_referees(page.application)
    return page.answer()


def _to_referees(application: Application) -> HttpResponse:
    step = step_of_referees(application)
    if application.is_editable and step:
        return redirect("endorsement:step", pk=application.pk, step=step)
    return redirect("endorsement:application", pk=application.pk)


class _Paper:
    """The page on which one reference is entered: who wrote it, and the questions of the referees' form."""

    def __init__(
        self, request: HttpRequest, application: Application, slot: int, data: Mapping[str, Any] | None
    ) -> None:
        roles = application.definition.roles
        if not 1 <= slot <= len(roles):
            raise Http404("No such reference")
        self.request, self.application, self.slot, self.role = request, application, slot, roles[slot - 1]
        rows = application.references.exclude(state=ReferenceState.REPLACED)
        self.there = rows.select_related("form_version").filter(slot=slot).first()
        files = request.FILES if data else None
        self.form = PaperReferenceForm(
            data, files, role=self.role, roles=roles_offered(application), initial=self._initial()
        )
        questions = self.definition.questions
        ratings = form_class(questions, final=not self._is_letter(data))
        self.ratings: QuestionForm = ratings(data, initial=initial(questions, self._given()))

    @property
    def definition(self) -> FormDefinition:
        """Of the form that this referee was sent, or would be sent now."""
        if self.there is not None and self.there.form_version is not None:
            return self.there.definition
        newest = newest_form(self.application)
        return newest.parsed if newest else FormDefinition()

    def is_valid(self) -> bool:
        """Both, so that the errors of both are shown."""
        return all([self.form.is_valid(), self._is_letter(self.form.data) or self.ratings.is_valid()])

    def details(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.form.cleaned_data)
        file: UploadedFile | None = values.pop("file")
        letter = values.pop("what") == PaperReferenceForm.LETTER
        answers = None if letter else to_answers(self.definition.questions, self.ratings)
        return {**values, "file": file, "answers": answers}

    def answer(self, status: int = 0) -> HttpResponse:
        """The page."""
        wrong = bool(self.form.errors or (self.ratings.is_bound and self.ratings.errors))
        context = context_of(
            self.application,
            form=self.form,
            ratings=self.ratings,
            errors=[field for field in [*self.form, *self.ratings] if field.errors] if wrong else [],
            slot=self.slot,
            revision=revision_of(self.there),
            role=self.role,
            step=step_of_referees(self.application),
        )
        page = "endorsement_plugin/applicant/reference_on_paper.html"
        return render(self.request, page, context, status=status or (422 if wrong else 200))

    def _initial(self) -> dict[str, object]:
        row: Reference | None = self.there
        if row is None:
            return {}
        return {**initial_of(row), "received_on": row.received_on}

    def _given(self) -> dict[str, Any]:
        return {one.block_id: one.value for one in self.there.answers.all()} if self.there else {}

    @staticmethod
    def _is_letter(data: Mapping[str, Any] | None) -> bool:
        return bool(data) and data.get("what") == PaperReferenceForm.LETTER  # type: ignore[union-attr]
