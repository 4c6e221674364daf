"""What an endorsement owes: for a renewal, for one that is late, and for the way back.

Who renews or moves it calls these in the transaction in which it does. The same key twice is one fee.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from endorsement_plugin.fees.queries import FOR_ALL
from endorsement_plugin.models import Endorsement, Fee, FeeLine, RenewalPolicy
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.rules.fees import Due, Holds, is_for
from endorsement_plugin.rules.states import ENDED


@transaction.atomic
def charge_endorsement(
    *,
    endorsement: Endorsement,
    by: Visitor | None,
    role: str,
    key: str,
    label: str,
    amount: Decimal | None,
    due: Due,
    due_words: str = "",
    holds: Holds = Holds.NOTHING,
    note: str = "",
) -> Fee | None:
    """The fee with this key, which it owes from now on in the currency of its association.

    A fee that is there already is given back as it stands, whatever is charged today. None where the amount
    is None or 0: nothing is charged. `key` is at most 36 characters, `role` as in the history.
    """
    if not amount:
        return None
    said = {
        "label": label,
        "amount": amount,
        "due": due,
        "due_words": due_words,
        "holds": holds,
        "note": note,
        "currency": endorsement.association.currency,
    }
    fee, is_new = Fee.objects.get_or_create(endorsement=endorsement, key=key, defaults=said)
    if is_new:
        record_endorsement_event(
            endorsement, "fees_due", by=by, role=role, detail=f"{fee.label}, {fee.price}"
        )
    return fee


@transaction.atomic
def charge_renewal(
    *, endorsement: Endorsement, policy: RenewalPolicy, due: date, late: bool, by: Visitor | None, role: str
) -> list[Fee]:
    """What the renewal of the period that ends on `due` costs: its fee and, where it is late, the late fee.

    The policy's own fee; where the policy names none, the lines of the credential that are due at each
    renewal. Where it is one for all, the holder owes it once for all that end on that day. Called again, also
    once it has become late, it charges only what is not charged yet.
    """
    words = f"for the renewal due {due.day} {due:%B %Y}"
    holds = Holds.RENEWAL if policy.settled_first else Holds.NOTHING
    own = [("renewal", "Renewal", policy.fee)] + ([("late", "Late renewal", policy.late_fee)] if late else [])
    costs: list[dict[str, Any]] = [
        {"key": f"{kind}:{due.isoformat()}", "label": label, "amount": amount, "holds": holds}
        for kind, label, amount in own
    ]
    if policy.one_fee:
        costs = [_once_for_all(cost, endorsement) for cost in costs]
    if policy.fee is None:
        costs += [_by_line(line, due) for line in _lines(endorsement)]
    fees = [
        charge_endorsement(
            **{"endorsement": endorsement, "by": by, "role": role, "due": Due.RENEWAL, "due_words": words}
            | cost
        )
        for cost in costs
    ]
    return [fee for fee in fees if fee]


@transaction.atomic
def charge_reactivation(
    *, endorsement: Endorsement, policy: RenewalPolicy, on: date, by: Visitor | None, role: str
) -> Fee | None:
    """What the way back costs that was begun on this day; None where the policy charges nothing for it."""
    return charge_endorsement(
        endorsement=endorsement,
        by=by,
        role=role,
        key=f"reactivation:{on.isoformat()}",
        label="Reactivation",
        amount=policy.back_fee,
        due=Due.REACTIVATION,
        holds=Holds.REACTIVATION if policy.settled_first else Holds.NOTHING,
    )


def _once_for_all(cost: dict[str, Any], endorsement: Endorsement) -> dict[str, Any]:
    """The same as one fee of all that its holder has with the association.

    The endorsement that bears it already, else the first: two that are renewed at once find the same one,
    and the same key twice is one fee.
    """
    key = f"{FOR_ALL}{cost['key']}"
    theirs = Endorsement.objects.filter(
        person=endorsement.person_id, association=endorsement.association_id
    ).select_related("association")
    bearer = theirs.filter(fees__key=key).first() or theirs.exclude(state__in=ENDED).order_by("pk").first()
    label = f"{cost['label']}, all credentials"
    return {**cost, "key": key, "label": label, "endorsement": bearer or endorsement}


def _lines(endorsement: Endorsement) -> list[FeeLine]:
    lines = endorsement.credential.fee_lines.filter(due=Due.RENEWAL)
    return [line for line in lines if is_for(line.designation, endorsement.designation)]


def _by_line(line: FeeLine, due: date) -> dict[str, Any]:
    return {
        "key": str(uuid5(NAMESPACE_OID, f"{line.key} {due.isoformat()}")),
        "label": line.label,
        "amount": line.amount,
        "holds": Holds(line.holds),
        "note": line.note,
    }
