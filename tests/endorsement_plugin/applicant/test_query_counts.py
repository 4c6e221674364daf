"""How many queries a screen takes, literally, and that it is the same for one row and for sixty."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsement_plugin.models import EvidenceEntry, StepDraft
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_credential, make_form, make_requirements
from tests.factories.definitions import definition, question, section, step


def queries(call):
    """How many, but for the words that open and close a transaction."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(frame) for query in captured.captured_queries)


def fill_portfolio(person, count):
    EvidenceEntry.objects.bulk_create(
        EvidenceEntry(
            person=person,
            kind="training",
            title=f"Training {n}",
            started_on=date(2025, 1, 1),
            hours=Decimal(1),
        )
        for n in range(count)
    )


@pytest.fixture
def large(person):
    """A form of twenty questions, all answered, with sixty entries in the portfolio."""
    credential = make_credential()
    make_requirements(credential, [{"kind": "training", "id": "c1", "hours": "30"}])
    questions = [question(f"question_{n}") for n in range(20)]
    form = definition(step("one", *questions, section("evidence", "training", kind="training")))
    application = make_application(person, version=make_form(credential, form))
    answers = {field["id"]: "An answer" for field in questions}
    StepDraft.objects.create(application=application, step="step-one", answers=answers, completed=True)
    fill_portfolio(person, 60)
    return application


def test_the_final_submit(page, large):
    answer = []
    count = queries(lambda: answer.append(page.post(f"/apply/{large.pk}/check/", {})))
    assert answer[0].status_code == 302
    assert large.answers.count() == 20
    assert large.evidence.count() == 60
    # SQLite takes 999 values at once: sixty entries of 23 columns go in two batches there.
    assert count == (15 if connection.vendor == "sqlite" else 14)


@pytest.mark.parametrize("rows", [1, 60])
def test_my_applications(page, person, rows):
    for n in range(rows):
        credential = make_credential(code=f"C{n}")
        make_application(person, credential=credential)
    assert queries(lambda: page.get("/apply/")) == 9


@pytest.mark.parametrize("rows", [1, 60])
def test_the_task_list(page, application, person, rows):
    fill_portfolio(person, rows)
    assert queries(lambda: page.get(f"/apply/{application.pk}/")) == 12


@pytest.mark.parametrize("rows", [1, 60])
def test_a_list_of_entries(page, application, person, rows):
    fill_portfolio(person, rows)
    assert queries(lambda: page.get(f"/apply/{application.pk}/steps/training/")) == 11


def test_saving_while_writing(page, application):
    answers = {"revision": "1", "agency": "Harbor"}
    headers = {"Accept": "application/json"}
    add_evidence(application.person)
    assert (
        queries(lambda: page.post(f"/apply/{application.pk}/steps/practice/", answers, headers=headers)) == 9
    )
