""" """

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import AlreadyOpen, Stale, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.merging import merged
from endorsement_plugin.requirements.evidence_kinds import plain
from endorsement_plugin.rules.merging import Since


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
    made_of = digest_of(kind, values)
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
    first = sent.made_of or digest_of(sent.kind, sent.details)
    if first != made_of:
        said = f"“{sent}” was added from here already, with other details."
        raise AlreadyOpen(said, str(sent.pk))
    return sent


def digest_of(kind: str, values: Mapping[str, object]) -> str:
    """The same for the same details; those that are empty do not count."""
    details = sorted((name, text) for name, text in plain(kind, values).items() if text)
    return hashlib.sha256(json.dumps([kind, details]).encode()).hexdigest()


STALE = "This entry was changed in another tab or on another device after you opened it here."


@transaction.atomic
def change_evidence(
    *,
    application: UUID,
    by: Visitor,
    entry: UUID,
    values: Mapping[str, object],
    since: Since | None = None,
) -> EvidenceEntry:
    """Correct an entry of the portfolio. What was submitted with it before stays as it was.

    Raises NotAllowed, WrongState, and Stale if a detail was changed elsewhere since the page was read.
    """
    row = lock_editable(by, application)
    evidence = lock_entry(row, entry)
    written = _changed_here(evidence, values, since) if since else values
    for name in written:
        setattr(evidence, name, values[name])
    _refuse_backwards(evidence)
    evidence.revision += 1
    evidence.save(update_fields=[*written, "revision", "changed_at"])
    record_event(row, "evidence_changed", by=by, role="applicant", detail=f"{evidence.kind}: {evidence.pk}")
    return evidence


def lock_entry(application: Application, entry: UUID) -> EvidenceEntry:
    """An entry of the applicant's portfolio. Raises WrongState if it is there no more."""
    evidence = lock(EvidenceEntry, application.person.evidence.all()).filter(pk=entry).first()
    if evidence is None:
        raise WrongState("This entry has been removed in the meantime.")
    return evidence


def _changed_here(
    evidence: EvidenceEntry, values: Mapping[str, object], since: Since
) -> Mapping[str, object]:
    stored = plain(evidence.kind, evidence.details)
    stale = Stale(STALE, evidence.revision)
    return merged(plain(evidence.kind, values), stored, since, evidence.revision, stale)


def _refuse_backwards(evidence: EvidenceEntry) -> None:
    """One tab may have changed the first day and another the last, each rightly."""
    if evidence.started_on and evidence.ended_on and evidence.ended_on < evidence.started_on:
        raise Stale(STALE, evidence.revision, ("started_on", "ended_on"))


@transaction.atomic
def remove_evidence(*, application: UUID, by: Visitor, entry: UUID, revision: int | None = None) -> None:
    """Take an entry out of the portfolio. What was submitted with it before stays.

    Raises NotAllowed, WrongState, and Stale if it was changed after `revision`.
    """
    row = lock_editable(by, application)
    evidence = lock_entry(row, entry)
    if revision is not None and evidence.revision > revision:
        raise Stale(STALE, evidence.revision)
    record_event(row, "evidence_removed", by=by, role="applicant", detail=f"{evidence.kind}: {evidence.pk}")
    evidence.delete()
