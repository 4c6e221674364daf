"""Two who renew the same at the same moment, and two pastes of the same rows."""

from datetime import date

import pytest
from django.db import transaction

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import Refusal, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, EvidenceEntry, Mail, Renewal
from endorsement_plugin.portfolio.actions import add_many
from endorsement_plugin.renewals.actions.deciding import renew_as_coordinator
from endorsement_plugin.renewals.actions.opening import open_renewal
from endorsement_plugin.renewals.actions.submit import submit_renewal
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import make_policy, signing_of
from tests.racing import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 11, 1)


def make_held() -> Endorsement:
    make_policy(clauses=[], statements=[])
    return make_endorsement(granted_on=date(2020, 3, 5), renewal_due=date(2026, 12, 31))


def test_a_holder_who_presses_four_times():
    held = make_held()
    signing, by = signing_of(held), held.person.account
    results = at_once(
        *[lambda: submit_renewal(endorsement=held.pk, by=by, signing=signing, today=TODAY) for _ in range(4)]
    )
    assert refusals(results, Exception) == 0
    held.refresh_from_db()
    assert held.renewal_due == date(2027, 12, 31)
    assert (Renewal.objects.count(), held.events.count(), Mail.objects.count()) == (1, 1, 1)


def test_a_holder_and_a_coordinator():
    held = make_held()
    signing, by = signing_of(held), held.person.account
    row, coordinator = open_renewal(endorsement=held.pk), make_coordinator(held.association)
    results = at_once(
        lambda: submit_renewal(endorsement=held.pk, by=by, signing=signing, today=TODAY),
        lambda: renew_as_coordinator(renewal=row.pk, by=coordinator, on=TODAY),
    )
    assert refusals(results, WrongState) <= 1
    assert refusals(results, Refusal) == refusals(results, WrongState)
    held.refresh_from_db()
    assert held.renewal_due == date(2027, 12, 31)
    assert Renewal.objects.get().events.filter(action="renewed").count() == 1


def test_a_holder_and_a_sanction():
    held = make_held()
    signing, by = signing_of(held), held.person.account

    def sanction() -> None:
        with transaction.atomic():
            row = lock(Endorsement).get(pk=held.pk)
            to = {"state": "inactive", "inactive_reason": "sanction"}
            apply_move(row, "sanctioned", by=None, role="coordinator", changes=to)

    at_once(lambda: submit_renewal(endorsement=held.pk, by=by, signing=signing, today=TODAY), sanction)
    held.refresh_from_db()
    renewed = Renewal.objects.filter(state="renewed").exists()
    assert held.state == "inactive"
    assert held.renewal_due == (date(2027, 12, 31) if renewed else date(2026, 12, 31))


def test_two_pastes_of_the_same_rows():
    person = make_person()
    rows = [{"title": f"Day {n}", "started_on": date(2026, 3, n), "hours": None} for n in range(1, 6)]
    results = at_once(*[lambda: add_many(by=person.account, kind="training", rows=rows) for _ in range(3)])
    assert sorted(len(one) for one in results if isinstance(one, list)) == [0, 0, 5]
    assert EvidenceEntry.objects.count() == 5
