"""Fees fall due in the transaction of what makes them due, whose caller holds the application's row."""

from collections.abc import Iterable

from django.db import transaction

from endorsement_plugin.models import Application, Fee, FeeLine
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.fees import Due, falls_due_at, is_for
from endorsement_plugin.rules.states import FeeState

COMES_AGAIN = frozenset({Due.OPENING, Due.SUBMISSION})
"""What fell due then does so again for another designation: when that is saved, or submitted."""

SAID = ("key", "label", "amount", "due", "due_words", "holds", "designation", "note")


@transaction.atomic
def fall_due(
    *, application: Application, moment: Due, designation: str = "", designated_only: bool = False
) -> list[Fee]:
    """What the credential charges at this moment, owed by the application from now on as it is priced now.

    What has fallen due before is left alone, whatever the credential charges for it today. One query where
    nothing is charged.
    """
    lines = [
        line
        for line in application.credential.fee_lines.all()
        if falls_due_at(line.due, line.holds) == moment and is_for(line.designation, designation)
    ]
    if designated_only:
        lines = [line for line in lines if line.designation]
    if not lines:
        return []
    there = set(application.fees.values_list("key", flat=True))
    fees = owed(application, (line for line in lines if line.key not in there))
    if fees:
        record_event(application, "fees_due", by=None, role="system", detail=_named(fees))
    return fees


@transaction.atomic
def follow_designation(*, application: Application, designation: str) -> None:
    """What fell due up to submitting follows the designation that the applicant chose, until it is settled.

    What somebody has begun to pay online stays. What fell due for the exam, and what a coordinator charged,
    stays too: it would not come back with the choice.
    """
    unsettled = application.fees.exclude(designation="").filter(state=FeeState.DUE, payments=None)
    gone = [
        fee
        for fee in unsettled
        if falls_due_at(fee.due, fee.holds) in COMES_AGAIN and not is_for(fee.designation, designation)
    ]
    if gone:
        record_event(application, "fees_dropped", by=None, role="system", detail=_named(gone))
        Fee.objects.filter(pk__in=[fee.pk for fee in gone]).delete()
    fall_due(application=application, moment=Due.OPENING, designation=designation, designated_only=True)


def owed(application: Application, lines: Iterable[FeeLine]) -> list[Fee]:
    """Rows for these lines, as they are priced now."""
    currency = application.association.currency
    return Fee.objects.bulk_create(
        Fee(application=application, currency=currency, **{name: getattr(line, name) for name in SAID})
        for line in lines
    )


def _named(fees: Iterable[Fee]) -> str:
    return "; ".join(f"{fee.label}, {fee.price}" for fee in fees)
