"""The visitor's own application or sitting, which every applicant's screen begins with."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Site

from endorsement_plugin.associations.queries import remember_association
from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.fields import EvidenceSection, ReferencesSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.models import Application, Sitting
from endorsement_plugin.permissions import applications_of, sittings_of
from endorsement_plugin.rules.states import ApplicationState, SittingState


def own_application(request: HttpRequest, pk: UUID) -> Application:
    """One of the visitor's applications to the association of this site, or a 404."""
    rows = applications_of(request.user).select_related(
        "person__user", "form_version", "requirement_set", "credential", "association"
    )
    found = rows.filter(pk=pk, association__site=Site.find_for_request(request)).first()
    if found is None:
        raise Http404("No such application")
    remember_association(request, found.association)
    keep_time_of(found.association)
    return found


def own_sitting(request: HttpRequest, pk: UUID) -> Sitting:
    """The visitor's own sitting with its paper, or a 404."""
    rows = sittings_of(request.user).select_related(
        "paper__form", "application__credential", "application__association"
    )
    found = get_object_or_404(rows, pk=pk)
    keep_time_of(found.application.association)
    return found


def is_open(sitting: Sitting) -> bool:
    """Whether the candidate can write in it now."""
    at_the_exam = sitting.application.status is ApplicationState.EXAM
    return at_the_exam and sitting.status is SittingState.OPEN


def step_named(application: Application, name: str) -> Step:
    """A step of the application's form, or a 404."""
    found = application.definition.step(name)
    if found is None:
        raise Http404("No such step")
    return found


def step_holding(application: Application, block: str) -> str:
    """The name of the step that holds this section; a 404 if the form has none."""
    found = application.definition.step_of(block)
    if found is None:
        raise Http404("No such section")
    return found.name


def step_of_entries(application: Application, kind: str) -> str:
    """The name of the step that lists this kind of evidence; else empty."""
    placed = application.definition.placed(EvidenceSection)
    return next((step.name for step, section in placed if section.kind == kind), "")


def step_of_referees(application: Application) -> str:
    """The name of the step where referees are named; else empty."""
    return next((step.name for step, _ in application.definition.placed(ReferencesSection)), "")


def context_of(application: Application, **more: Any) -> dict[str, Any]:
    """What every applicant's page shows."""
    return {
        "application": application,
        "association": application.association,
        "time_zone": named(application.association),
        "definition": application.definition,
        "most_bytes": current().TRANSCRIPT_MAX_BYTES,
        "most_megabytes": current().TRANSCRIPT_MAX_BYTES // (1024 * 1024),
        **more,
    }
