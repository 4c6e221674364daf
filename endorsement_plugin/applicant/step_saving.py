"""What a page of one step was read at, and what it shows after a save, or when it came too late."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from endorsement_plugin.applications.actions.save_details import DETAILS
from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.forms.builder import to_answers
from endorsement_plugin.models import Person, StepDraft
from endorsement_plugin.rules.merging import Read, Since, differing, digest, to_write
from endorsement_plugin.screens.saving import Both, shown, since_of, tell
from endorsement_plugin.screens.self_saving import Late

from .step_page import StepForms, detail_control


def way_out(request: HttpRequest) -> HttpResponse | None:
    """Where a button in the middle of the step leads, once what was typed there is saved; else None.

    To a page of the applicant's, or on with the same POST, which then presses a button of that page.
    """
    for name, pressed in (("to", False), ("press", True)):
        place = request.POST.get(name, "")
        if place.startswith(reverse("endorsement:applications")):
            return redirect(place, preserve_request=pressed)
    return None


def since_of_step(request: HttpRequest, step: Step) -> Since:
    """Its answers by the question's id, its details by their name."""
    since = since_of(request, step.questions)
    if since.read is None:
        return since
    names = {detail_control(name): name for name in DETAILS}
    read = {names.get(key, key): value for key, value in since.read.items()}
    return Since(since.revision, read, since.replaces)


def read_after(request: HttpRequest, step: Step, forms: StepForms, person: Person) -> Read:
    """The digests of what the page shows after a save. A detail that was refused counts as it is stored."""
    questions = step.questions
    read = shown(questions, to_answers(questions, forms.questions))
    if forms.details is None:
        return read
    kept = {name: getattr(person, name) for name in DETAILS} | forms.details.cleaned_data
    return {**read, **{detail_control(name): digest(kept[name]) for name in DETAILS}}


def too_late(request: HttpRequest, contents: Contents, step: Step, forms: StepForms) -> Late[StepForms]:
    """Nothing of the page was saved; nothing of it is lost."""
    questions, since = step.questions, since_of_step(request, step)
    draft: StepDraft | None = contents.drafts.get(step.id)
    both = Both(questions, to_answers(questions, forms.questions), draft.answers if draft else {}, since)
    again = StepForms(both.form(), forms.details)
    if forms.details is None:
        return Late(again, both.theirs, both.read)
    read = since.read or {}
    theirs = _elsewhere(forms.details, contents.application.person, read)
    tell(forms.details, theirs)
    details = {detail_control(name): read.get(name, digest(None)) for name in DETAILS}
    named = {detail_control(name): words for name, words in theirs.items()}
    return Late(again, {**both.theirs, **named}, {**both.read, **details})


def _elsewhere(form: DetailsForm, person: Person, read: Read) -> dict[str, str]:
    """The details that were changed here and elsewhere, as they are stored."""
    saved: dict[str, Any] = {name: getattr(person, name) for name in DETAILS}
    changed = to_write(form.cleaned_data, saved, read)
    return {name: saved[name] for name in differing(changed, saved, read)}
