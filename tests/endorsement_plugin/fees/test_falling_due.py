"""Fees fall due when the editor said, once, priced as on that day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.fees.actions.charge import charge
from endorsement_plugin.fees.actions.publish import publish_fee_lines
from endorsement_plugin.fees.queries import chargeable
from endorsement_plugin.models import Application, Fee, FeeLine, FormVersion, Person
from endorsement_plugin.rules.fees import Due, Terms
from endorsement_plugin.rules.merging import Since
from tests.factories.applications import add_answer, make_application
from tests.factories.credentials import make_credential, make_exam_paper, make_form, make_requirements
from tests.factories.definitions import definition, question, step
from tests.factories.fees import make_fee, make_line
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def version() -> FormVersion:
    """A form of one optional question, the designation."""
    credential = make_credential()
    make_requirements(credential)
    asked = question("designation", required=False)
    return make_form(credential, definition(step("one", asked)))


@pytest.fixture
def person() -> Person:
    return make_person("ada@example.org", given_name="Ada", family_name="Lane")


def start(version: FormVersion, person: Person) -> Application:
    return start_application(form=version.form.family, by=person.account, today=TODAY)


def choose(application: Application, designation: str) -> None:
    save_step(
        application=application.pk,
        by=application.person.account,
        step="one",
        answers={"q-designation": designation},
        since=Since(99),
        completed=True,
    )


def submit(application: Application) -> Application:
    return submit_application(
        application=application.pk, by=application.person.account, today=TODAY, list_in_registry=False
    )


def owed(application: Application) -> list[str]:
    return sorted(application.fees.values_list("label", flat=True))


def test_each_line_falls_due_at_its_moment(version: FormVersion, person: Person) -> None:
    credential = version.form.credential
    assert credential
    lines = [
        ("Registration", {"due": "opening"}),
        ("Deposit", {"due": "submission", "holds": "submission"}),
        ("Processing", {"due": "submission"}),
        ("Exam", {"due": "exam"}),
        ("Renewal", {"due": "renewal"}),
        ("Late fee", {"due": "other", "due_words": "after the last day"}),
    ]
    for label, fields in lines:
        make_line(credential, label, **fields)
    application = start(version, person)
    assert owed(application) == ["Deposit", "Registration"]
    Fee.objects.filter(label="Deposit").update(state="paid", settled_at="2026-03-01T10:00Z")
    submit(application)
    assert owed(application) == ["Deposit", "Processing", "Registration"]
    details = application.events.filter(action="fees_due").values_list("detail", flat=True)
    assert list(details) == ["Registration, $100.00; Deposit, $100.00", "Processing, $100.00"]


def test_what_fell_due_stays_as_it_was(version: FormVersion, person: Person) -> None:
    credential = version.form.credential
    assert credential
    line = make_line(credential, "Registration", due="opening", amount=Decimal("25.5"), note="Not refunded.")
    application = start(version, person)
    credential.association.currency = "JPY"
    credential.association.save()
    terms = Terms(line.key, "Entry", Decimal(50), Due.SUBMISSION)
    publish_fee_lines(family=credential.family, lines=[terms])
    (fee,) = application.fees.all()
    assert (fee.label, fee.price, fee.note) == ("Registration", "$25.50", "Not refunded.")
    assert fee.when == "when the application is started"
    submit(application)
    assert owed(application) == ["Registration"], "one line is owed once, wherever it moved"


def test_what_is_published_later_is_owed_by_nobody_who_is_past_its_moment(
    version: FormVersion, person: Person
) -> None:
    application = start(version, person)
    assert version.form.credential
    make_line(version.form.credential, "Registration", due="opening")
    make_line(version.form.credential, "Deposit", holds="submission")
    submit(application)
    assert owed(application) == []


def test_submitting_again_charges_nothing_new(version: FormVersion, person: Person) -> None:
    assert version.form.credential
    make_line(version.form.credential)
    application = submit(start(version, person))
    make_line(version.form.credential, "New")
    Application.objects.update(state="returned")
    submit(application)
    assert owed(application) == ["Processing"]


def test_a_line_for_one_designation_follows_what_is_chosen(version: FormVersion, person: Person) -> None:
    credential = version.form.credential
    assert credential
    for name in ("Clinical", "Policy"):
        make_line(credential, f"{name} deposit", holds="submission", designation=name)
        make_line(credential, f"{name} fee", designation=name)
    application = start(version, person)
    assert owed(application) == []
    choose(application, "clinical")
    choose(application, "clinical")
    assert owed(application) == ["Clinical deposit"]
    choose(application, "policy")
    assert owed(application) == ["Policy deposit"]
    assert application.events.filter(action="fees_dropped").get().detail == "Clinical deposit, $100.00"
    Fee.objects.update(state="paid", settled_at="2026-03-01T10:00Z")
    choose(application, "clinical")
    assert owed(application) == ["Clinical deposit", "Policy deposit"], "what is settled stays"
    Fee.objects.update(state="paid", settled_at="2026-03-01T10:00Z")
    submit(application)
    assert owed(application) == ["Clinical deposit", "Clinical fee", "Policy deposit"]


def test_what_would_not_come_back_stays_whatever_is_chosen(version: FormVersion, person: Person) -> None:
    application = start(version, person)
    make_fee(application, "Exam", due="exam", holds="decision", designation="Clinical")
    make_fee(application, "Late fee", due="other", due_words="after March", designation="Clinical")
    make_fee(application, "Processing", designation="Clinical")
    choose(application, "policy")
    choose(application, "clinical")
    assert owed(application) == ["Exam", "Late fee"]


def test_saving_a_step_without_the_designation_asks_nothing_of_fees(person: Person) -> None:
    credential = make_credential()
    version = make_form(credential, definition(step("one", question("agency"))))
    application = make_application(person, version=version)
    by = person.account
    more: dict[str, Any] = {"step": "one", "answers": {"q-agency": "x"}, "since": Since(99)}
    save_step(application=application.pk, by=by, **more)
    with CaptureQueriesContext(connection) as seen:
        save_step(application=application.pk, by=by, **more)
    assert not [one for one in seen.captured_queries if "fee" in one["sql"]]


@pytest.fixture
def at_review() -> Application:
    """In review, with an exam to be sat."""
    credential = make_credential()
    make_requirements(credential, [{"kind": "exam", "id": "e"}])
    make_exam_paper(credential)
    return make_application(credential=credential, state="in_review")


def test_an_exam_fee_falls_due_when_the_exam_is_scheduled(at_review: Application) -> None:
    make_line(at_review.credential, "Exam", due="exam", holds="exam")
    make_line(at_review.credential, "Clinical exam", due="exam", designation="Clinical")
    make_line(at_review.credential, "Policy exam", due="exam", designation="Policy")
    add_answer(at_review, "designation", "policy", value="policy")
    schedule_sitting(application=at_review.pk, by=make_coordinator(at_review.association), today=TODAY)
    assert owed(at_review) == ["Exam", "Policy exam"]


def test_a_coordinator_charges_what_does_not_fall_due_by_itself(at_review: Application) -> None:
    coordinator = make_coordinator(at_review.association)
    late = make_line(at_review.credential, "Late fee", due="other", due_words="after the last day")
    make_line(at_review.credential, "Renewal", due="renewal")
    there = make_line(at_review.credential, "Processing")
    make_fee(at_review, key=there.key)
    assert [line.label for line in chargeable(at_review)] == ["Late fee"]
    fee = charge(application=at_review.pk, by=coordinator, key=late.key)
    assert (fee.label, fee.when, fee.state) == ("Late fee", "after the last day", "due")
    event = at_review.events.get(action="fee_charged")
    assert (event.actor, event.role, event.detail) == (coordinator, "coordinator", "Late fee, $100.00")
    for key in (late.key, there.key, FeeLine.objects.get(label="Renewal").key, "nothing"):
        with pytest.raises(WrongState, match="charged already"):
            charge(application=at_review.pk, by=coordinator, key=key)
    with pytest.raises(NotAllowed):
        charge(application=at_review.pk, by=at_review.person.account, key=late.key)
