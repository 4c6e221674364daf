import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import AlreadyOpen, WrongState
from endorsement_plugin.forms.evidence import plain
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import Visitor

from .applying import lock_editable
from .events import record_event


@transaction.atomic
def add_evidence(
    *,
    application: UUID,
    by: Visitor,
    kind: str,
    values: Mapping[str, object],
    entry: UUID | None = None,
) -> EvidenceEntry:
    """Add an entry to the person's portfolio. `values` are the cleaned data of an EvidenceForm.

    A page or a client chooses the new entry's id, so that sending it again adds nothing twice. Raises
    NotAllowed, WrongState, and AlreadyOpen for an id under which something else was sent before.
    """
    row = lock_editable(by, application)
    made_of = _digest(kind, values)
    if entry and (sent := EvidenceEntry.objects.filter(pk=entry).first()):
        return _sent_before(sent, row, made_of)
    added = EvidenceEntry(person=row.person, kind=kind, made_of=made_of, **values)
    if entry:
        added.pk = entry
    added.save(force_insert=True)
    record_event(row, "evidence_added", by=by, role="applicant", detail=f"{kind}: {added.pk}")
    return added


def _sent_before(sent: EvidenceEntry, application: Application, made_of: str) -> EvidenceEntry:
    if sent.person_id != application.person_id:
        raise WrongState("This id is taken. Choose another for the new entry.")
    first = sent.made_of or _digest(
        sent.kind, {name: getattr(sent, name) for name in sent.evidence_kind.details}
    )
    if first != made_of:
        said = f"“{sent.title}” was added from here already, with other details."
        raise AlreadyOpen(said, str(sent.pk))
    return sent


def _digest(kind: str, values: Mapping[str, object]) -> str:
    """The same for the same details; those that are empty do not count."""
    told = sorted((name, text) for name, text in plain(kind, values).items() if text)
    return hashlib.sha256(json.dumps([kind, told]).encode()).hexdigest()
