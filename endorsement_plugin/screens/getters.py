"""The visitor's own things on this site, which every screen and endpoint of an applicant begins with.

What belongs to an application is found on the site of its association only, by whatever address it is asked
for: elsewhere it is a 404, as if it were somebody else's.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Site

from endorsement_plugin.associations.queries import association_for, remember_association
from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.definitions.fields import EvidenceSection, ReferencesSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.exams.queries.files import exam_files_of, exam_files_scored_elsewhere
from endorsement_plugin.models import (
    Application,
    Association,
    Endorsement,
    EvidenceEntry,
    ExamFile,
    Fee,
    Person,
    Reference,
    Renewal,
    Sitting,
    Transcript,
)
from endorsement_plugin.permissions import (
    applications_of,
    endorsements_of,
    evidence_of,
    fees_of,
    references_of,
    renewals_of,
    sittings_of,
    transcripts_of,
)
from endorsement_plugin.record.writers import read_by_coordinator
from endorsement_plugin.rules.states import ApplicationState, SittingState

from .uploads import size_limits

PINNED = ("person__user", "form_version", "requirement_set", "credential", "association")


def own_applications(request: HttpRequest) -> QuerySet[Application]:
    """The visitor's applications to the association of this site."""
    return applications_of(request.user).filter(association__site=Site.find_for_request(request))


def own_sittings(request: HttpRequest) -> QuerySet[Sitting]:
    """The visitor's exams with the association of this site."""
    return sittings_of(request.user).filter(application__in=own_applications(request))


def own_application(request: HttpRequest, pk: UUID) -> Application:
    """One of the visitor's applications to the association of this site, or a 404."""
    rows = own_applications(request).select_related(*PINNED)
    application = rows.filter(pk=pk).first()
    if application is None:
        raise Http404("No such application")
    arrived(request, application)
    return application


def own_sitting(request: HttpRequest, pk: UUID) -> Sitting:
    """The visitor's own sitting with its paper, or a 404."""
    rows = own_sittings(request).select_related(
        "paper__form", "application__credential", "application__association"
    )
    rows = rows.prefetch_related("parts")
    sitting = get_object_or_404(rows, pk=pk)
    arrived(request, sitting.application)
    return sitting


def own_exam_file(request: HttpRequest, pk: UUID) -> ExamFile:
    """A PDF of one of the visitor's exams with the association of this site, or a 404."""
    rows = exam_files_of(request.user).filter(sitting__in=own_sittings(request))
    return get_object_or_404(rows.select_related("sitting__paper", "sitting__application"), pk=pk)


def readable_exam_file(request: HttpRequest, pk: UUID, *, by_hand: bool) -> ExamFile:
    """One's own on this site; on any, one that the visitor has scored elsewhere. Else a 404."""
    elsewhere = exam_files_scored_elsewhere(request.user, by_hand=by_hand).filter(pk=pk).first()
    return elsewhere or own_exam_file(request, pk)


def own_endorsements(request: HttpRequest) -> QuerySet[Endorsement]:
    """What the visitor holds, or held, of the association of this site; the newest first."""
    rows = endorsements_of(request.user).filter(association__site=Site.find_for_request(request))
    return rows.select_related("credential", "association").order_by("-granted_on", "-pk")


def own_endorsement(request: HttpRequest, number: str) -> Endorsement:
    """One of them, or a 404."""
    endorsement = get_object_or_404(own_endorsements(request), number=number)
    remember_association(request, endorsement.association)
    keep_time_of(endorsement.association)
    return endorsement


def own_renewals(request: HttpRequest) -> QuerySet[Renewal]:
    """The periods of what the visitor holds here."""
    rows = renewals_of(request.user).filter(endorsement__in=own_endorsements(request))
    related = ("endorsement__credential", "endorsement__association", "endorsement__person", "policy")
    return rows.select_related(*related)


def own_renewal(request: HttpRequest, pk: UUID) -> Renewal:
    """A period of one of them with what was submitted, or a 404."""
    renewal = get_object_or_404(own_renewals(request), pk=pk)
    remember_association(request, renewal.endorsement.association)
    keep_time_of(renewal.endorsement.association)
    return renewal


