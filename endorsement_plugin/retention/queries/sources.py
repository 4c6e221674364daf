"""Where the rows of each kind of record are: of which association and person, how old, and what needs them.

One table, read by the preview, by the list and by the job alike. A kind without its line does not import.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Now

from endorsement_plugin.imports.queries import BUSY, about_held
from endorsement_plugin.models import (
    AccessEvent,
    Appeal,
    Application,
    ApplicationEvent,
    AuditDocument,
    Decision,
    Endorsement,
    EndorsementRequest,
    Enquiry,
    ExamFile,
    Fee,
    Import,
    Invitation,
    Mail,
    MaskingDetails,
    Reference,
    ReferenceAnswer,
    RenewalEvent,
    Response,
    Sitting,
    Transcript,
)
from endorsement_plugin.retention.rules.terms import Kind, Need
from endorsement_plugin.rules.states import (
    AWAITS_OUTCOME,
    OPEN_APPLICATION,
    ApplicationState,
    EndorsementState,
    RenewalState,
)

Condition = Q | Exists
RENEWING = (RenewalState.OPEN, RenewalState.SUBMITTED, RenewalState.IN_AUDIT, RenewalState.SENT_BACK)

OUTCOMES = ("audit_passed", "audit_returned", "audit_not_renewed", "audit_reopened", "renewed")
"""Events of a renewal that end its audit, or begin it anew."""

TRANSCRIPT_READ = "transcript_downloaded"
"""The event of an application that says that somebody read, not that anybody wrote."""


@dataclass(frozen=True)
class Source:
    """`people` and `application` are paths; `of` is the path to the association, `address` a field to know
    somebody by who has no record. `rows` are those of the kind, `since` counts from, `needs` keep one.
    """

    model: type[Model]
    rows: Condition
    since: Any
    of: str = "association"
    people: tuple[str, ...] = ()
    application: str = ""
    address: str = ""
    needs: Mapping[Need, Condition] = None  # type: ignore[assignment]

    def all_of(self, association: object) -> QuerySet[Any]:
        """Every row of this kind that the association has, however old."""
        return self.model._default_manager.filter(Q(**{self.of: association}) & Q(self.rows))


def _decided(application: str) -> Subquery:
    rows = Decision.objects.filter(application=OuterRef(application)).order_by()
    return Subquery(rows.values("application").annotate(at=Max("decided_at")).values("at"))


def _needs(path: str) -> dict[Need, Condition]:
    """What needs the parts of an application. `path` leads to it, as in `application__`; empty for itself."""
    key = path.removesuffix("__") or "pk"
    sittings = Sitting.objects.filter(application=OuterRef(key), state__in=AWAITS_OUTCOME)
    appeals = Appeal.objects.filter(sitting__application=OuterRef(key), settled_at=None, stopped_at=None)
    back = Q(state=EndorsementState.INACTIVE, provisional_until__isnull=False)
    held = Endorsement.objects.filter(Q(state=EndorsementState.PROVISIONAL) | back, application=OuterRef(key))
    return {
        Need.OPEN: Q(**{f"{path}state__in": OPEN_APPLICATION}),
        Need.SCORED: Exists(sittings) | Exists(appeals),  # type: ignore[dict-item]
        Need.PROVISIONAL: Exists(held),
    }


DECIDED = [ApplicationState.ENDORSED, ApplicationState.DECLINED, *OPEN_APPLICATION - {ApplicationState.DRAFT}]


def _whole(rows: Q, since: Any, needs: Mapping[Need, Condition]) -> Source:
    """An application as a whole."""
    return Source(Application, rows, since, people=("person",), application="pk", needs=needs)


def _part(model: type[Model], rows: Condition) -> Source:
    """A part of applications that were decided: drafts and withdrawn ones have kinds of their own."""
    return Source(
        model,
        Q(rows) & Q(application__state__in=DECIDED),
        _decided("application"),
        of="application__association",
        people=("application__person",),
        application="application",
        needs=_needs("application__"),
    )


_LAST_WRITTEN = Subquery(
    ApplicationEvent.objects.filter(application=OuterRef("pk"))
    .exclude(action=TRANSCRIPT_READ)
    .order_by()
    .values("application")
    .annotate(last=Max("at"))
    .values("last")
)
"""What is added beside the form, a file or a referee, changes nothing in the application's own row."""

