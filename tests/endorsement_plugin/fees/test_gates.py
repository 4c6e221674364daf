"""A step waits for a fee exactly where the editor said so, on the page and by API alike."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome, decision_sheets
from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.fees.actions.settle import settle_fee
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Fee
from endorsement_plugin.rules.states import FeeState
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_form, make_requirements
from tests.factories.definitions import definition, question, step
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 2)
STATES = [FeeState.PAID, FeeState.WAIVED, FeeState.INVOICED]
SAID = "“Processing”, $100.00, must be settled before"


@pytest.fixture
def draft() -> Application:
    credential = make_credential()
    make_requirements(credential)
    version = make_form(credential, definition(step("one", question("agency", required=False))))
    return make_application(make_person("ada@example.org"), version=version)


def of(application: Application) -> Client:
    client = Client()
    client.force_login(application.person.account)
    return client


def settle(fee: Fee, state: FeeState) -> None:
    by = make_coordinator(fee.association)
    settle_fee(fee=fee.pk, by=by, state=state, reason="Why.", payer="Harbor Clinic")


def submit(application: Application) -> Application:
    by = application.person.account
    return submit_application(application=application.pk, by=by, today=TODAY, list_in_registry=False)


@pytest.mark.parametrize("state", STATES)
def test_submitting_waits_for_it_until_it_is_settled(draft: Application, state: FeeState) -> None:
    fee = make_fee(draft, holds="submission")
    make_fee(draft, "Another", holds="")
    with pytest.raises(Incomplete) as refusal:
        submit(draft)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where) == ("fee_not_settled", ("fees", str(fee.pk)))
    assert problem.message == f"{SAID} the application is submitted."
    client = of(draft)
    page = reverse("endorsement:check", args=[draft.pk])
    answer = client.post(page, {"revision": draft.revision})
    assert answer.status_code == 422
    assert problem.message in answer.text
    assert "Another" not in answer.text
    sent = client.post(
        f"/api/v3-preview/applications/{draft.pk}/actions/submit/",
        "{}",
        content_type="application/json",
        HTTP_IF_MATCH=f'"{draft.revision}"',
    )
    assert sent.status_code == 422
    assert [one["msg"] for one in sent.json()["errors"]] == [problem.message]
    settle(fee, state)
    assert submit(draft).state == "submitted"


@pytest.fixture
def scheduled() -> Any:
    return make_sitting("scheduled", opens_on=date(2026, 5, 1))


@pytest.mark.parametrize("state", STATES)
def test_the_exam_waits_for_it_until_it_is_settled(
    scheduled: Any, state: FeeState, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = scheduled.application
    application.association.how_to_pay = "By check to the office."
    application.association.save()
    fee = make_fee(application, holds="exam")
    by = application.person.account
    with pytest.raises(WrongState, match="before the exam is opened"):
        open_sitting(sitting=scheduled.pk, by=by, today=TODAY)
    client = of(application)
    shown = client.get(reverse("endorsement_exam:sitting", args=[scheduled.pk])).text
    assert "You can begin once this is settled." in shown
    assert "By check to the office." in shown
    assert "Begin the exam" not in shown
    begun = client.post(reverse("endorsement_exam:begin", args=[scheduled.pk]), follow=True)
    assert f"{SAID} the exam is opened." in begun.text
    sent = client.post(f"/api/v3-preview/sittings/{scheduled.pk}/actions/open/")
    assert sent.status_code == 409
    assert sent.json()["detail"] == f"{SAID} the exam is opened."
    settle(fee, state)
    assert open_sitting(sitting=scheduled.pk, by=by, today=TODAY).state == "open"


def test_an_exam_that_nothing_holds_is_begun(scheduled: Any) -> None:
    make_fee(scheduled.application, holds="decision")
    make_fee(scheduled.application, "Another")
    by = scheduled.application.person.account
    assert open_sitting(sitting=scheduled.pk, by=by, today=TODAY).state == "open"


@pytest.fixture
def ready() -> Application:
    credential = make_credential()
    make_requirements(credential)
    return make_application(make_person("ada@example.org"), credential, state="ready")


def decided(application: Application, by: Any, outcome: Outcome = Outcome.ENDORSED) -> Any:
    return decide(
        application=application.pk,
        by=by,
        outcome=outcome,
        proposed=Outcome.ENDORSED,
        letter=Letter("Our decision", "Well done."),
        today=TODAY,
    )


@pytest.mark.parametrize("state", STATES)
def test_the_decision_waits_for_it_and_the_sheet_says_so(ready: Application, state: FeeState) -> None:
    fee = make_fee(ready, holds="decision")
    make_fee(ready, "Another", holds="exam")
    coordinator = make_coordinator(ready.association)
    for outcome in Outcome:
        with pytest.raises(Incomplete, match="before the decision"):
            decided(ready, coordinator, outcome)
    client = Client()
    client.force_login(coordinator)
    url = reverse("endorsement_applications:decide", args=[ready.pk])
    shown = client.get(url).text
    assert f"{SAID} the decision." in shown
    assert reverse("endorsement_fees:settle", args=[fee.pk]) in shown
    typed = {"outcome": "endorsed", "proposed": "endorsed", "letter_subject": "S", "letter": "My own words."}
    for then in ("preview", "send"):
        refused = client.post(url, {**typed, "note": "", "then": then})
        assert f"{SAID} the decision." in refused.text
        assert "My own words." in refused.text
    listed = client.get(reverse("endorsement_decisions:index")).text
    assert f"{SAID} the decision." in listed
    assert f"tick-{ready.pk}" not in listed
    settle(fee, state)
    assert f"tick-{ready.pk}" in client.get(reverse("endorsement_decisions:index")).text
    assert decided(ready, coordinator).outcome == "endorsed"


def test_both_ways_to_the_sheet_find_the_same_fees(ready: Application) -> None:
    fee = make_fee(ready, holds="decision")
    make_fee(ready, "Paid", "paid", holds="decision")
    make_fee(ready, "Another")
    (sheet,) = decision_sheets(Application.objects.all(), lambda association: TODAY)
    assert list(sheet.fees) == [fee]
    assert not sheet.may_be_ticked


def test_who_schedules_an_exam_reads_what_it_waits_for() -> None:
    credential = make_credential()
    make_requirements(credential, [{"kind": "exam", "id": "e"}])
    application = make_application(make_person("ada@example.org"), credential, state="in_review")
    make_fee(application, holds="exam")
    client = Client()
    client.force_login(make_coordinator(application.association))
    shown = client.get(reverse("endorsement_applications:exam", args=[application.pk])).text
    assert f"{SAID} the exam is opened." in shown
