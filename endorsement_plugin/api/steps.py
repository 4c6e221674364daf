"""One step of an application: read it, and save it while it is being written."""

from collections.abc import Mapping
from copy import copy
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse

from endorsement_plugin.applications.actions.save_details import DETAILS, save_details
from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Stale
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Application, Person, StepDraft
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.screens.getters import own_application, step_named

from .answers import cleaned, missing, named, read_answers
from .preconditions import revision_in, tag
from .private import private_router
from .problems import refused
from .schemas.applications import ProblemOut, StepDetail, StepIn

router = private_router("applications")


@router.get("/{uuid:pk}/definition/", response=dict[str, Any])
def definition(request: HttpRequest, pk: UUID) -> Mapping[str, Any]:
    """The form that this application is pinned to, whatever has been published since."""
    return own_application(request, pk).form_version.definition


@router.get("/{uuid:pk}/steps/{slug:name}/", response=StepDetail)
def read_step(request: HttpRequest, pk: UUID, name: str, response: HttpResponse) -> StepDetail:
    """What was written in this step so far."""
    row = own_application(request, pk)
    tag(response, row.revision)
    return _detail(row, step_named(row, name))


@router.patch("/{uuid:pk}/steps/{slug:name}/", response=StepDetail, throttle=[SAVE])
def patch_step(
    request: HttpRequest, pk: UUID, name: str, data: StepIn, response: HttpResponse
) -> StepDetail | HttpResponse:
    """Keep these answers, right or wrong; `problems` says what is wrong with them. Needs If-Match.

    With `complete` the step is marked as completed, if nothing in it is missing.
    """
    row = own_application(request, pk)
    step = step_named(row, name)
    try:
        saved, problems = _save(request, row, step, data)
    except Stale as refusal:
        theirs = _detail(row, step)
        return refused(request, refusal, current=theirs.model_dump(mode="json"))
    tag(response, saved.revision)
    return _detail(saved, step, problems)


@transaction.atomic
def _save(
    request: HttpRequest, row: Application, step: Step, data: StepIn
) -> tuple[Application, list[Problem]]:
    chosen = named(step.questions, data.answers, step.name)
    answers, problems = read_answers(chosen, data.answers, step.name)
    if data.complete:
        remaining = missing(step.questions, _draft(row, step) | answers, step.name)
        problems += [problem for problem in remaining if problem not in problems]
    details = _details(row.person, step, data)
    since = Since(revision_in(request, row.revision))
    if details:
        save_details(application=row.pk, by=request.user, values=details, since=since)
    saved = save_step(
        application=row.pk,
        by=request.user,
        step=step.name,
        answers=answers,
        since=since,
        completed=data.complete and not problems,
    )
    return saved, problems


def _details(person: Person, step: Step, data: StepIn) -> dict[str, str]:
    """The details given, checked. Raises Incomplete, also where the step does not ask for them."""
    unknown = [name for name in data.details if name not in DETAILS or not step.asks_who]
    if unknown:
        path = (step.name, "details")
        raise Incomplete(
            "This step does not ask for these details. Nothing was saved.",
            [
                Problem("unknown_field", "There is no such detail.", (*path, name), step.name)
                for name in unknown
            ],
        )
    details = {**model_to_dict(person, DETAILS), **data.details}
    given = {f"person-{name}": value for name, value in details.items()}
    form = DetailsForm(given, instance=copy(person), final=False)  # which it writes what was given on
    return {name: value for name, value in cleaned(form, step.name).items() if name in data.details}


def _draft(row: Application, step: Step) -> dict[str, Any]:
    draft = StepDraft.objects.filter(application=row, step=step.id).first()
    return dict(draft.answers) if draft else {}


def _detail(row: Application, step: Step, problems: list[Problem] | None = None) -> StepDetail:
    draft = StepDraft.objects.filter(application=row, step=step.id).first()
    kept = draft.answers if draft else {}
    return StepDetail(
        name=step.name,
        title=step.title,
        revision=row.revision,
        completed=bool(draft and draft.completed),
        answers={field.name: kept.get(field.id) for field in step.questions},
        details=model_to_dict(row.person, DETAILS) if step.asks_who else None,
        problems=ProblemOut.all_of(problems or []),
    )
