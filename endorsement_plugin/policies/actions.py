"""A renewal policy is begun, written, published from a day on, cancelled before it, or thrown away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent, Credential, RenewalPolicy
from endorsement_plugin.models.endorsements.policies import RenewalPolicyQuerySet
from endorsement_plugin.permissions import Visitor, associations_edited_by, policies_written_by

from .queries import with_another_fee_for_all

SETTING = "renewal_policy"
"""As the association's events name it."""
IS_PUBLISHED = "This policy is published and never changes. Begin the next one from it."
TOO_EARLY = (
    "The policy before this one is the rule from {last}, so this one cannot begin before that day. Choose "
    "that day or a later one."
)
PAST = "This day is past, and people are held to another policy since then. Choose {today} or a later day."
BEGUN = "It has come into force already, so it cannot be cancelled. Publish another one from a later day."
COPIED = [
    *("cycle_years", "due", "due_month", "due_day", "due_year", "first_after_months", "first_free"),
    *("window_days", "reminder_days", "grace_days", "removal_days", "ends_provisional", "fee", "late_fee"),
    *("one_fee", "settled_first"),
    *("clauses", "source", "statements", "shares_hours", "audit_percent", "leave_years"),
    *("back_within_months", "back_fee", "back_hours", "back_signed", "back_references", "emeritus"),
]


OTHER_FEE = (
    "“{other}” says otherwise what is paid once for all: {theirs}. Whoever holds both would not know what "
    "they owe. Write the same in both: begin the next policy there with it, or change it here."
)


class OtherFee(WrongState):
    """Another policy of the association says otherwise what is paid once for all; the message says which."""


class NotFrom(WrongState):
    """It cannot be the rule from this day on; the message says why."""


@transaction.atomic
def begin_policy(
    *, association: Association, credential: Credential | None, by: Visitor, today: date
) -> RenewalPolicy:
    """A draft to be written, with all that the last published one says; the draft there is, if there is one.

    `credential` None: the association's, for every credential without a policy of its own; a credential's
    first one begins as a copy of that. Raises NotAllowed for whoever does not write for the association.
    """
    _lock_association(association, by)
    if credential is not None and credential.association_id != association.pk:
        raise NotAllowed("This credential is another association's.")
    rows = RenewalPolicy.objects.filter(association=association, credential=credential)
    draft = rows.filter(published_at=None).first()
    if draft is not None:
        return draft
    numbers = rows.order_by("-number").values_list("number", flat=True)
    general = RenewalPolicy.objects.filter(association=association, credential=None)
    before = _last(rows) or _last(general)
    kept = {name: getattr(before, name) for name in COPIED} if before else {}
    return RenewalPolicy.objects.create(
        association=association,
        credential=credential,
        number=(numbers.first() or 0) + 1,
        effective_from=today,
        **kept,
    )


@transaction.atomic
def write_policy(*, policy: int, by: Visitor, values: Mapping[str, Any]) -> RenewalPolicy:
    """Keep what was written in a draft. Raises NotAllowed, and WrongState once it is published."""
    row = _lock(policy, by)
    if row.published_at is not None:
        raise WrongState(IS_PUBLISHED)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])
    return row


@transaction.atomic
def publish_policy(
    *, policy: int, by: Visitor, effective_from: date, note: str, today: date
) -> RenewalPolicy:
    """From this day on it is the rule for periods that begin then or later; it never changes again.

    Publishing it twice is once. Raises NotAllowed; OtherFee; NotFrom for a day before the last policy, or a
    past one where there is a policy already: an association's first may have been the rule for long.
    """
    row = _lock(policy, by)
    if row.published_at is not None:
        return row
    family = RenewalPolicy.objects.filter(association=row.association_id, credential=row.credential_id)
    last = _last(family)
    if last is not None and effective_from < last.effective_from:
        raise NotFrom(TOO_EARLY.format(last=date_format(last.effective_from, "j F Y")))
    if last is not None and effective_from < today:
        raise NotFrom(PAST.format(today=date_format(today, "j F Y")))
    refuse_other_fee(row, effective_from)
    row.effective_from, row.note = effective_from, note
    row.published_at, row.published_by_id = timezone.now(), by.pk
    row.save(update_fields=["effective_from", "note", "published_at", "published_by"])
    _record(row, by, f"published, from {date_format(effective_from, 'j F Y')}")
    return row


def refuse_other_fee(policy: RenewalPolicy, day: date) -> None:
    """Raises OtherFee where what it says of one fee for all keeps it from being the rule from this day on."""
    other = with_another_fee_for_all(policy, day)
    if other is not None:
        raise OtherFee(OTHER_FEE.format(other=other, theirs=_of_one_fee(other)))


def _of_one_fee(policy: RenewalPolicy) -> str:
    if not policy.one_fee:
        return "nothing, each credential has a fee of its own"
    late = f", and {policy.late_fee} where it is late" if policy.late_fee else ""
    return f"{policy.fee}{late}"


@transaction.atomic
def cancel_policy(*, policy: int, by: Visitor, today: date) -> RenewalPolicy:
    """Take back what is planned; it stays in the list as cancelled. Twice is once.

    Raises NotAllowed, and WrongState once it has come into force.
    """
    row = _lock(policy, by)
    if row.cancelled_at is not None:
        return row
    if row.published_at is None or row.effective_from <= today:
        raise WrongState(BEGUN)
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    _record(row, by, "cancelled")
    return row


@transaction.atomic
def discard_policy(*, policy: int, by: Visitor) -> None:
    """Throw a draft away. Raises NotAllowed, and WrongState once it is published."""
    row = _lock(policy, by)
    if row.published_at is not None:
        raise WrongState(IS_PUBLISHED)
    row.delete()


def _last(family: RenewalPolicyQuerySet) -> RenewalPolicy | None:
    return family.by(date.max).first()


def _record(row: RenewalPolicy, by: Visitor, what: str) -> None:
    AssociationEvent.objects.create(
        association_id=row.association_id,
        actor_id=by.pk,
        role="editor",
        setting=SETTING,
        after=f"{row}: {what}",
    )


def _lock_association(association: Association, by: Visitor) -> None:
    mine = associations_edited_by(by).filter(pk=association.pk)
    if lock(Association, mine).first() is None:
        raise NotAllowed("You do not write for this association.")


def _lock(policy: int, by: Visitor) -> RenewalPolicy:
    """This policy, after the association: its policies follow one another."""
    mine = policies_written_by(by)
    found = mine.filter(pk=policy).select_related("association").first()
    if found is None:
        raise NotAllowed("There is no such policy.")
    _lock_association(found.association, by)
    row = lock(RenewalPolicy, mine).select_related("association", "credential").filter(pk=policy).first()
    if row is None:
        raise NotAllowed("There is no such policy.")
    return row
