"""Endorsements without the decisions that lead to them."""

from datetime import date
from typing import Any

from endorsement_plugin.models import Credential, Endorsement, Person
from tests.factories.credentials import make_credential
from tests.factories.people import make_person

GRANTED = date(2026, 1, 15)
DUE = date(2027, 1, 15)


def make_endorsement(
    person: Person | None = None, credential: Credential | None = None, **fields: Any
) -> Endorsement:
    """Held by this person since 15 January 2026, without an application unless one is given."""
    person, credential = person or make_person(), credential or make_credential()
    association = credential.association
    values = {
        "number": f"{association.code.upper()}-2026-{association.endorsements.count() + 1:05d}",
        "origin": "application" if fields.get("application") else "holding",
        "name": person.name,
        "family_name": person.family_name,
        "granted_on": GRANTED,
        "renewal_due": DUE,
    }
    rows = {"association": association, "credential": credential, "person": person}
    return Endorsement.objects.create(**(values | rows | fields))