def own_fees(request: HttpRequest) -> QuerySet[Fee]:
    """What the visitor owes the association of this site, and has settled; what fell due last comes first."""
    site = Site.find_for_request(request)
    here = Q(application__association__site=site) | Q(endorsement__association__site=site)
    rows = fees_of(request.user).filter(here).prefetch_related("refunds")
    return rows.select_related(
        *(f"{of}__{what}" for of in ("application", "endorsement") for what in ("credential", "association"))
    ).order_by("-fell_due_at")


def own_fee(request: HttpRequest, pk: UUID) -> Fee:
    """One of them, or a 404."""
    fee = get_object_or_404(own_fees(request), pk=pk)
    remember_association(request, fee.association)
    keep_time_of(fee.association)
    return fee


def own_record(request: HttpRequest) -> tuple[Person | None, Association]:
    """What is held about the visitor, if anything is, and the association of this site; else a 404."""
    association = get_object_or_404(Association, site=Site.find_for_request(request))
    keep_time_of(association)
    return Person.objects.filter(user_id=request.user.pk or 0).first(), association


def own_transcript(request: HttpRequest, pk: UUID) -> Transcript:
    """The visitor's own transcript with its application's form, or a 404."""
    rows = transcripts_of(request.user).filter(application__in=own_applications(request))
    transcript = get_object_or_404(
        rows.select_related("application__form_version", "application__association"), pk=pk
    )
    arrived(request, transcript.application)
    return transcript


def own_reference(request: HttpRequest, pk: UUID) -> Reference:
    """A request that the visitor sent, with its application's form, or a 404."""
    rows = references_of(request.user).filter(application__in=own_applications(request))
    reference = get_object_or_404(
        rows.select_related(
            "application__form_version", "application__association", "application__credential"
        ),
        pk=pk,
    )
    arrived(request, reference.application)
    return reference


def own_entry(request: HttpRequest, application: UUID, pk: UUID) -> tuple[Application, EvidenceEntry]:
    """An entry of the visitor's portfolio, seen from one of their applications here; or a 404.

    A portfolio is the person's, for every association; the application says on whose site it is open.
    """
    asked_for = own_application(request, application)
    return asked_for, get_object_or_404(evidence_of(request.user), pk=pk)


def own_person(request: HttpRequest) -> Person:
    """Whoever has a portfolio; a 404 for who has begun nothing yet."""
    if not request.user.is_authenticated:
        raise Http404("Sign in first")
    return get_object_or_404(Person, user=request.user)


def own_portfolio_entry(request: HttpRequest, pk: UUID) -> EvidenceEntry:
    """An entry of the visitor's portfolio, which is theirs on the site of every association; or a 404."""
    keep_time_of(association_for(request))
    return get_object_or_404(evidence_of(request.user), pk=pk)


def readable_transcript(request: HttpRequest, pk: UUID) -> Transcript:
    """One's own on this site; on any, one that the visitor coordinates or enters from paper. Else a 404."""
    coordinated = read_by_coordinator(request.user).filter(pk=pk).first()
    return coordinated or own_transcript(request, pk)


def arrived(request: HttpRequest, application: Application) -> None:
    """From here to the end of the request it is about this application's association."""
    remember_association(request, application.association)
    keep_time_of(application.association)


def is_open(sitting: Sitting) -> bool:
    """Whether the candidate can write in it now."""
    at_the_exam = sitting.application.status is ApplicationState.EXAM
    return at_the_exam and sitting.status is SittingState.OPEN


def step_named(application: Application, name: str) -> Step:
    """A step of the application's form, or a 404."""
    step = application.definition.step(name)
    if step is None:
        raise Http404("No such step")
    return step


def step_holding(application: Application, block: str) -> str:
    """The name of the step that holds this section; a 404 if the form has none."""
    step = application.definition.step_of(block)
    if step is None:
        raise Http404("No such section")
    return step.name


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
        **size_limits(),
        **more,
    }
