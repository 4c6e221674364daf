"""A coordinator says how a fee was settled, in the file or in the list, and can take it back."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.fees.actions.settle import settle_fee, take_back_fee
from endorsement_plugin.models import Application, Fee
from endorsement_plugin.rules.states import FeeState
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.fees import make_fee, make_line
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_fees:index")


@pytest.fixture
def application() -> Application:
    person = make_person("ada@example.org", given_name="Ada", family_name="Lane")
    return make_application(person, state="submitted")


@pytest.fixture
def fee(application: Application) -> Fee:
    return make_fee(application)


@pytest.fixture
def coordinator(application: Application) -> Any:
    return make_coordinator(application.association)


@pytest.fixture
def desk(coordinator: Any) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


def page(fee: Fee) -> str:
    return reverse("endorsement_fees:settle", args=[fee.pk])


def back(fee: Fee) -> str:
    return reverse("endorsement_fees:take_back", args=[fee.pk])


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (FeeState.PAID, "", "Fee paid: Processing, $100.00"),
        (FeeState.PAID, "check 12", "Fee paid: Processing, $100.00: check 12"),
        (FeeState.WAIVED, "Scholarship", "Fee waived: Processing, $100.00: Scholarship"),
        (
            FeeState.INVOICED,
            "Harbor Clinic",
            "Fee invoiced to somebody else: Processing, $100.00: Harbor Clinic",
        ),
    ],
)
def test_who_settled_it_and_when_is_kept_and_told(
    fee: Fee, coordinator: Any, desk: Client, state: FeeState, reason: str, words: str
) -> None:
    said = "payer" if state is FeeState.INVOICED else "reason"
    answer = desk.post(page(fee), {"state": state.value, said: reason, "from": "file"}, follow=True)
    assert f"“Processing” of Ada Lane is marked as {state.label.lower()}." in answer.text
    fee.refresh_from_db()
    assert (fee.status, getattr(fee, said), fee.settled_by) == (state, reason, coordinator)
    assert fee.settled_at
    assert answer.redirect_chain[-1][0].endswith("#fees-section")
    assert words in answer.text


def test_and_it_is_taken_back(fee: Fee, coordinator: Any, desk: Client) -> None:
    settle_fee(fee=fee.pk, by=coordinator, state=FeeState.WAIVED, reason="Hardship")
    assert "Hardship" in desk.get(page(fee)).text
    answer = desk.post(back(fee), {"from": "file"}, follow=True)
    assert "Taken back. The fee is due again." in answer.text
    fee.refresh_from_db()
    assert (fee.state, fee.reason, fee.settled_at, fee.settled_by) == ("due", "", None, None)
    assert [one.action for one in fee.owner.events.filter(action__startswith="fee")] == [
        "fee_waived",
        "fee_due_again",
    ]
    again = desk.post(back(fee), follow=True)
    assert "is now “Due”" in again.text


def test_a_bill_that_went_out_can_be_paid(fee: Fee, coordinator: Any, desk: Client) -> None:
    settle_fee(fee=fee.pk, by=coordinator, state=FeeState.INVOICED, payer="Harbor Clinic")
    shown = desk.get(page(fee)).text
    assert 'value="paid"' in shown
    assert 'value="waived"' not in shown
    settle_fee(fee=fee.pk, by=coordinator, state=FeeState.PAID, reason="check 12")
    with pytest.raises(WrongState):
        settle_fee(fee=fee.pk, by=coordinator, state=FeeState.WAIVED, reason="too late")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"state": "waived", "reason": "  "}, "Write why it is waived."),
        ({"state": "invoiced", "reason": ""}, "Write whom the bill went to."),
        ({"state": "", "reason": "check 12"}, "Choose one of these."),
        ({"state": "due", "reason": "check 12"}, "Select a valid choice"),
        ({"state": "paid", "reason": "x" * 401}, "400"),
    ],
)
def test_what_is_missing_is_asked_beside_its_control_and_nothing_is_lost(
    fee: Fee, desk: Client, typed: dict[str, str], words: str
) -> None:
    answer = desk.post(page(fee), typed | {"from": "file"})
    assert answer.status_code == 200
    assert words in answer.text
    assert typed["reason"].strip() in answer.text
    assert 'name="from" value="file"' in answer.text
    fee.refresh_from_db()
    assert fee.state == "due"
    assert not fee.owner.events.exists()


def test_nobody_settles_for_another_association_or_for_themselves(fee: Fee, application: Application) -> None:
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    own = application.person.account
    make_coordinator(application.association)
    own.groups.add(Group.objects.get(coordinated_associations=application.association))
    for user in (other, own):
        client = Client()
        client.force_login(user)
        assert client.get(page(fee)).status_code == 404
        assert client.post(page(fee), {"state": "paid"}).status_code == 404
        assert client.post(back(fee)).status_code == 404
        assert "Ada Lane" not in client.get(LIST).text
        for act in (settle_fee, take_back_fee):
            more: Any = {"state": FeeState.PAID} if act is settle_fee else {}
            with pytest.raises(NotAllowed):
                act(fee=fee.pk, by=user, **more)
    fee.refresh_from_db()
    assert fee.state == "due"


def test_the_fee_of_a_draft_is_settled_from_the_list_and_its_draft_is_not_read(desk: Client) -> None:
    person = make_person("dee@example.org", given_name="Dee", family_name="Draft")
    draft = make_application(person, make_credential(), state="draft")
    fee = make_fee(draft, "Registration", due="opening")
    listed = desk.get(LIST).text
    assert "Dee Draft" in listed
    assert "IFS, draft" in listed
    assert page(fee) in listed
    assert reverse("endorsement_applications:inspect", args=[draft.pk]) not in desk.get(page(fee)).text
    answer = desk.post(page(fee), {"state": "paid", "reason": "", "from": "file"}, follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    fee.refresh_from_db()
    assert fee.state == "paid"


def test_the_list_is_narrowed_searched_and_written_to_a_spreadsheet(
    fee: Fee, application: Application, coordinator: Any, desk: Client
) -> None:
    other = make_credential(application.association, "IMHS")
    person = make_person("eva@example.org", given_name="Eva", family_name="Moss")
    second = make_fee(make_application(person, other, state="submitted"), "Exam", due="exam", amount="25.5")
    settle_fee(fee=second.pk, by=coordinator, state=FeeState.PAID, reason="=1+1")

    def rows(query: str) -> list[str]:
        found = desk.get(f"{LIST}?{query}").text
        return [name for name in ("Ada Lane", "Eva Moss") if name in found]

    assert rows("") == ["Ada Lane", "Eva Moss"]
    assert rows("state=due") == ["Ada Lane"]
    assert rows("state=paid&state=waived") == ["Eva Moss"]
    assert rows(f"credential={other.pk}") == ["Eva Moss"]
    assert rows("due=exam") == ["Eva Moss"]
    assert rows("q=moss") == ["Eva Moss"]
    response = desk.get(f"{LIST}?export=csv&state=paid")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Name"], row["Credential"], row["Fee"], row["Due"]) == (
        "Eva Moss",
        "IMHS",
        "Exam",
        "before the exam",
    )
    assert (row["Amount"], row["Currency"], row["State"]) == ("25.50", "USD", "Paid")
    assert row["Note or reason"] == "'=1+1"


def test_the_list_asks_no_more_for_many(fee: Fee, application: Application, desk: Client) -> None:
    desk.get(LIST)
    with CaptureQueriesContext(connection) as one:
        desk.get(LIST)
    for number in range(5):
        make_fee(application, f"Fee {number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)
    assert len(many) == len(one)


def test_the_file_shows_them_and_charges_more(fee: Fee, application: Application, desk: Client) -> None:
    late = make_line(application.credential, "Late fee", due="other", due_words="after the last day")
    url = reverse("endorsement_applications:inspect", args=[application.pk])
    shown = desk.get(url).text
    assert f"{page(fee)}?from=file" in shown
    charging = reverse("endorsement_applications:charge_fee", args=[application.pk])
    assert charging in shown
    assert "Late fee: $100.00, after the last day" in desk.get(charging).text
    assert "Choose a fee." in desk.post(charging, {}).text
    assert "The fee is charged." in desk.post(charging, {"key": late.key}, follow=True).text
    assert sorted(application.fees.values_list("label", flat=True)) == ["Late fee", "Processing"]
    assert charging not in desk.get(url).text
    assert "Select a valid choice" in desk.post(charging, {"key": late.key}).text


def test_the_database_keeps_a_fee_whole(fee: Fee, application: Application) -> None:
    for wrong in ({"state": "paid"}, {"amount": 0}, {"settled_at": "2026-03-01T10:00Z"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.filter(pk=fee.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_fee(application, key=fee.key)
