"""The sheet of one and the sheets of many say the same."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.decisions.queries import Outcome, decision_sheet, decision_sheets
from endorsement_plugin.models import Application, Endorsement
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    freeze_evidence,
    make_application,
)
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.people import make_person
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
CLAUSES: list[dict[str, Any]] = [
    {"id": "t", "kind": "training", "hours": "30"},
    {"id": "r", "kind": "references", "count": 2},
    {"id": "x", "kind": "transcripts"},
    {"id": "c", "kind": "training", "hours": "99", "designation": "clinical"},
    {"id": "e", "kind": "exam"},
]


def application(exam: str = "passed") -> Application:
    row = make_sitting(exam, application_state="ready").application
    row.requirement_set = make_requirements(row.credential, CLAUSES)
    row.save()
    add_evidence(row.person, hours=Decimal(30))
    freeze_evidence(row)
    add_answer(row, "designation", "policy")
    add_transcript(row, state="verified")
    for slot, state in enumerate(["received", "received", "declined", "sent"], 1):
        add_reference(row, slot=slot, state=state)
    return row


@pytest.mark.parametrize(("exam", "proposed"), [("passed", Outcome.ENDORSED), ("failed", Outcome.DEFERRED)])
def test_both_ways_find_the_same(exam, proposed):
    row = application(exam)
    one = decision_sheet(row, TODAY)
    (many,) = decision_sheets(Application.objects.all(), lambda association: TODAY)
    assert many.assessment == one.assessment
    assert many.letters == one.letters
    assert one.proposed is proposed
    assert [finding.clause_id for finding in one.unmet] == ([] if exam == "passed" else ["e"])


@pytest.mark.parametrize(("sat", "queries"), [(True, 12), (False, 11)])
def test_as_many_queries_for_any_number(django_assert_num_queries, sat, queries):
    row = application()
    if not sat:
        row.sittings.all().delete()
    make_application(state="ready", person=make_person("otto.other@example.org"))
    with django_assert_num_queries(queries):
        decision_sheets(Application.objects.filter(state="ready"), lambda association: TODAY)


HOLDING = {"id": "h", "kind": "holding", "credentials": [{"value": "IFA", "label": ""}]}
GROUP = {"id": "g", "kind": "any_of", "clauses": [HOLDING]}


def holder(address: str, clause: dict[str, Any], *, state: str = "", elsewhere: bool = False) -> Application:
    """Ready, under a requirement of another endorsement; and the endorsement, in `state`."""
    association = make_association()
    credential = make_credential(association, "IFS")
    make_requirements(credential, [clause])
    row = make_application(make_person(address), credential, state="ready")
    add_reference(row, state="received")
    if state:
        granting = make_association("other", "other.localhost") if elsewhere else association
        held = make_application(row.person, make_credential(granting, "IFA"), state="endorsed")
        names = {"name": row.person.name, "number": f"X-{row.pk}", "state": state}
        rows = {"association": granting, "credential": held.credential, "person": row.person}
        days = {"granted_on": date(2020, 1, 1), "renewal_due": date(2030, 1, 1)}
        ends = {"provisional_until": date(2030, 1, 1)} if state == "provisional" else {}
        Endorsement.objects.create(**names, **rows, **days, **ends, application=held)
    return row


@pytest.mark.parametrize("clause", [HOLDING, GROUP])
def test_one_query_more_for_what_any_number_hold(clause, django_assert_num_queries):
    met = {
        holder("active@example.org", clause, state="active").pk: True,
        holder("provisional@example.org", clause, state="provisional").pk: True,
        holder("lapsed@example.org", clause, state="retired").pk: False,
        holder("elsewhere@example.org", clause, state="active", elsewhere=True).pk: False,
        holder("nobody@example.org", clause).pk: False,
    }
    with django_assert_num_queries(12):
        sheets = decision_sheets(Application.objects.filter(state="ready"), lambda association: TODAY)
    assert {sheet.application.pk: not sheet.assessment.unmet("exam") for sheet in sheets} == met
    for sheet in sheets:
        assert sheet.assessment == decision_sheet(sheet.application, TODAY).assessment


def test_feedback_of_the_latest_sitting_is_in_the_letter():
    row = application()
    row.sittings.update(feedback="A thoughtful answer.")
    assert "A thoughtful answer." in decision_sheet(row, TODAY).letter.body
