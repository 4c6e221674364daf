"""What somebody fills in: an applicant on their association's site, a coordinator what came on paper."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Site

from endorsement_plugin.models import Application, EvidenceEntry, Reference, Transcript
from endorsement_plugin.portfolio.queries import portfolio_of
from endorsement_plugin.record.writers import applications_entered_by

from .getters import PINNED, arrived

Part = TypeVar("Part", Transcript, Reference)


def fillable_application(request: HttpRequest, pk: UUID) -> Application:
    """The application for whoever fills in its form: one's own here, or one that a coordinator enters from
    paper, from any site; or a 404.
    """
    application = _written(request).select_related(*PINNED).filter(pk=pk).first()
    if application is None:
        raise Http404("No such application")
    arrived(request, application)
    return application


def fillable_transcript(request: HttpRequest, pk: UUID) -> Transcript:
    """A transcript of one of those, or a 404."""
    return _part(request, Transcript.objects.all(), pk)


def fillable_reference(request: HttpRequest, pk: UUID) -> Reference:
    """A request of one of those, or a 404."""
    return _part(request, Reference.objects.all(), pk)


def fillable_entry(request: HttpRequest, application: UUID, pk: UUID) -> tuple[Application, EvidenceEntry]:
    """An entry that is written from this application, which is one of those; or a 404.

    A portfolio is the person's, for every association; the application says on whose site it is open.
    """
    asked_for = fillable_application(request, application)
    return asked_for, get_object_or_404(portfolio_of(asked_for, request.user), pk=pk)


def _written(request: HttpRequest) -> QuerySet[Application]:
    own = Q(person__user_id=request.user.pk or 0, association__site=Site.find_for_request(request))
    entered = applications_entered_by(request.user).values("pk")
    return Application.objects.filter(own | Q(pk__in=entered))


def _part(request: HttpRequest, rows: QuerySet[Part], pk: UUID) -> Part:
    with_application = rows.select_related(*(f"application__{name}" for name in PINNED))
    part = get_object_or_404(with_application.filter(application__in=_written(request)), pk=pk)
    arrived(request, part.application)
    return part
