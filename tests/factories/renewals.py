"""Policies of renewal, and what was logged in a period."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from endorsement_plugin.models import Association, Endorsement, EvidenceEntry, Person, RenewalPolicy
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.rules import Signing
from endorsement_plugin.requirements.clauses import dump
from endorsement_plugin.requirements.kinds.supervision import Supervision
from endorsement_plugin.requirements.kinds.training import Training
from tests.factories.credentials import make_association

ETHICS = {
    "id": "ethics",
    "title": "Code of Ethics",
    "statement": "<p>I keep to the code of ethics.</p>",
    "version": "2026",
}
ATTESTATION = {
    "id": "attestation",
    "title": "No sanction",
    "statement": "<p>No licensing board has sanctioned me since January 2022.</p>",
}


def training(hours: int, **fields: Any) -> Training:
    """Hours of training, as a policy asks for them."""
    return Training("training", hours=Decimal(hours), **fields)


def supervision(hours: int, **fields: Any) -> Supervision:
    """Hours of reflective supervision, as a policy asks for them."""
    return Supervision("supervision", hours=Decimal(hours), **fields)


def make_policy(
    association: Association | None = None, *, clauses: Any = None, **fields: Any
) -> RenewalPolicy:
    """Published, for all credentials: due on 31 December, 15 hours of training and 12 of supervision."""
    association = association or make_association()
    asked = [training(15), supervision(12)] if clauses is None else clauses
    values = {
        "number": RenewalPolicy.objects.filter(association=association).count() + 1,
        "effective_from": date(2020, 1, 1),
        "due": "fixed",
        "due_month": 12,
        "due_day": 31,
        "clauses": dump(asked),
        "statements": [ETHICS, ATTESTATION],
        "published_at": timezone.now(),
    }
    return RenewalPolicy.objects.create(association=association, **(values | fields))


def log(person: Person, kind: str = "training", **fields: Any) -> EvidenceEntry:
    """An entry of somebody's portfolio: six hours on 10 May 2026 unless it says otherwise."""
    values: dict[str, Any] = {"title": "Infants", "organization": "Aloha", "started_on": date(2026, 5, 10)}
    if kind == "supervision":
        values |= {"giver": "Mele", "setting": "individual", "ended_on": date(2026, 6, 10)}
    values |= {"hours": Decimal(6)} | fields
    values["hours"] = Decimal(values["hours"])
    return EvidenceEntry.objects.create(person=person, kind=kind, **values)


def signing_of(*endorsements: Endorsement, name: str = "Ina Applicant") -> Signing:
    """Every statement of their present periods agreed to, as they stand now."""
    periods = [period_of(Endorsement.objects.get(pk=one.pk)) for one in endorsements]
    return Signing(
        typed_name=name,
        agreed=frozenset(one.digest for period in periods for one in period.statements),
        seen={
            period.endorsement.number: (period.due, period.policy.pk if period.policy else 0)
            for period in periods
        },
    )
