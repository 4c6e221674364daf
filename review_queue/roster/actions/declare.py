"""Declare a conflict ahead, or take it back. Of people and addresses only a keyed digest is kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NotAllowed
from review_queue.locks import lock
from review_queue.models import DeclaredConflict, Event, Reviewer, ReviewerChange
from review_queue.models.bars import NAMES_NOBODY, conflict_digests, domain_key, key_of
from review_queue.permissions import User
from review_queue.record import record
from review_queue.roster.rules import PUBLIC_DOMAINS, NothingToCompare


@transaction.atomic
def declare_conflict(*, reviewer: Reviewer, by: User, kind: str, words: str) -> DeclaredConflict:
    """It is in force for what is received from now on, and within an hour for what is in the queue, where the
    sender still knows of it. Declaring it again changes nothing.

    Raises NotAllowed for anybody but the reviewer, and NothingToCompare.
    """
    locked = lock(Reviewer).get(pk=reviewer.pk)
    if locked.user_id != by.pk:
        raise NotAllowed
    if kind == DeclaredConflict.Kind.DOMAIN and domain_key(words) in PUBLIC_DOMAINS:
        raise NothingToCompare("Anybody can have an address there. Name the person instead.")
    return write_conflict(locked, by, kind, words)


def write_conflict(reviewer: Reviewer, by: User, kind: str, words: str) -> DeclaredConflict:
    """The same of a locked reviewer."""
    key = key_of(kind, words)
    if not key:
        raise NothingToCompare(_MISSING[kind])
    row, new = DeclaredConflict.objects.get_or_create(
        reviewer=reviewer,
        kind=kind,
        digest=conflict_digests(kind, key)[0],
        withdrawn_at=None,
        defaults={"words": words.strip()[:160] if kind in NAMES_NOBODY else ""},
    )
    if new:
        _note(reviewer, by, ReviewerChange.What.DECLARED, kind)
    return row


@transaction.atomic
def withdraw_conflict(*, reviewer: Reviewer, by: User, pk: int) -> None:
    """It is no longer in force for what is received from now on. Raises NotAllowed."""
    locked = lock(Reviewer).get(pk=reviewer.pk)
    if locked.user_id != by.pk:
        raise NotAllowed
    row = DeclaredConflict.objects.filter(reviewer=locked, pk=pk, withdrawn_at=None).first()
    if row is None:
        return
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    _note(locked, by, ReviewerChange.What.WITHDRAWN, row.kind)


_MISSING: Mapping[str, str] = {
    DeclaredConflict.Kind.PERSON: "Write first and last name: one name alone is many people’s.",
    DeclaredConflict.Kind.ADDRESS: "Write the whole address, with its @.",
    DeclaredConflict.Kind.AGENCY: "Write the agency’s name.",
    DeclaredConflict.Kind.DOMAIN: "Write what comes after the @, such as hale-keiki.org.",
}


def _note(reviewer: Reviewer, by: User, what: str, kind: str) -> None:
    label = DeclaredConflict.Kind(kind).label
    ReviewerChange.objects.create(reviewer=reviewer, by_id=reviewer.user_id, what=what, after=label)
    record(None, Event.Kind.DETAILS, actor=by, detail=f"reviewer:{reviewer.pk},{what},{kind}")