_ENDED = _needs("")
_AUDITED = Subquery(
    RenewalEvent.objects.filter(renewal=OuterRef("renewal"), action__in=OUTCOMES)
    .order_by()
    .values("renewal")
    .annotate(last=Max("at"))
    .values("last")
)
_EITHER = ("application__person", "endorsement__person")

SOURCES: Mapping[Kind, Source] = {
    Kind.DRAFTS: _whole(
        Q(state=ApplicationState.DRAFT),
        Greatest("changed_at", Coalesce(_LAST_WRITTEN, "changed_at")),
        {Need.FEE: Exists(Fee.objects.filter(application=OuterRef("pk")))},
    ),
    Kind.WITHDRAWN: _whole(
        Q(state=ApplicationState.WITHDRAWN, emptied_at=None),
        F("changed_at"),
        {Need.SCORED: _ENDED[Need.SCORED]},
    ),
    Kind.DECLINED: _whole(Q(state=ApplicationState.DECLINED, emptied_at=None), _decided("pk"), _ENDED),
    Kind.ENDORSED: _whole(Q(state=ApplicationState.ENDORSED, emptied_at=None), _decided("pk"), _ENDED),
    Kind.TRANSCRIPTS: _part(Transcript, Q()),
    Kind.REFERENCES: _part(
        Reference,
        Exists(ReferenceAnswer.objects.filter(reference=OuterRef("pk")))
        | ~Q(draft={})
        | ~Q(decline_reason="")
        | Q(scan__isnull=False),
    ),
    Kind.EXAM_ANSWERS: _part(
        Sitting,
        Exists(Response.objects.filter(sitting=OuterRef("pk")))
        | Exists(ExamFile.objects.filter(sitting=OuterRef("pk")))
        | Exists(MaskingDetails.objects.filter(sitting=OuterRef("pk")))
        | ~Q(draft={}),
    ),
    Kind.AUDIT_DOCUMENTS: Source(
        AuditDocument,
        Q(),
        Coalesce(_AUDITED, F("uploaded_at")),
        of="renewal__endorsement__association",
        people=("renewal__endorsement__person",),
        needs={Need.RENEWING: Q(renewal__state__in=RENEWING)},
    ),
    Kind.REQUESTS: Source(
        EndorsementRequest,
        Q(settled_at__isnull=False),
        F("settled_at"),
        of="endorsement__association",
        people=("endorsement__person",),
    ),
    Kind.LETTERS: Source(
        Mail,
        Q(sent_at__isnull=False),
        Greatest("sent_at", Coalesce("application__changed_at", "sent_at")),
        people=_EITHER,
        address="to",
        needs={Need.OPEN: Q(application__state__in=OPEN_APPLICATION)},
    ),
    Kind.READS: Source(AccessEvent, Q(rows=None), F("at"), people=_EITHER),
    Kind.EXPORTS: Source(AccessEvent, Q(rows__isnull=False), F("at")),
    Kind.INVITATIONS: Source(
        Invitation,
        Q(joined_at__isnull=False) | Q(expires_at__lt=Now()),
        Coalesce("joined_at", "expires_at"),
        people=("person",),
    ),
    Kind.ENQUIRIES: Source(Enquiry, Q(answered_at__isnull=False), F("answered_at"), address="email"),
    Kind.IMPORTS: Source(
        Import,
        Q(forgotten_at=None),
        F("uploaded_at"),
        needs={Need.HELD: about_held(), Need.BUSY: Q(state__in=BUSY)},
    ),
}

if SOURCES.keys() != set(Kind):
    raise ImportError(f"Kinds of record whose rows nothing finds: {sorted(set(Kind) - SOURCES.keys())}")
