"""Scans of what came on paper: who reads them."""

from django.db.models import Q, QuerySet

from endorsement_plugin.models import AccessEvent, Scan
from endorsement_plugin.permissions import Visitor, applications_coordinated_by
from endorsement_plugin.rules.states import DECIDED, ReferenceState, TranscriptState

from .access import note_reads
from .writers import applications_entered_by


def _sound() -> QuerySet[Scan]:
    """Nobody is handed a file that was not looked into, or that holds more than pages."""
    return Scan.objects.filter(state=TranscriptState.ACCEPTED)


def scans_coordinated_by(user: Visitor) -> QuerySet[Scan]:
    """Scans of the applications that this person coordinates, or enters from paper, if they are sound."""
    submitted, entered = applications_coordinated_by(user), applications_entered_by(user)
    return _sound().filter(
        Q(application__in=submitted.values("pk")) | Q(application__in=entered.values("pk"))
    )


def scans_of(user: Visitor) -> QuerySet[Scan]:
    """Sound scans of the person's own applications. A referee's letter as what referees write here: once the
    application is decided, unless they gave that up.
    """
    if not user.is_authenticated:
        return Scan.objects.none()
    own = _sound().filter(application__person__user=user)
    readable = Q(
        references__waived=False,
        references__state=ReferenceState.RECEIVED,
        application__state__in=DECIDED,
    )
    return own.filter(Q(references=None) | readable).distinct()


def read_scan(scan: Scan, *, by: Visitor) -> None:
    """Note that a coordinator reads a scan, before it is handed over; a letter as a reference, too."""
    note_reads(AccessEvent.Kind.SCAN, [scan.pk], of=scan.application, by=by)
    letters = scan.references.values_list("pk", flat=True)
    note_reads(AccessEvent.Kind.REFERENCE, letters, of=scan.application, by=by)
