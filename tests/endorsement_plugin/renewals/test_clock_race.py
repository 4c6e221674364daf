"""The clock and a coordinator at the same moment: one of them comes first, and both are told the truth."""

from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.endorsements.locks import lock_decided
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Endorsement, Mail
from endorsement_plugin.renewals.actions.clock import keep_time
from endorsement_plugin.renewals.actions.passing import keep_time_at
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator
from tests.factories.renewals import make_policy
from tests.racing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WARNED, LAPSES = date(2027, 2, 8), date(2027, 2, 15)


@pytest.fixture
def held() -> Endorsement:
    make_policy(grace_days=45)
    row = make_endorsement(renewal_due=date(2026, 12, 31), granted_on=date(2025, 3, 1))
    keep_time(endorsement=row, today=WARNED)
    return row


def test_a_hold_and_the_lapse_at_the_same_moment(held):
    """Either the hold came first and nothing lapsed, or it lapsed and the hold stands beside that."""
    from django.db import transaction

    by = make_coordinator(held.association)

    def hold() -> None:
        with transaction.atomic():
            row = lock_decided(by, held.pk)
            changes = {"clock_held_until": date(2027, 4, 1)}
            apply_move(row, "clock_held", by=by, role="coordinator", changes=changes)

    at_once(hold, lambda: keep_time(endorsement=held, today=LAPSES))
    held.refresh_from_db()
    first = [*held.events.order_by("pk").values_list("action", flat=True)][1]
    assert held.clock_held_until == date(2027, 4, 1)
    assert (held.state == "active") is (first == "clock_held")
    assert Mail.objects.filter(event_key__startswith="lapsed").count() == (held.state == "inactive")


def test_a_retirement_and_the_lapse_at_the_same_moment(held):
    from django.db import transaction

    by = make_coordinator(held.association)

    def retire() -> None:
        with transaction.atomic():
            row = lock_decided(by, held.pk)
            apply_move(row, "retired", by=by, role="coordinator", changes={"state": "retired"})

    results = at_once(retire, lambda: keep_time(endorsement=held, today=LAPSES))
    held.refresh_from_db()
    assert held.state == "retired"
    assert not any(isinstance(one, Refusal) for one in results)
    assert held.events.filter(action="lapsed").count() <= 1


def test_two_clocks_at_the_same_moment_write_one_letter_and_make_one_move(held):
    at_once(*[partial(keep_time_at, datetime.combine(LAPSES, time(22), UTC))] * 3)
    assert held.events.filter(action="lapsed").count() == 1
    assert Mail.objects.filter(event_key__startswith="lapsed").count() == 1
