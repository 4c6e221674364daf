"""Whoever moves up to another category under the public rules of each association (field notes, §9)."""

from datetime import date, timedelta

import pytest

from endorsement_plugin.endorsements.queries import place_in_registry
from endorsement_plugin.errors import WrongState
from endorsement_plugin.policies.queries import first_due
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import make_policy

from .lives import DAY, GRANTED, Life, endorsed
from .public_rows import ROWS, Row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_higher_category_takes_the_place_of_the_first(row: Row):
    life, (first, second, _) = endorsed(row), row.days()
    life.renew(first - timedelta(days=10))
    granted = first + timedelta(days=60)
    credential = make_credential(life.association, "IMHS", name="Infant Mental Health Specialist")
    life.charge(credential)
    due = first_due(credential, granted)
    higher = make_endorsement(life.held.person, credential, granted_on=granted, renewal_due=due, listed=True)
    event = life.move("retire", granted + DAY, upgraded_to=str(higher.pk))
    assert event.detail == f"Instead: Infant Mental Health Specialist (IMHS), {higher.number}."
    assert (life.held.state, life.held.state_since) == ("retired", granted + DAY)
    assert place_in_registry(life.held, granted + DAY) == ""
    with pytest.raises(WrongState):
        life.renew(second - timedelta(days=10))
    assert life.fees_of(second) == {}
    # The new one has a first period of its own, which asks for nothing but the signatures.
    life.held = higher
    assert place_in_registry(higher, granted + DAY) == "Active"
    life.renew(due - timedelta(days=10))
    assert life.fees_of(due) == row.fee
    assert life.held.renewal_due > due
    # Of what has ended the clock says nothing.
    assert sum(life.ticks(second + timedelta(days=n)) for n in (-7, 1, 31, 46, 91)) == 0


def test_what_a_renewal_costs_goes_by_the_category():
    """New Mexico, before: $35 or $50, and $20 more until 31 March."""
    row = next(row for row in ROWS if row.name.startswith("New Mexico"))
    first, life = endorsed(row), Life(row)
    other = make_credential(life.association, "IMHS")
    make_policy(life.association, clauses=[], credential=other, **{**row.policy, "fee": 50})
    life.held = make_endorsement(first.held.person, other, granted_on=GRANTED, renewal_due=row.days()[0])
    for one, fee in ((first, "$35.00"), (life, "$50.00")):
        one.renew(date(2028, 3, 31))
        assert one.fees_of(date(2027, 12, 31)) == {"Renewal": fee, "Late renewal": "$20.00"}
