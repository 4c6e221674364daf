"""What the visitor sends for an audit on this site, as the page and the API begin with it."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from endorsement_plugin.models import AuditDocument, Renewal
from endorsement_plugin.permissions import renewals_decided_by

from .getters import own_endorsements, own_renewal, own_renewals


def own_audits(request: HttpRequest) -> QuerySet[Renewal]:
    """The visitor's renewals here that were drawn for the audit, the latest first."""
    return own_renewals(request).filter(audited=True).order_by("-due", "pk")


def own_audit(request: HttpRequest, pk: UUID) -> Renewal:
    """One of them, or a 404."""
    renewal = own_renewal(request, pk)
    if not renewal.audited:
        raise Http404("It was not drawn for an audit")
    return renewal


def own_document(request: HttpRequest, pk: UUID) -> AuditDocument:
    """What the visitor sent for an audit of this site's association, or a 404."""
    rows = AuditDocument.objects.filter(renewal__endorsement__in=own_endorsements(request))
    return get_object_or_404(rows, pk=pk)


def document_to_read(request: HttpRequest, pk: UUID) -> AuditDocument:
    """The same, or one of an audit that the visitor decides, from any site."""
    found = AuditDocument.objects.filter(renewal__in=renewals_decided_by(request.user), pk=pk).first()
    return found or own_document(request, pk)
