"""Numbers run on, whatever was moved in beside them."""

from datetime import date

import pytest
from django.db import transaction

from endorsement_plugin.models import Association
from endorsement_plugin.registry.actions.grant import grant
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def granted(association: Association, code: str, email: str = "new@example.org") -> str:
    with transaction.atomic():
        row = grant(
            person=make_person(email, "New", "Holder"),
            credential=make_credential(association, code),
            today=date(2026, 3, 1),
            due=date(2027, 12, 31),
            listed=False,
            by=None,
            role="system",
        )
    return row.number


@pytest.mark.parametrize(
    ("there", "following"),
    [
        ((), "00001"),
        (("00041",), "00042"),
        (("00041", "9"), "00042"),
        (("00041", "X", "00099a", "0007-B", ""), "00042"),
        (("00041", "٩٩٩٩٩"), "00042"),
        (("99999",), "100000"),
        (("99999", "100000"), "100001"),
        (("00041", "000042"), "00042"),
        (("999999999", "1000000000"), "1000000001"),
    ],
)
def test_a_number_that_was_moved_in_neither_stops_the_next_nor_is_given_twice(there, following):
    association = make_association()
    prefix = f"{association.code.upper()}-2026-"
    for place, rest in enumerate(there):
        holder = make_person(f"holder{place}@example.org", "Holder", str(place))
        make_endorsement(holder, make_credential(association), number=f"{prefix}{rest}", origin="import")
    assert granted(association, "IMHS") == f"{prefix}{following}"
