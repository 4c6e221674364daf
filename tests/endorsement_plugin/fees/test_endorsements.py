"""An endorsement owes for its renewals and for its way back, once each, and it is settled like any fee."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.fees.actions.charge_endorsement import (
    charge_endorsement,
    charge_reactivation,
    charge_renewal,
)
from endorsement_plugin.fees.actions.settle import settle_fee, take_back_fee
from endorsement_plugin.fees.queries import unsettled_of
from endorsement_plugin.models import Endorsement, Fee, RenewalPolicy
from endorsement_plugin.rules.fees import Due, Holds
from endorsement_plugin.rules.states import FeeState
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.fees import make_fee, make_line
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_fees:index")
PERIOD = date(2026, 12, 31)


@pytest.fixture
def endorsement() -> Endorsement:
    return make_endorsement(make_person("ada@example.org", given_name="Ada", family_name="Lane"))


@pytest.fixture
def coordinator(endorsement: Endorsement) -> Any:
    return make_coordinator(endorsement.association)


def policy(endorsement: Endorsement, **fields: Any) -> RenewalPolicy:
    return RenewalPolicy(association=endorsement.association, effective_from=date(2026, 1, 1), **fields)


def renewed(endorsement: Endorsement, rule: RenewalPolicy, *, late: bool = False) -> list[Fee]:
    return charge_renewal(endorsement=endorsement, policy=rule, due=PERIOD, late=late, by=None, role="system")


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_renewal_costs_what_the_policy_says_once_for_each_period(endorsement: Endorsement) -> None:
    rule = policy(endorsement, fee=Decimal(75), late_fee=Decimal("25.5"))
    (fee,) = renewed(endorsement, rule)
    assert (fee.label, fee.price, fee.when) == ("Renewal", "$75.00", "for the renewal due 31 December 2026")
    renewed(endorsement, policy(endorsement, fee=Decimal(90)))
    fee.refresh_from_db()
    assert fee.amount == 75
    assert [one.price for one in renewed(endorsement, rule, late=True)] == ["$75.00", "$25.50"]
    assert [one.price for one in renewed(endorsement, rule, late=True)] == ["$75.00", "$25.50"]
    assert endorsement.fees.count() == 2
    charge_renewal(
        endorsement=endorsement, policy=rule, due=date(2027, 12, 31), late=False, by=None, role="system"
    )
    assert endorsement.fees.count() == 3
    assert [one.detail for one in endorsement.events.filter(action="fees_due")] == [
        "Renewal, $75.00",
        "Late renewal, $25.50",
        "Renewal, $75.00",
    ]


def test_without_a_fee_in_the_policy_the_lines_of_the_credential_are_charged(
    endorsement: Endorsement,
) -> None:
    credential = endorsement.credential
    make_line(credential, "Renewal fee", due="renewal", holds="renewal", amount=Decimal(50), note="By check.")
    make_line(credential, "Fellows only", due="renewal", designation="Fellow")
    make_line(credential, "Processing")
    (fee,) = renewed(endorsement, policy(endorsement))
    assert (fee.label, fee.price, fee.note, fee.holds) == ("Renewal fee", "$50.00", "By check.", "renewal")
    assert renewed(endorsement, policy(endorsement)) == [fee]
    assert [one.label for one in renewed(endorsement, policy(endorsement, fee=Decimal(0)))] == []


def test_a_policy_of_nothing_charges_nothing(endorsement: Endorsement) -> None:
    assert renewed(endorsement, policy(endorsement), late=True) == []
    back = charge_reactivation(
        endorsement=endorsement, policy=policy(endorsement), on=PERIOD, by=None, role="system"
    )
    assert back is None
    assert not endorsement.events.exists()


@pytest.mark.parametrize("state", [FeeState.PAID, FeeState.WAIVED, FeeState.INVOICED])
def test_a_step_waits_for_its_own_fee_where_the_policy_says_so(
    endorsement: Endorsement, coordinator: Any, state: FeeState
) -> None:
    rule = policy(endorsement, fee=Decimal(75), back_fee=Decimal(100), settled_first=True)
    (fee,) = renewed(endorsement, rule)
    back = charge_reactivation(endorsement=endorsement, policy=rule, on=PERIOD, by=None, role="system")
    assert unsettled_of(endorsement, Holds.RENEWAL) == [fee]
    assert unsettled_of(endorsement, Holds.REACTIVATION) == [back]
    settle_fee(fee=fee.pk, by=coordinator, state=state, reason="Why.", payer="Harbor Clinic")
    assert unsettled_of(endorsement, Holds.RENEWAL) == []
    other = make_endorsement(make_person("eva@example.org"), endorsement.credential)
    renewed(other, policy(endorsement, fee=Decimal(75)))
    assert unsettled_of(other, Holds.RENEWAL) == []


def test_it_is_settled_and_taken_back_in_the_history_of_the_endorsement(
    endorsement: Endorsement, coordinator: Any
) -> None:
    (fee,) = renewed(endorsement, policy(endorsement, fee=Decimal(75), settled_first=True))
    desk = of(coordinator)
    shown = desk.get(reverse("endorsement_endorsements:inspect", args=[endorsement.pk])).text
    page = reverse("endorsement_fees:settle", args=[fee.pk])
    assert f"{page}?from=file" in shown
    assert "to be settled before it is renewed" in shown
    assert endorsement.number in desk.get(page).text
    answer = desk.post(page, {"state": "paid", "reason": "check 12", "from": "file"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"/{endorsement.pk}/#fees-section")
    assert "“Renewal” of Ada Lane is marked as paid." in answer.text
    assert "Fee paid: Renewal, $75.00: check 12" in answer.text
    desk.post(reverse("endorsement_fees:take_back", args=[fee.pk]), {"from": "file"})
    fee.refresh_from_db()
    assert fee.state == "due"
    assert endorsement.events.last().action == "fee_due_again"  # type: ignore[union-attr]


def test_its_holder_reads_it_on_the_page_and_by_api(endorsement: Endorsement) -> None:
    endorsement.association.how_to_pay = "By check to the office."
    endorsement.association.save()
    renewed(endorsement, policy(endorsement, fee=Decimal(75), settled_first=True))
    client = of(endorsement.person.account)
    shown = client.get(reverse("endorsement:endorsement", args=[endorsement.number])).text
    assert "$75.00" in shown
    assert "It must be settled before it is renewed." in shown
    assert "By check to the office." in shown
    told = client.get(f"/api/v3-preview/endorsements/{endorsement.number}/").json()["fees"]
    assert [(one["label"], one["amount"], one["state"]) for one in told] == [("Renewal", "75.00", "due")]


def test_fees_of_both_kinds_stand_in_one_list_and_one_export(
    endorsement: Endorsement, coordinator: Any
) -> None:
    renewed(endorsement, policy(endorsement, fee=Decimal(75)))
    eva = make_person("eva@example.org", given_name="Eva", family_name="Moss")
    make_fee(make_application(eva, endorsement.credential, state="submitted"))
    desk = of(coordinator)

    def rows(query: str) -> list[str]:
        found = desk.get(f"{LIST}?{query}").text
        return [name for name in ("Ada Lane", "Eva Moss") if name in found]

    assert rows("") == rows(f"credential={endorsement.credential.pk}") == ["Ada Lane", "Eva Moss"]
    assert rows("q=lane") == rows(f"q={endorsement.number}") == rows("due=renewal") == ["Ada Lane"]
    text = b"".join(desk.get(f"{LIST}?export=csv&ordering=owed_by").streaming_content).decode()  # type: ignore[attr-defined]
    ada, moss = csv.DictReader(io.StringIO(text))
    assert (ada["Name"], ada["Endorsement"], ada["Stands"]) == ("Ada Lane", endorsement.number, "Active")
    assert (moss["Name"], moss["Endorsement"], moss["Stands"]) == ("Eva Moss", "", "Submitted")


def test_nobody_settles_for_another_association_or_for_themselves(
    endorsement: Endorsement, coordinator: Any
) -> None:
    (fee,) = renewed(endorsement, policy(endorsement, fee=Decimal(75)))
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    own = endorsement.person.account
    own.groups.add(Group.objects.get(coordinated_associations=endorsement.association))
    page = reverse("endorsement_fees:settle", args=[fee.pk])
    for user in (other, own):
        assert of(user).get(page).status_code == 404
        assert "Ada Lane" not in of(user).get(LIST).text
        with pytest.raises(NotAllowed):
            settle_fee(fee=fee.pk, by=user, state=FeeState.PAID)
        with pytest.raises(NotAllowed):
            take_back_fee(fee=fee.pk, by=user)
    mine = of(own).get(reverse("endorsement_endorsements:inspect", args=[endorsement.pk])).text
    assert "$75.00" in mine
    assert page not in mine


def test_the_database_keeps_it_with_one_owner(endorsement: Endorsement) -> None:
    (fee,) = renewed(endorsement, policy(endorsement, fee=Decimal(75)))
    application = make_application(endorsement.person, endorsement.credential)
    for wrong in ({"endorsement": None}, {"application": application}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.filter(pk=fee.pk).update(**wrong)
    same = charge_endorsement(
        endorsement=endorsement,
        by=None,
        role="system",
        key=fee.key,
        label="Other",
        amount=Decimal(1),
        due=Due.OTHER,
    )
    assert same == fee
