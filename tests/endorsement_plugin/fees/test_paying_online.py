"""A fee is paid at a provider's that really runs: started, told of, told of twice, forged, paid back."""

import json
import time
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.background import ask
from endorsement_plugin.checks import check_payment_provider
from endorsement_plugin.errors import WrongState
from endorsement_plugin.fees.actions.pay import Outcome, pay, take_notice
from endorsement_plugin.fees.actions.refund import refund_fee
from endorsement_plugin.fees.actions.settle import settle_fee, take_back_fee
from endorsement_plugin.fees.providers import Notice
from endorsement_plugin.fees.rules import Return
from endorsement_plugin.models import Fee, OnlinePayment, Refund
from endorsement_plugin.rules.states import FeeState
from review_queue.work.running import run_due
from tests.factories.applications import make_application
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person
from tests.payment_provider import PATH, HttpProvider, Till, running_till, signed

NOTICE = reverse("endorsement:payment_notice")


@pytest.fixture
def till(settings: Any) -> Iterator[Till]:
    settings.ENDORSEMENT = {**getattr(settings, "ENDORSEMENT", {}), "PAYMENT_PROVIDER": PATH}
    with running_till() as server:
        yield server


@pytest.fixture
def fee(db: None) -> Fee:
    person = make_person("ada@example.org", given_name="Ada", family_name="Lane")
    return make_fee(make_application(person, state="submitted"), amount=Decimal("25.500"))


def client_of(fee: Fee) -> Client:
    client = Client()
    client.force_login(fee.person.account)
    return client


def begun(fee: Fee) -> OnlinePayment:
    pay(
        fee=fee.pk,
        by=fee.person.account,
        at=HttpProvider(),
        return_to="https://example.org/back/",
        call_back="https://example.org/notice/",
    )
    return fee.payments.get()


def told(payment: OnlinePayment, **differs: Any) -> dict[str, Any]:
    """What the provider says of a payment."""
    said = {
        "key": str(payment.pk),
        "reference": payment.reference,
        "amount": str(payment.amount),
        "currency": payment.currency,
        "paid": True,
    }
    return said | differs


def send(said: object) -> Any:
    body = json.dumps(said).encode()
    return Client().post(NOTICE, body, content_type="application/json", headers=signed(body))


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_over_http(fee: Fee, till: Till, live_server: Any, settings: Any) -> None:
    settings.ENDORSEMENT = settings.ENDORSEMENT | {"BASE_URL": live_server.url}
    client = client_of(fee)
    page = reverse("endorsement:fee", args=[fee.pk])
    status = client.get(reverse("endorsement:application", args=[fee.application_id])).text
    assert page in status
    assert "What you pay online shows as paid here within minutes" in status
    assert "Pay $25.50 online" in client.get(page).text
    shown = client.post(page).text
    (key,) = till.payments
    address = f"{HttpProvider.address}/pay/{key}"
    assert f'href="{address}"' in shown
    assert f'href="{address}"' in client.post(page).text  # the button twice, or two tabs
    assert list(till.payments) == [key]
    for _ in range(2):  # the person reloads the provider's page
        urllib.request.urlopen(address, timeout=10).close()  # noqa: S310
    assert till.answers == [200, 200]
    fee.refresh_from_db()
    assert (fee.state, fee.method, fee.reference, fee.settled_by) == ("paid", "provider", "pa-1", None)
    assert fee.owner.events.filter(action="fee_paid").count() == 1
    assert "online</button>" not in client.get(page).text


@pytest.mark.django_db
def test_by_api(fee: Fee, till: Till) -> None:
    client = client_of(fee)
    listed = client.get("/api/v3-preview/fees/").json()
    assert [(one["label"], one["amount"], one["refunded"]) for one in listed["items"]] == [
        ("Processing", "25.50", "0.00")
    ]
    address = f"/api/v3-preview/fees/{fee.pk}/"
    assert client.get(address).json()["state"] == "due"
    answer = client.post(f"{address}actions/pay/")
    assert answer.json() == {"address": f"{HttpProvider.address}/pay/{fee.payments.get().pk}"}
    other = Client()
    other.force_login(make_person("eva@example.org").account)
    assert other.get(address).status_code == other.post(f"{address}actions/pay/").status_code == 404
    assert other.get(reverse("endorsement:fee", args=[fee.pk])).status_code == 404


@pytest.mark.django_db
def test_a_message_is_believed_only_from_the_provider_and_only_now(fee: Fee, till: Till) -> None:
    said = told(begun(fee))
    body = json.dumps(said).encode()
    now = time.time()
    for headers in (
        {},
        signed(body, secret=b"another"),
        signed(body, at=now - 600),
        signed(body, at=now + 600),
        signed(b"{}"),
        signed(body) | {"X-Stamp": "٣"},
        signed(body) | {"X-Signature": "é"},
    ):
        answer = Client().post(NOTICE, body, content_type="application/json", headers=headers)
        assert answer.status_code == 400
    for wrong in ("[]", "null", {"key": "x"}, said | {"key": "x"}, said | {"amount": "x"}):
        assert send(wrong).status_code == 400
    assert send(said | {"key": str(uuid4())}).status_code == 404
    assert Client().get(NOTICE).status_code == 405
    fee.refresh_from_db()
    assert fee.state == "due"
    assert not fee.owner.events.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "differs", [{"amount": "25.49"}, {"amount": "1.00"}, {"currency": "CAD"}, {"reference": "pa-99"}]
)
def test_another_amount_pays_nothing_and_is_told(fee: Fee, till: Till, differs: dict[str, str]) -> None:
    answer = send(told(begun(fee), **differs))
    assert (answer.status_code, answer.json()["outcome"]) == (409, "differs")
    fee.refresh_from_db()
    assert fee.state == "due"
    assert fee.owner.events.get().action == "payment_differs"


