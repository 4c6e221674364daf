"""What the applicant reads of fees, on the page and by API."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.fees.actions.settle import settle_fee
from endorsement_plugin.models import Application
from endorsement_plugin.rules.states import FeeState
from tests.factories.applications import make_application
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

HOW = "By check to the Association.\nWrite your name on it."


@pytest.fixture(params=["draft", "submitted"])
def application(request: pytest.FixtureRequest) -> Application:
    row = make_application(make_person("ada@example.org"), state=request.param)
    row.association.how_to_pay = HOW
    row.association.save()
    return row


@pytest.fixture
def client(application: Application) -> Client:
    client = Client()
    client.force_login(application.person.account)
    return client


def page(application: Application) -> str:
    return reverse("endorsement:application", args=[application.pk])


def test_what_is_due_how_to_pay_and_what_is_paid(application: Application, client: Client) -> None:
    fee = make_fee(application, "Registration", holds="submission", note="Not refunded.")
    shown = client.get(page(application)).text
    assert "$100.00" in shown
    is_draft = application.state == "draft"
    assert ("It must be settled before the application is submitted." in shown) is is_draft
    assert "Not refunded." in shown
    assert "By check to the Association.<br>Write your name on it." in shown
    by = make_coordinator(application.association)
    settle_fee(fee=fee.pk, by=by, state=FeeState.WAIVED, reason="Hardship, told to Cora")
    shown = client.get(page(application)).text
    assert "Waived" in shown
    assert "Hardship" not in shown
    assert "By check" not in shown, "nothing is left to pay"


@pytest.mark.parametrize("state", ["withdrawn", "declined", "endorsed"])
def test_of_what_has_ended_nothing_waits_for_it(application: Application, client: Client, state: str) -> None:
    fee = make_fee(application, "Processing", holds="decision")
    Application.objects.update(state=state, submitted_at=timezone.now())
    shown = client.get(page(application)).text
    assert "$100.00" in shown
    assert "It must be settled" not in shown
    desk = Client()
    desk.force_login(make_coordinator(application.association))
    assert "It must be settled" not in desk.get(reverse("endorsement_fees:settle", args=[fee.pk])).text
    assert "to be settled" not in desk.get(reverse("endorsement_fees:index")).text
    file = reverse("endorsement_applications:inspect", args=[application.pk])
    assert "to be settled" not in desk.get(file).text


def test_programs_read_the_same(application: Application, client: Client) -> None:
    paid = make_fee(application, "Registration", "paid", reason="check 12", amount="25.5")
    due = make_fee(application, "Processing", holds="decision")
    body = client.get(f"/api/v3-preview/applications/{application.pk}/status/").json()
    assert body["how_to_pay"] == HOW
    first, second = sorted(body["fees"], key=lambda one: one["label"], reverse=True)
    assert (first["id"], first["amount"], first["state"]) == (str(paid.pk), "25.50", "paid")
    assert first["settled_at"]
    assert (second["id"], second["state"], second["settled_before"]) == (str(due.pk), "due", "decision")
    assert "check 12" not in str(body)


def test_without_fees_nothing_is_said_of_them(application: Application, client: Client) -> None:
    shown = client.get(page(application)).text
    assert "Fees" not in shown
    assert "By check" not in shown
