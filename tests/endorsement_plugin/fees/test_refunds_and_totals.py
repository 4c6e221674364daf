"""Money that came and went: how, when, by whom and for whom; and what it all comes to."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.fees.actions.refund import refund_fee, take_back_refund
from endorsement_plugin.fees.actions.settle import settle_fee, settle_fees, take_back_fee
from endorsement_plugin.fees.rules import Return
from endorsement_plugin.models import Application, Fee, Refund
from endorsement_plugin.rules.states import FeeState
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_fees:index")
TODAY = timezone.localdate()


@pytest.fixture
def application() -> Application:
    person = make_person("ada@example.org", given_name="Ada", family_name="Lane")
    return make_application(person, state="submitted")


@pytest.fixture
def coordinator(application: Application) -> Any:
    return make_coordinator(application.association)


@pytest.fixture
def desk(coordinator: Any) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


@pytest.fixture
def paid(application: Application, coordinator: Any) -> Fee:
    fee = make_fee(application)
    return settle_fee(fee=fee.pk, by=coordinator, state=FeeState.PAID, method="check", paid_on=TODAY)


def given(amount: str = "40", **other: Any) -> Return:
    said: dict[str, Any] = {"method": "transfer", "refunded_on": TODAY, "reason": "Left the program"}
    return Return(Decimal(amount), **(said | other))


def test_how_when_and_by_whom_it_was_paid_is_kept_and_exported(
    application: Application, desk: Client
) -> None:
    fee = make_fee(application)
    page = reverse("endorsement_fees:settle", args=[fee.pk])
    typed = {
        "state": "paid",
        "method": "check",
        "paid_on": "2026-03-02",
        "payer": "Harbor Clinic",
        "reference": "1234",
        "reason": "In two envelopes",
        "from": "file",
    }
    answer = desk.post(page, typed, follow=True)
    assert "Fee paid: Processing, $100.00: Check, Harbor Clinic, 1234: In two envelopes" in answer.text
    assert "Paid by Harbor Clinic" in answer.text
    text = b"".join(desk.get(f"{LIST}?export=csv&q=harbor").streaming_content).decode()  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Paid by"], row["Paid on"], row["Who paid or is billed"], row["Reference"]) == (
        "Check",
        "2026-03-02",
        "Harbor Clinic",
        "1234",
    )
    mine = Client()
    mine.force_login(application.person.account)
    shown = mine.get(reverse("endorsement:application", args=[application.pk])).text
    assert "Harbor Clinic" not in shown
    assert "1234" not in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"state": "waived", "method": "check", "reason": "Hardship"}, "A fee that is waived was not paid."),
        ({"state": "paid", "paid_on": str(TODAY + timedelta(days=2))}, "This day is still to come."),
        ({"state": "paid", "paid_on": "yesterday"}, "Enter a valid date."),
        ({"state": "invoiced", "payer": " "}, "Write whom the bill went to."),
        ({"state": "paid", "method": "provider"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_it(
    application: Application, desk: Client, typed: dict[str, str], words: str
) -> None:
    fee = make_fee(application)
    page = reverse("endorsement_fees:settle", args=[fee.pk])
    answer = desk.post(page, typed | {"reference": "no. 77"})
    assert words in answer.text
    assert "no. 77" in answer.text
    fee.refresh_from_db()
    assert fee.state == "due"


def test_some_and_then_the_rest_goes_back_and_it_is_refunded(
    paid: Fee, desk: Client, application: Application
) -> None:
    page = reverse("endorsement_fees:refund", args=[paid.pk])
    typed = {
        "amount": "40,50",
        "method": "transfer",
        "refunded_on": str(TODAY),
        "reason": "Left",
        "reference": "7",
    }
    answer = desk.post(page, typed, follow=True)
    assert "Noted. It can be taken back below." in answer.text
    assert "$40.50, Bank transfer" in answer.text
    assert "$40.50 of it paid back" in desk.get(LIST).text
    paid = Fee.objects.get(pk=paid.pk)
    assert (paid.state, paid.left) == ("paid", Decimal("59.5"))
    desk.post(page, typed | {"amount": "59.50"})
    paid = Fee.objects.get(pk=paid.pk)
    assert (paid.state, paid.left) == ("refunded", Decimal(0))
    mine = Client()
    mine.force_login(application.person.account)
    shown = mine.get(reverse("endorsement:application", args=[application.pk])).text
    assert "$100.00 paid back" in shown
    assert "Left" not in shown
    refund = paid.refunds.latest("at")
    back = reverse("endorsement_fees:take_back_refund", args=[paid.pk, refund.pk])
    assert "by that much again" in desk.post(back, follow=True).text
    paid = Fee.objects.get(pk=paid.pk)
    assert (paid.state, paid.left) == ("paid", Decimal("59.5"))
    assert "taken back already" in desk.post(back, follow=True).text
    assert [one.action for one in application.events.filter(action__contains="refund")] == [
        "fee_refunded",
        "fee_refunded",
        "fee_refund_taken_back",
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "100.01"}, "At most $100.00 of it can be paid back."),
        ({"amount": "0"}, "Enter an amount above 0."),
        ({"amount": "-5"}, "Enter an amount above 0."),
        ({"amount": "1.005"}, "which has 2 decimal places"),
        ({"amount": "much"}, "much"),
        ({"reason": " "}, "Write why it is paid back."),
        ({"refunded_on": str(TODAY + timedelta(days=2))}, "This day is still to come."),
        ({"refunded_on": str(TODAY - timedelta(days=2))}, "before the day on which it was paid"),
        ({"method": "provider"}, "Select a valid choice"),
    ],
)
def test_what_cannot_go_back_is_said_beside_it(
    paid: Fee, desk: Client, typed: dict[str, str], words: str
) -> None:
    page = reverse("endorsement_fees:refund", args=[paid.pk])
    whole = {
        "amount": "40",
        "method": "check",
        "refunded_on": str(TODAY),
        "reason": "Left",
        "reference": "no. 77",
    }
    answer = desk.post(page, whole | typed)
    assert words in answer.text
    assert "no. 77" in answer.text
    assert not Refund.objects.exists()


def test_only_what_was_paid_goes_back_and_only_by_who_coordinates_it(
    application: Application, paid: Fee, coordinator: Any
) -> None:
    due = make_fee(application, "Other")
    with pytest.raises(WrongState):
        refund_fee(fee=due.pk, by=coordinator, given_back=given())
    with pytest.raises(Incomplete, match="wrong"):
        refund_fee(fee=paid.pk, by=coordinator, given_back=given(method="provider"))
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    refund = refund_fee(fee=paid.pk, by=coordinator, given_back=given())
    for by in (other, application.person.account):
        with pytest.raises(NotAllowed):
            refund_fee(fee=paid.pk, by=by, given_back=given())
        with pytest.raises(NotAllowed):
            take_back_refund(refund=refund.pk, by=by)
    client = Client()
    client.force_login(other)
    assert client.get(reverse("endorsement_fees:refund", args=[paid.pk])).status_code == 404
    with pytest.raises(WrongState, match="Take that back first"):
        take_back_fee(fee=paid.pk, by=coordinator)


def test_an_employer_is_billed_for_a_group_and_pays(
    application: Application, desk: Client, coordinator: Any
) -> None:
    people = [make_person(f"p{n}@example.org", given_name="Pia", family_name=f"Number{n}") for n in range(3)]
    for person in people[:2]:
        person.employer = "Harbor Clinic"
        person.save()
    fees = [make_fee(make_application(one, application.credential, state="submitted")) for one in people]
    page = reverse("endorsement_fees:several")
    shown = desk.get(f"{page}?q=harbor").text
    assert "Number0" in shown
    assert "Number2" not in shown
    typed: dict[str, Any] = {"state": "invoiced", "payer": "Harbor Clinic", "reference": "Bill 9"}
    assert "Tick at least one fee." in desk.post(f"{page}?q=harbor", typed).text
    ticked = typed | {"fee": [str(fee.pk) for fee in fees[:2]]}
    missing = desk.post(f"{page}?q=harbor", ticked | {"payer": ""}).text
    assert "Write whom the bill went to." in missing
    assert missing.count(" checked> Pia") == 2
    assert "2 fees are marked as invoiced." in desk.post(f"{page}?q=harbor", ticked, follow=True).text
    assert "Harbor Clinic" in desk.get(f"{LIST}?q=Bill+9").text
    pay = ticked | {"state": "paid", "method": "transfer", "reference": "T 1", "payer": ""}
    assert "2 fees are marked as paid." in desk.post(f"{page}?q=Bill+9", pay, follow=True).text
    assert {
        (fee.payer, fee.reference, fee.state) for fee in Fee.objects.filter(pk__in=[f.pk for f in fees[:2]])
    } == {("Harbor Clinic", "T 1", "paid")}
    again = desk.post(f"{page}?q=harbor", ticked).text
    assert "settled already" in again
    with pytest.raises(WrongState):
        settle_fees(fees=[fees[2].pk, fees[0].pk], by=coordinator, state=FeeState.PAID)
    fees[2].refresh_from_db()
    assert fees[2].state == "due"


def test_the_totals_are_exact_by_each_way_and_as_a_file(
    application: Application, paid: Fee, desk: Client, coordinator: Any
) -> None:
    refund_fee(fee=paid.pk, by=coordinator, given_back=given("0.10"))
    make_fee(application, amount=Decimal("0.20"))
    make_fee(application, "Exam", amount=Decimal("33"), state="waived", currency="CAD")
    page = reverse("endorsement_fees:totals")
    shown = desk.get(page).text
    assert "$99.90" in shown
    assert "CA$33.00" in shown
    for by in ("label", "credential", "month", "paid", "nothing"):
        answer = desk.get(f"{page}?by={by}&export=csv").text
        rows = list(csv.DictReader(io.StringIO(answer)))
        (usd,) = [row for row in rows if row["Currency"] == "USD" and next(iter(row.values())) == "All, USD"]
        assert (usd["Fees"], usd["Due"], usd["Paid"], usd["Paid back"], usd["Kept"]) == (
            "2",
            "0.20",
            "100.00",
            "0.10",
            "99.90",
        )
    narrowed = desk.get(f"{page}?state=due&export=csv").text
    assert "0.20" in narrowed
    assert "100.00" not in narrowed
    client = Client()
    client.force_login(make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "o@example.org"))
    assert "99.90" not in client.get(page).text
    assert "There are no fees here." in client.get(page).text


def test_a_fee_whose_name_begins_as_a_sum_does_is_no_sum(application: Application, desk: Client) -> None:
    make_fee(application, "All, in one", amount=Decimal("7"))
    page = reverse("endorsement_fees:totals")
    shown = desk.get(f"{page}?p=1&ordering=label").text
    assert "All, in one (1)" in shown
    assert shown.count('class="desk-sum"') == 1
    assert "narrowed to" not in shown, "neither the page nor the order leaves a fee out"
    assert "narrowed to" in desk.get(f"{page}?state=due").text