@pytest.mark.django_db
def test_messages_may_come_twice_late_and_in_any_order(fee: Fee, till: Till) -> None:
    payment = begun(fee)
    outcomes = [
        send(said).json()["outcome"]
        for said in (
            told(payment, paid=False),
            told(payment, paid=False),
            told(payment),
            told(payment),
            told(payment, paid=False),
        )
    ]
    assert outcomes == ["failed", "known", "taken", "known", "known"]
    fee.refresh_from_db()
    assert fee.state == "paid"
    with pytest.raises(WrongState, match="is now “Paid”"):
        begun(fee)
    with pytest.raises(WrongState, match="pay it back instead"):
        take_back_fee(fee=fee.pk, by=make_coordinator(fee.association))


@pytest.mark.django_db
def test_after_one_that_failed_another_is_begun(fee: Fee, till: Till) -> None:
    send(told(begun(fee), paid=False))
    client_of(fee).post(reverse("endorsement:fee", args=[fee.pk]))
    assert len(till.payments) == 2


@pytest.mark.django_db
def test_money_that_comes_a_second_time_is_told(fee: Fee, till: Till) -> None:
    payment = begun(fee)
    by = make_coordinator(fee.association)
    settle_fee(fee=fee.pk, by=by, state=FeeState.PAID, method="check")
    notice = Notice(payment.pk, payment.reference, payment.amount, payment.currency, paid=True)
    assert take_notice(notice=notice) is Outcome.TWICE
    fee.refresh_from_db()
    assert (fee.method, fee.settled_by) == ("check", by)
    assert fee.owner.events.last().action == "payment_twice"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_it_goes_back_the_same_way_once(fee: Fee, till: Till) -> None:
    send(told(begun(fee)))
    by = make_coordinator(fee.association)
    fee.refresh_from_db()
    given = Return(Decimal("10"), "provider", fee.paid_on, "Charged twice")  # type: ignore[arg-type]
    refund = refund_fee(fee=fee.pk, by=by, given_back=given)
    for _ in range(2):
        ask("endorsement.refund_payment", str(refund.pk))
        run_due()
    assert till.refunds[str(refund.pk)]["amount"] == "10.000"
    refund = Refund.objects.get()
    assert refund.reference == "re-1"
    assert refund.sent_at
    assert fee.owner.events.filter(action="fee_refund_sent").count() == 1


@pytest.mark.django_db
def test_of_money_that_came_twice_online_what_settled_the_fee_goes_back(fee: Fee, till: Till) -> None:
    """The first try was said to have failed, another one paid, and then the first one paid after all."""
    first = begun(fee)
    send(told(first, paid=False))
    client_of(fee).post(reverse("endorsement:fee", args=[fee.pk]))
    second = fee.payments.exclude(pk=first.pk).get()
    assert [send(told(one)).json()["outcome"] for one in (second, first)] == ["taken", "twice"]
    fee.refresh_from_db()
    given = Return(Decimal("10"), "provider", fee.paid_on, "Charged twice")  # type: ignore[arg-type]
    refund = refund_fee(fee=fee.pk, by=make_coordinator(fee.association), given_back=given)
    ask("endorsement.refund_payment", str(refund.pk))
    run_due()
    assert till.refunds[str(refund.pk)]["of"] == second.reference
    assert Refund.objects.get().sent_at


@pytest.mark.django_db
def test_a_provider_that_does_not_answer_is_said(fee: Fee, settings: Any) -> None:
    settings.ENDORSEMENT = {"PAYMENT_PROVIDER": PATH}
    page = reverse("endorsement:fee", args=[fee.pk])
    answer = client_of(fee).post(page, follow=True)
    assert "The payment provider does not answer just now. Nothing was paid" in answer.text
    sent = client_of(fee).post(f"/api/v3-preview/fees/{fee.pk}/actions/pay/")
    assert sent.status_code == 409


@pytest.mark.django_db
def test_without_a_provider_nothing_is_paid_here(fee: Fee) -> None:
    client = client_of(fee)
    page = reverse("endorsement:fee", args=[fee.pk])
    assert "online" not in client.get(page).text
    assert client.post(page).status_code == 404
    assert client.post(f"/api/v3-preview/fees/{fee.pk}/actions/pay/").status_code == 404
    assert Client().post(NOTICE, b"{}", content_type="application/json").status_code == 404


def test_the_setting_names_a_whole_provider(settings: Any) -> None:
    for path, errors in {
        "": [],
        PATH: [],
        "nowhere.Provider": ["endorsement_plugin.E008"],
        "endorsement_plugin.fees.providers.PaymentProvider": ["endorsement_plugin.E009"],
        "uuid.uuid4": ["endorsement_plugin.E009"],
    }.items():
        settings.ENDORSEMENT = {"PAYMENT_PROVIDER": path}
        assert [one.id for one in check_payment_provider(None)] == errors
