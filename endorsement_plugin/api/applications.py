"""An applicant's applications: start, read, check, submit, withdraw."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from endorsement_plugin.applications.actions.check import check_application
from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.applications.actions.take_over import take_over as begin_writing
from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.applications.queries.applications import overview_of
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.errors import Incomplete, Problem, WrongState
from endorsement_plugin.limits import START, SUBMIT
from endorsement_plugin.models import Application, Form
from endorsement_plugin.rules.states import ApplicationState
from endorsement_plugin.screens.getters import own_application, own_applications

from .idempotency import Reply, idempotent
from .preconditions import revision_in, tag
from .private import private_router, section_id
from .schemas.applications import (
    AccountOut,
    ApplicationDetail,
    ApplicationList,
    ApplicationOut,
    CheckedOut,
    ProblemOut,
    RequirementOut,
    ScopeIn,
    StartIn,
    StepOut,
    SubmitIn,
)

router = private_router("applications")


@router.get("/", response=ApplicationList)
def list_applications(request: HttpRequest) -> ApplicationList:
    """My applications to the association of this site, the newest first."""
    rows = own_applications(request).select_related("form_version__form", "credential", "association")
    items = [ApplicationOut.of(row) for row in rows]
    return ApplicationList(count=len(items), items=items)


@router.post("/", response={201: ApplicationOut}, throttle=[START])
def start(request: HttpRequest, data: StartIn) -> HttpResponse:
    """Begin a draft. 409 `already-open` names the application there is already."""

    def act() -> Reply:
        _refuse_other_site(request, data.form)
        row = start_application(form=data.form, by=request.user, today=timezone.localdate())
        return _reply(row, 201, Location=f"{request.path}{row.pk}/")

    return idempotent(request, act)


@router.get("/{uuid:pk}/", response=ApplicationDetail)
def read_application(request: HttpRequest, pk: UUID, response: HttpResponse) -> ApplicationDetail:
    """Where it stands: the steps, and the requirements with what is there of each."""
    row = own_application(request, pk)
    tag(response, row.revision)
    seen = overview_of(row, timezone.localdate())
    return ApplicationDetail(
        **ApplicationOut.values_of(row),
        steps=[StepOut.of(task) for task in seen.tasks],
        requirements=RequirementOut.all_of(seen.assessment.findings),
        entries=AccountOut.all_of(seen.assessment.entries),
    )


@router.post("/{uuid:pk}/validate/", response=CheckedOut)
def validate(request: HttpRequest, pk: UUID, data: ScopeIn) -> CheckedOut:
    """Everything that stands in the way of submitting, or of one step. Changes nothing."""
    row = own_application(request, pk)
    if data.scope is not None and row.definition.step(data.scope) is None:
        problem = Problem("unknown_step", "There is no such step.", ("scope",))
        raise Incomplete("This form has no such step. Nothing was checked.", [problem])
    problems, assessment = check_application(contents_of(row), timezone.localdate())
    chosen = [problem for problem in problems if data.scope in {None, problem.step}]
    return CheckedOut(
        valid=not chosen,
        problems=ProblemOut.all_of(chosen),
        requirements=RequirementOut.all_of(assessment.findings),
        entries=AccountOut.all_of(assessment.entries),
    )


@router.post("/{uuid:pk}/actions/submit/", response=ApplicationOut, throttle=[SUBMIT])
def submit(request: HttpRequest, pk: UUID, data: SubmitIn) -> HttpResponse:
    """Sign the statements and hand it in, all or nothing. Needs If-Match; send an Idempotency-Key too."""
    row = own_application(request, pk)

    def act() -> Reply:
        revision = revision_in(request, row.revision)
        _sign(request, row, data)
        done = submit_application(
            application=pk,
            by=request.user,
            today=timezone.localdate(),
            list_in_registry=data.list_in_registry,
            revision=revision,
        )
        return _reply(done, 200)

    return idempotent(request, act)


@router.post("/{uuid:pk}/actions/withdraw/", response=ApplicationOut)
def withdraw(request: HttpRequest, pk: UUID, response: HttpResponse) -> ApplicationOut:
    """Give the application up."""
    row = withdraw_application(application=own_application(request, pk).pk, by=request.user)
    tag(response, row.revision)
    return ApplicationOut.of(row)


@router.post("/{uuid:pk}/actions/take-over/", response=ApplicationOut)
def take_over(request: HttpRequest, pk: UUID, response: HttpResponse) -> ApplicationOut:
    """Go on with what the association has entered from paper: it enters nothing any more."""
    row = begin_writing(application=own_application(request, pk).pk, by=request.user)
    tag(response, row.revision)
    return ApplicationOut.of(row)


def _refuse_other_site(request: HttpRequest, family: UUID) -> None:
    forms = Form.objects.filter(association__site=Site.find_for_request(request))
    here = forms.filter(family=family).select_related("association").first()
    if here is None:
        raise WrongState("This association has no such form.")
    keep_time_of(here.association)


@transaction.atomic
def _sign(request: HttpRequest, row: Application, data: SubmitIn) -> None:
    if row.status is ApplicationState.SUBMITTED:
        return  # submitting twice is submitting once
    for signature in data.attestations:
        sign_attestation(
            application=row.pk,
            by=request.user,
            block_id=section_id(row, AttestationSection, signature.field),
            typed_name=signature.typed_name,
            agreed=signature.accepted,
            digest=signature.statement_hash,
        )


def _reply(row: Application, status: int, **headers: str) -> Reply:
    body = ApplicationOut.of(row).model_dump(mode="json")
    return Reply(status, body, {"ETag": f'"{row.revision}"', **headers})
