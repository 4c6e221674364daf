"""What credentials cost, as their pages were last published, and what applications owe."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from endorsement_plugin.models import Application, Endorsement, Fee, FeeLine, Form
from endorsement_plugin.rules.fees import Due, Holds
from endorsement_plugin.rules.money import plain
from endorsement_plugin.rules.states import FeeState

FOR_ALL = "all-"
"""How the key of a fee begins that somebody owes once for all that they renew by a day."""


def fee_lines_of(families: Collection[UUID]) -> dict[UUID, list[FeeLine]]:
    """For each credential, by its family, what is charged for it, in its editor's order. One query."""
    lines = FeeLine.objects.filter(credential__family__in=families, credential__retired=False)
    sorted_out: dict[UUID, list[FeeLine]] = {family: [] for family in families}
    for line in lines.select_related("credential__association"):
        sorted_out[line.credential.family].append(line)
    return sorted_out


def fee_lines_for(form: Form | None) -> list[FeeLine]:
    """What the credential of a form costs; empty for a form of none. One query."""
    family = form.credential.family if form and form.credential else None
    return fee_lines_of([family])[family] if family else []


def line_values(line: FeeLine) -> dict[str, Any]:
    """One line as plain values. Reads its credential's association."""
    currency = line.credential.association.currency
    return {
        "label": line.label,
        "amount": plain(line.amount, currency),
        "currency": currency,
        "due": line.due,
        "when": line.when,
        "settled_before": line.holds,
        "designation": line.designation,
        "note": line.note,
    }


def holding(step: Holds) -> QuerySet[Fee]:
    """What is due and must be settled before this step of what it is of: nothing else holds it up."""
    return Fee.objects.filter(holds=step, state=FeeState.DUE)


def holding_alone(step: Holds) -> QuerySet[Fee]:
    """The same without what is owed once for all: that holds up what it is for, not what bears it."""
    return holding(step).exclude(key__startswith=FOR_ALL)


def unsettled(application: Application, step: Holds) -> list[Fee]:
    """The same of one application. One query."""
    return list(application.fees.filter(pk__in=holding(step)))


def unsettled_of(endorsement: Endorsement, step: Holds) -> list[Fee]:
    """What this step of an endorsement alone waits for: its renewal, or its way back. One query."""
    return list(endorsement.fees.filter(pk__in=holding_alone(step)))


def unsettled_for_all(endorsement: Endorsement, due: date) -> list[Fee]:
    """What its renewal waits for of the fees that its holder owes once for all that are due that day."""
    rows = holding(Holds.RENEWAL).filter(
        endorsement__person=endorsement.person_id,
        endorsement__association=endorsement.association_id,
        key__startswith=FOR_ALL,
        key__endswith=due.isoformat(),
    )
    return list(rows)


def chargeable(application: Application) -> list[FeeLine]:
    """What a coordinator may charge: lines that it has no fee of. Those of a renewal are no application's."""
    lines = application.credential.fee_lines.exclude(due=Due.RENEWAL)
    return list(
        lines.exclude(key__in=application.fees.values("key")).select_related("credential__association")
    )
