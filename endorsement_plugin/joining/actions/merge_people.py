"""One person out of two: everything that hangs on one is moved to the other."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.errors import Incomplete, Problem, WrongState
from endorsement_plugin.joining.queries import reasons_against
from endorsement_plugin.joining.rules import details_after
from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    Application,
    DistinctPair,
    Endorsement,
    Erasure,
    EvidenceEntry,
    Invitation,
    JoinedRecord,
    Person,
    RegistryEntry,
    RenewedEntry,
    SubmittedEntry,
)
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event, record_event
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.registry.forms import KINDS
from endorsement_plugin.requirements.evidence_kinds import plain

JOINED = "joined"


@transaction.atomic
def merge_people(
    *,
    keep: UUID,
    other: UUID,
    by: Visitor | None,
    role: str,
    why: str = "",
    check: Callable[[], object] | None = None,
) -> Person:
    """Move all that `other` has to `keep`, delete `other`, and return who stays.

    Who stays has the account of their own, or else the other's. Of two accounts the other's is left without a
    person: it can sign in, and finds nothing. A name of the other's that differs is kept among the former
    ones, so that it finds them still. An entry of the portfolio that both have to the last detail is kept
    once. Each application and endorsement that moved has it in its history, with `why`. What they are granted
    for holding all of it now, a coordinator confirms as for everybody who held it before. It is kept who
    joined them, and the account that was left: neither it nor whoever scored the other scores what they
    write.

    Part of an action, which has checked who may; `check` does so once more when all is locked, and raises
    where what was seen before has changed since. Raises WrongState if one of them is gone or they are the
    same, and Incomplete with every reason why two of what they have cannot be one person's.
    """
    if keep == other:
        raise WrongState("These are one person already.")
    both = (keep, other)
    applications = list(lock(Application).filter(person__in=both).order_by("pk"))
    entries = list(lock(EvidenceEntry).filter(person__in=both).order_by("pk"))
    people = {row.pk: row for row in lock(Person).filter(pk__in=both).order_by("pk")}
    endorsements = list(lock(Endorsement).filter(person__in=both).order_by("pk"))
    if len(people) < 2:
        raise WrongState("One of these two is not there any more. Look at the list again.")
    if check is not None:
        check()
    stays, goes = people[keep], people[other]
    against = reasons_against(stays, goes, told=by if role == "coordinator" else None)
    if against:
        raise Incomplete(" ".join(against), [Problem("conflict", reason) for reason in against])
    _refuse_unknown()
    detail = " · ".join(filter(None, (f"{goes.name or goes.email or 'somebody without a name'}", why)))
    _move_applications([row for row in applications if row.person_id == other], stays, by, role, detail)
    _move_entries(entries, stays)
    _move_lines(stays, goes)
    _move_invitations(stays, goes)
    _move_requests(stays, goes)
    _move_holds(stays, goes)
    _move_endorsements([row for row in endorsements if row.person_id == other], stays, by, role, detail)
    _move_what_was_said(stays, goes)
    left = goes.user_id if stays.user_id is not None else None
    _take_over(stays, goes)
    joined = JoinedRecord.objects.create(
        person=stays, user_id=left, name=str(goes), reason=why, joined_by_id=by.pk if by else None
    )
    ask("endorsement.keep_earlier_away", str(joined.pk))
    return stays


def _move_applications(
    rows: list[Application], stays: Person, by: Visitor | None, role: str, detail: str
) -> None:
    for row in rows:
        row.person = stays
        row.save(update_fields=["person"])
        record_event(row, JOINED, by=by, role=role, detail=detail)


def _move_endorsements(
    rows: list[Endorsement], stays: Person, by: Visitor | None, role: str, detail: str
) -> None:
    for row in rows:
        row.person = stays
        row.save(update_fields=["person"])
        record_endorsement_event(row, JOINED, by=by, role=role, detail=detail)


def _move_entries(entries: list[EvidenceEntry], stays: Person) -> None:
    """What was submitted names its entry by id, so one that was submitted is moved, whatever it says. Of two
    that say the same the one that is kept counts where the other was entered from paper.
    """
    submitted: set[UUID] = set()
    ids = [entry.pk for entry in entries]
    for model in (SubmittedEntry, RenewedEntry):
        submitted.update(model._default_manager.filter(origin__in=ids).values_list("origin", flat=True))
    there = {_said(entry): entry for entry in entries if entry.person_id == stays.pk}
    for entry in entries:
        if entry.person_id == stays.pk:
            continue
        twin = there.get(_said(entry))
        if twin is not None and entry.pk not in submitted:
            if twin.entered_for_id is None and entry.entered_for_id is not None:
                twin.entered_for_id = entry.entered_for_id
                twin.save(update_fields=["entered_for"])
            entry.delete()
            continue
        entry.person = stays
        entry.save(update_fields=["person"])


def _said(entry: EvidenceEntry) -> tuple[str, ...]:
    return (
        entry.kind,
        *(f"{name}={text}" for name, text in sorted(plain(entry.kind, entry.details).items())),
    )


def _move_lines(stays: Person, goes: Person) -> None:
    """What the registry says beside the name: each consent goes with the words that it was given for."""
    mine = {row.association_id: row for row in RegistryEntry.objects.filter(person=stays)}
    for line in RegistryEntry.objects.filter(person=goes):
        own = mine.get(line.association_id)
        if own is None:
            line.person = stays
            line.save(update_fields=["person"])
            continue
        for name in KINDS:
            if not getattr(own, name) and getattr(line, name):
                setattr(own, name, getattr(line, name))
                setattr(own, f"shows_{name}", getattr(line, f"shows_{name}"))
                line.facets.filter(kind=KINDS[name]).update(entry=own)
        own.save()
        line.delete()


def _move_invitations(stays: Person, goes: Person) -> None:
    """Whoever has an account by then is invited to nothing any more: the links are ended."""
    Invitation.objects.filter(person=goes).update(person=stays)
    if stays.user_id or goes.user_id:
        Invitation.objects.filter(person=stays).update(nonce="", token_digest=None)


def _move_what_was_said(stays: Person, goes: Person) -> None:
    """Who else is not the other is not the one either; that these two are two is said no more."""
    JoinedRecord.objects.filter(person=goes).update(person=stays)
    for row in DistinctPair.objects.filter(Q(first=goes) | Q(second=goes)):
        third = row.second_id if row.first_id == goes.pk else row.first_id
        row.delete()
        if third != stays.pk:
            first, second = sorted((third, stays.pk))
            said = {"said_by": row.said_by, "said_at": row.said_at}
            DistinctPair.objects.get_or_create(first_id=first, second_id=second, defaults=said)


def _take_over(stays: Person, goes: Person) -> None:
    """Account, names and the rest; the other one is deleted before its account can be taken."""
    account = goes.user_id
    after = details_after(stays, goes)
    goes.delete()
    if stays.user_id is None:
        stays.user_id = account
    for name, said in after.items():
        setattr(stays, name, said)
    stays.save()


def _move_requests(stays: Person, goes: Person) -> None:
    """What the two asked for about their own data. Of two requests for one erasure one is enough."""
    asked = Erasure.objects.filter(person=stays, state__in=["asked", "approved"]).values("association")
    Erasure.objects.filter(person=goes, state="asked", association__in=asked).update(
        state="withdrawn", decided_at=timezone.now()
    )
    Erasure.objects.filter(person=goes).update(person=stays)
    goes.downloads.update(person=stays)


def _move_holds(stays: Person, goes: Person) -> None:
    """Of two holds of one association one is enough, with the reasons of both."""
    now = timezone.now()
    mine = {row.association_id: row for row in stays.retention_holds.filter(lifted_at=None)}
    for hold in goes.retention_holds.filter(lifted_at=None):
        there = mine.get(hold.association_id)
        if there is not None:
            there.reason = f"{there.reason} · {hold.reason}"[:LONGEST]
            there.save(update_fields=["reason"])
            hold.lifted_at = now
            hold.save(update_fields=["lifted_at"])
    goes.retention_holds.update(person=stays)
    goes.retention_events.update(person=stays)


MOVED: Mapping[str, Callable[..., None]] = {
    "applications": _move_applications,
    "endorsements": _move_endorsements,
    "evidence": _move_entries,
    "registry_entries": _move_lines,
    "invitations": _move_invitations,
    "downloads": _move_requests,
    "erasures": _move_requests,
    "joined_records": _move_what_was_said,
    "distinct_first": _move_what_was_said,
    "distinct_second": _move_what_was_said,
    "retention_holds": _move_holds,
    "retention_events": _move_holds,
}
"""What points to a person, by the name of the relation, and what moves it."""


def unhandled() -> list[str]:
    """Relations to a person that nothing here moves: their rows would be lost with the other one."""
    relations = (relation.get_accessor_name() or str(relation) for relation in Person._meta.related_objects)
    return sorted(name for name in relations if name not in MOVED)


def _refuse_unknown() -> None:
    if unhandled():
        raise RuntimeError(f"merge_people moves nothing of: {', '.join(unhandled())}")
