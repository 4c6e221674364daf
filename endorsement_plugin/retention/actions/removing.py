"""What goes of each kind, once its rows are locked and still due."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.files import forget_files
from endorsement_plugin.imports.actions.forget import forget_import
from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    Answer,
    Application,
    ApplicationEvent,
    Association,
    Attestation,
    Confirmation,
    Endorsement,
    EntryJudgment,
    ExamFile,
    Import,
    Invitation,
    MaskingDetails,
    Reference,
    ReferenceAnswer,
    Renewal,
    RenewalEvent,
    Response,
    Scan,
    Sitting,
    StepDraft,
    Submission,
    SubmittedEntry,
    Transcript,
)
from endorsement_plugin.record.moves import REMOVED
from endorsement_plugin.retention.queries.due import Term, due
from endorsement_plugin.retention.queries.sources import SOURCES
from endorsement_plugin.retention.rules.terms import Kind

Rows = QuerySet[Any]


def remove(term: Term, association: Association, keys: list[object]) -> Counter[UUID | None]:
    """Remove those of these rows that are still due, with what hangs on them; how many of whose.

    Part of a transaction. What they belong to is locked first, so that whoever is changing it is waited for,
    and what was changed is not due any more.
    """
    source = SOURCES[term.kind]
    _LOCKING.get(term.kind, _no_lock)(source.model._default_manager.filter(pk__in=keys))
    rows = due(term, association, today(association)).filter(pk__in=keys)
    there = list(rows.values_list("pk", source.application or "pk", *source.people))
    still = source.model._default_manager.filter(pk__in=[key for key, *_ in there])
    gone = Counter(next(filter(None, people), None) for _, _, *people in there)
    if source.application:
        _note(term, {application for _, application, *_ in there})
    _REMOVING[term.kind](still)
    return gone


def _note(term: Term, applications: set[Any]) -> None:
    """In each application's history; that it can be taken up again no more is in its row."""
    now = timezone.now()
    Application.objects.filter(pk__in=applications, records_removed_at=None).update(records_removed_at=now)
    ApplicationEvent.objects.bulk_create(
        ApplicationEvent(application_id=key, action=REMOVED, role="system", detail=term.keeping.words)
        for key in applications
    )


def _no_lock(rows: Rows) -> None:
    """Rows that nobody changes: deleting them locks them."""


def _lock_applications(rows: Rows) -> None:
    path = "pk" if rows.model is Application else "application"
    list(lock(Application).filter(pk__in=rows.order_by().values(path)).order_by("pk"))


def _lock_renewals(rows: Rows) -> None:
    list(lock(Renewal).filter(pk__in=rows.order_by().values("renewal")).order_by("pk"))


def _lock_endorsements(rows: Rows) -> None:
    list(lock(Endorsement).filter(pk__in=rows.order_by().values("endorsement")).order_by("pk"))


def _lock_invitations(rows: Rows) -> None:
    list(lock(Invitation, rows).order_by("pk"))


def _lock_imports(rows: Rows) -> None:
    list(lock(Import, rows).order_by("pk"))


_LOCKING: Mapping[Kind, Callable[[Rows], None]] = {
    **dict.fromkeys(
        (
            *(Kind.DRAFTS, Kind.WITHDRAWN, Kind.DECLINED, Kind.ENDORSED),
            *(Kind.TRANSCRIPTS, Kind.REFERENCES, Kind.EXAM_ANSWERS),
        ),
        _lock_applications,
    ),
    Kind.AUDIT_DOCUMENTS: _lock_renewals,
    Kind.REQUESTS: _lock_endorsements,
    Kind.INVITATIONS: _lock_invitations,
    Kind.IMPORTS: _lock_imports,
}


def _delete(rows: Rows) -> None:
    forget_files(rows)
    rows.delete()


def _whole(applications: Rows) -> None:
    for model in (Transcript, Scan):
        forget_files(model._default_manager.filter(application__in=applications))
    Application.objects.filter(pk__in=list(applications.values_list("pk", flat=True))).delete()


OF_APPLICATION: tuple[type[Any], ...] = (
    *(Confirmation, EntryJudgment, StepDraft, Answer, Attestation, SubmittedEntry, Submission),
)


def _sent_in(applications: Rows) -> None:
    """Letters of referees have a time of their own."""
    _delete(Scan.objects.filter(application__in=applications, references=None))
    for model in OF_APPLICATION:
        model._default_manager.filter(application__in=applications).delete()
    applications.update(emptied_at=timezone.now(), return_note="")


def _all_sent_in(applications: Rows) -> None:
    keys = list(applications.values_list("pk", flat=True))
    of_these = {"application__in": keys}
    _delete(Transcript.objects.filter(**of_these))
    _delete(Scan.objects.filter(**of_these))
    _written(Sitting.objects.filter(**of_these))
    _sent_in(Application.objects.filter(pk__in=keys))
    Reference.objects.filter(**of_these).delete()


def _texts(references: Rows) -> None:
    _delete(Scan.objects.filter(references__in=references))
    ReferenceAnswer.objects.filter(reference__in=references).delete()
    references.update(draft={}, decline_reason="")


def _written(sittings: Rows) -> None:
    Response.objects.filter(sitting__in=sittings).delete()
    _delete(ExamFile.objects.filter(sitting__in=sittings))
    MaskingDetails.objects.filter(sitting__in=sittings).delete()
    sittings.update(draft={})


def _documents(documents: Rows) -> None:
    events = [
        RenewalEvent(renewal_id=renewal, action=REMOVED, role="system", detail=str(key))
        for key, renewal in documents.values_list("pk", "renewal")
    ]
    RenewalEvent.objects.bulk_create(events)
    _delete(documents)


def _imports(rows: Rows) -> None:
    for one in rows.order_by("pk"):
        forget_import(one)


_REMOVING: Mapping[Kind, Callable[[Rows], None]] = {
    Kind.DRAFTS: _whole,
    Kind.WITHDRAWN: _all_sent_in,
    Kind.DECLINED: _all_sent_in,
    Kind.ENDORSED: _sent_in,
    Kind.TRANSCRIPTS: _delete,
    Kind.REFERENCES: _texts,
    Kind.EXAM_ANSWERS: _written,
    Kind.AUDIT_DOCUMENTS: _documents,
    Kind.REQUESTS: _delete,
    Kind.LETTERS: _delete,
    Kind.READS: _delete,
    Kind.EXPORTS: _delete,
    Kind.INVITATIONS: _delete,
    Kind.ENQUIRIES: _delete,
    Kind.IMPORTS: _imports,
}

if _REMOVING.keys() != set(Kind):
    raise ImportError(f"Kinds of record that nothing removes: {sorted(set(Kind) - _REMOVING.keys())}")
