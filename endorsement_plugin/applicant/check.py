"""Check your answers, and submit."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.applications.actions.check import check_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.applications.sections import sections_of
from endorsement_plugin.applications.sections.base import SectionKind
from endorsement_plugin.assessment.contents import Contents, contents_of
from endorsement_plugin.definitions.fields import Field, Question
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Refusal, Stale
from endorsement_plugin.forms.builder import in_words
from endorsement_plugin.models import Application
from endorsement_plugin.requirements.deadlines import exam_from, respond_by
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.screens.fillable import fillable_application
from endorsement_plugin.screens.getters import context_of
from endorsement_plugin.screens.saving import revision_given

from .returning import forget_the_check
from .step_page import Part


class SubmitForm(forms.Form):
    """What is asked at the moment of submitting."""

    list_in_registry = forms.BooleanField(
        required=False,
        label="If I am endorsed, list my name in the public registry.",
        help_text=(
            "Your name, your credential and whether it is active. You can change this at any time, on the "
            "page of your application."
        ),
    )


class PaperSubmitForm(SubmitForm):
    """The same of a coordinator, who consents to nothing for somebody else."""

    list_in_registry = forms.BooleanField(
        required=False,
        label="The paper says that the applicant wants to be listed in the public registry if endorsed.",
        help_text="Leave it empty if the paper says nothing of it.",
    )


def _form_of(request: HttpRequest, application: Application) -> type[SubmitForm]:
    """An applicant who reads what is entered for them is asked as everybody is."""
    is_entered = application.is_on_paper and application.person.user_id != request.user.pk
    return PaperSubmitForm if is_entered else SubmitForm


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every answer once more, with what is still missing; a POST submits."""
    if request.method == "POST":
        return _submit(request, pk)
    application = fillable_application(request, pk)
    if not application.is_editable:
        return redirect("endorsement:application", pk=pk)
    forget_the_check(request)
    form = _form_of(request, application)(initial={"list_in_registry": application.list_in_registry})
    return _page(request, application, form)


def _submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = fillable_application(request, pk)
    form = _form_of(request, application)(request.POST)
    form.full_clean()
    try:
        submit_application(
            application=pk,
            by=request.user,
            today=timezone.localdate(),
            list_in_registry=form.cleaned_data["list_in_registry"],
            revision=revision_given(request),
        )
    except Incomplete:
        return _page(request, application, form, refused=True, status=422)
    except Stale as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:check", pk=pk)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _said(application))
    return redirect("endorsement:application", pk=pk)


def _said(application: Application) -> str:
    """That it is submitted, to its applicant or to whoever entered it from paper."""
    if not application.is_on_paper:
        return "Your application is submitted. We have sent you a mail that says so."
    if application.person.email:
        return f"Submitted. {application.person.email} gets a mail that says so."
    return "Submitted. No letter leaves: we have no e-mail address of this person."


def _page(
    request: HttpRequest,
    application: Application,
    form: SubmitForm,
    *,
    refused: bool = False,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    contents = contents_of(application)
    problems, assessment = check_application(contents, today)
    association = application.association
    context = context_of(
        application,
        form=form,
        refused=refused,
        problems=[_linked(problem, contents) for problem in problems],
        steps=[_checked(step, contents, assessment) for step in contents.definition.steps],
        findings=assessment.findings,
        answer_by=respond_by(today, association.answer_after_months),
        # As submitting keeps it: who was sent back does not wait for the exam once more.
        exam_from=application.exam_from or exam_from(today, association.exam_after_months),
        with_exam=any(finding.phase == "exam" for finding in assessment.findings),
    )
    return render(request, "endorsement_plugin/applicant/check.html", context, status=status)


def _linked(problem: Problem, contents: Contents) -> dict[str, Any]:
    """A problem with the title of the step where it can be put right, and the place on that page."""
    step = contents.definition.step(problem.step)
    if step is None:
        return {"problem": problem, "title": "", "anchor": ""}
    place = problem.where[1] if len(problem.where) > 1 and problem.where[0] == problem.step else ""
    asked = any(question.name == place for question in step.questions)
    asked = asked or any(section.is_control(place) for section in sections_of(step, contents))
    return {"problem": problem, "title": step.title, "anchor": f"id_{place}" if asked else place}


def _checked(step: Step, contents: Contents, assessment: Assessment) -> dict[str, Any]:
    sections = {kind.section.id: kind for kind in sections_of(step, contents)}
    parts = (_part(field, sections.get(field.id), contents, assessment) for field in step.fields)
    return {"step": step, "parts": [part for part in parts if part]}


def _part(
    field: Field, section: SectionKind[Any] | None, contents: Contents, assessment: Assessment
) -> Part | None:
    if isinstance(field, Question):
        words = in_words(field, contents.answers.get(field.id))
        return Part("endorsement_plugin/applicant/checked/question.html", field, {"words": words})
    if section is None or not section.is_checked:
        return None
    more = section.shown(assessment, {})
    return Part(f"endorsement_plugin/applicant/checked/{field.type}.html", field, more)
