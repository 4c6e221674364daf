"""The portfolio, with an application or without one: add an entry or many, change one, remove one."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from django.db import transaction

from endorsement_plugin.errors import AlreadyOpen, NotAllowed, Stale, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, EvidenceEntry, Person
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.merging import merged
from endorsement_plugin.requirements.evidence_kinds import plain
from endorsement_plugin.rules.merging import Since

from .queries import portfolio_of
from .rules import digest_of


@transaction.atomic
def add_evidence(
    *,
    by: Visitor,
    kind: str,
    values: Mapping[str, object],
    application: UUID | None = None,
    entry: UUID | None = None,
) -> EvidenceEntry:
    """Add an entry to the person's portfolio. `values` are the cleaned data of an EvidenceForm.

    A page or a client chooses the new entry's id, so that sending it again adds nothing twice. The history of
    an `application` that is given says so. Raises NotAllowed, WrongState, and AlreadyOpen for an id under
    which something else was sent before.
    """
    row, person = _owner(by, application)
    made_of = digest_of(kind, values)
    if entry and (sent := EvidenceEntry.objects.filter(pk=entry).first()):
        return _sent_before(sent, person, made_of)
    added = EvidenceEntry(person=person, kind=kind, made_of=made_of, **values)
    added.entered_for = row if row is not None and row.is_on_paper else None
    if entry:
        added.pk = entry
    added.save(force_insert=True)
    _record(row, "evidence_added", by, added)
    return added


@transaction.atomic
def add_many(*, by: Visitor, kind: str, rows: Sequence[Mapping[str, object]]) -> list[EvidenceEntry]:
    """Add these entries of one kind, all or none; those that were added just so before are left out.

    Each gets the same id each time, so that two who press at once, and who sends it again, add nothing
    twice. What was changed since it was added is not added again. Raises NotAllowed.
    """
    _, person = _owner(by, None)
    lock(Person).get(pk=person.pk)
    there = set(person.evidence.filter(kind=kind).values_list("made_of", flat=True))
    new: dict[str, EvidenceEntry] = {}
    for values in rows:
        made_of = digest_of(kind, values)
        if made_of not in there:
            pk = uuid5(person.pk, made_of)
            new[made_of] = EvidenceEntry(pk=pk, person=person, kind=kind, made_of=made_of, **values)
    return EvidenceEntry.objects.bulk_create(list(new.values()))


def _owner(by: Visitor, application: UUID | None) -> tuple[Application | None, Person]:
    """The application that may be changed, if one is given, and the person whose portfolio it is."""
    if application is not None:
        row = lock_editable(by, application)
        return row, row.person
    person = Person.objects.filter(user_id=by.pk).first() if by.is_authenticated else None
    if person is None:
        raise NotAllowed("You have no portfolio yet. It begins with an application.")
    return None, person


def _record(application: Application | None, action: str, by: Visitor, entry: EvidenceEntry) -> None:
    if application is not None:
        record_writing(application, action, by=by, detail=f"{entry.kind}: {entry.pk}")


def _sent_before(sent: EvidenceEntry, person: Person, made_of: str) -> EvidenceEntry:
    if sent.person_id != person.pk:
        raise WrongState("This id is taken. Choose another for the new entry.")
    first = sent.made_of or digest_of(sent.kind, sent.details)
    if first != made_of:
        said = f"“{sent}” was added from here already, with other details."
        raise AlreadyOpen(said, str(sent.pk))
    return sent


STALE = "This entry was changed in another tab or on another device after you opened it here."


@transaction.atomic
def change_evidence(
    *,
    by: Visitor,
    entry: UUID,
    values: Mapping[str, object],
    application: UUID | None = None,
    since: Since | None = None,
) -> EvidenceEntry:
    """Correct an entry of the portfolio. What was submitted with it before stays as it was. Where all of
    it is kept already nothing changes, and the history says nothing.

    Raises NotAllowed, WrongState, and Stale if a detail was changed elsewhere since the page was read.
    """
    row, person = _owner(by, application)
    evidence = lock_entry(person, entry, of=row)
    written = _changed_here(evidence, values, since) if since else values
    if not written:
        return evidence
    for name in written:
        setattr(evidence, name, values[name])
    _refuse_backwards(evidence)
    evidence.revision += 1
    evidence.save(update_fields=[*written, "revision", "changed_at"])
    _record(row, "evidence_changed", by, evidence)
    return evidence


def lock_entry(person: Person, entry: UUID, of: Application | None = None) -> EvidenceEntry:
    """An entry of somebody's portfolio, as it is used for an application. Raises WrongState if it is there no
    more.
    """
    rows = person.evidence.all() if of is None else portfolio_of(of)
    evidence = lock(EvidenceEntry, rows).filter(pk=entry).first()
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
def remove_evidence(
    *, by: Visitor, entry: UUID, application: UUID | None = None, revision: int | None = None
) -> None:
    """Take an entry out of the portfolio. What was submitted with it before stays.

    Raises NotAllowed, WrongState, and Stale if it was changed after `revision`.
    """
    row, person = _owner(by, application)
    evidence = lock_entry(person, entry, of=row)
    if revision is not None and evidence.revision > revision:
        raise Stale(STALE, evidence.revision)
    _record(row, "evidence_removed", by, evidence)
    evidence.delete()
