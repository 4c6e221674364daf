"""An endorsement that is granted provisionally: when, until when, and how it becomes a full one."""

from datetime import date
from typing import Any

import pytest

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome, decision_sheet
from endorsement_plugin.desk.endorsements.making_full import ShownForm
from endorsement_plugin.endorsements.actions.make_full import make_full
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Endorsement, Mail
from endorsement_plugin.portfolio.holdings import holdings_of
from endorsement_plugin.registry.queries import missing_of
from review_queue.work.running import run_due
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
FOLLOWS = {"id": "s", "kind": "supervision", "hours": "24", "may_follow": True}
NEEDED = {"id": "t", "kind": "training", "hours": "30"}


def ready(*clauses: dict[str, Any], months: int | None = 24, **fields: Any) -> Application:
    credential = make_credential(provisional_months=months, provisional_label="Emerging")
    make_requirements(credential, list(clauses))
    return make_application(credential=credential, state="ready", **fields)


def grant(application: Application, by: Any, **changes: Any) -> Endorsement:
    sheet = decision_sheet(application, TODAY)
    given: dict[str, Any] = {
        "outcome": Outcome.PROVISIONAL,
        "proposed": sheet.proposed,
        "letter": sheet.letters.get(Outcome.PROVISIONAL, Letter("A", "B")),
        "today": TODAY,
    }
    decide(application=application.pk, by=by, **(given | changes))
    return Endorsement.objects.get(application=application)


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


def test_offered_and_proposed_where_nothing_else_is_missing():
    sheet = decision_sheet(ready(FOLLOWS), TODAY)
    assert sheet.proposed is Outcome.PROVISIONAL
    assert set(sheet.letters) == set(Outcome)


@pytest.mark.parametrize(
    ("clauses", "months", "proposed"),
    [
        ([FOLLOWS, NEEDED], 24, Outcome.DEFERRED),
        ([FOLLOWS], None, Outcome.DEFERRED),
        ([], 24, Outcome.ENDORSED),
    ],
)
def test_not_offered_otherwise(clauses, months, proposed, coordinator):
    application = ready(*clauses, months=months)
    sheet = decision_sheet(application, TODAY)
    assert sheet.proposed is proposed
    assert Outcome.PROVISIONAL not in sheet.letters
    with pytest.raises(WrongState, match="cannot be granted provisionally"):
        grant(application, coordinator)
    application.refresh_from_db()
    assert application.state == "ready"


def test_it_is_an_endorsement_until_a_day(coordinator):
    application = ready(FOLLOWS, list_in_registry=True)
    made = grant(application, coordinator)
    application.refresh_from_db()
    assert application.state == "endorsed"
    assert (made.state, made.provisional_until, made.standing) == (
        "provisional",
        date(2028, 3, 2),
        "Emerging",
    )
    letter = Mail.objects.get(application=application)
    assert "from 2 March 2026 until 2 March 2028" in letter.body
    assert "“Emerging”" in letter.body
    assert made.number in letter.body
    assert "24 hours of reflective supervision" in letter.body
    assert [one.clause for one in missing_of(made)] == ["s"]
    assert [one.action for one in made.events.all()] == ["granted_provisionally"]


def test_it_becomes_full_when_each_of_what_was_missing_is_looked_at(coordinator):
    made = grant(ready(FOLLOWS, NEEDED | {"may_follow": True}), coordinator)
    with pytest.raises(Incomplete) as refusal:
        make_full(endorsement=made.pk, by=coordinator, shown={"s": "Log of 24 hours.", "t": "  "})
    assert [(one.code, one.where) for one in refusal.value.problems] == [("not_looked_at", ("t",))]
    made.refresh_from_db()
    assert made.state == "provisional"
    make_full(endorsement=made.pk, by=coordinator, shown={"s": "Log of 24 hours.", "t": "Certificate."})
    made.refresh_from_db()
    assert (made.state, made.standing) == ("active", "Active")
    events = [(one.action, one.actor) for one in made.events.all()]
    assert events == [
        ("granted_provisionally", coordinator),
        ("requirement_shown", coordinator),
        ("requirement_shown", coordinator),
        ("made_full", coordinator),
    ]
    assert "Log of 24 hours." in made.events.all()[1].detail
    assert "is no longer provisional" in Mail.objects.get(endorsement=made).body
    with pytest.raises(WrongState, match="is now “Active”"):
        make_full(endorsement=made.pk, by=coordinator, shown={})


def test_all_that_is_missing_of_one_requirement_is_looked_at_together(coordinator):
    made = grant(ready({"id": "r", "kind": "references", "count": 3, "may_follow": True}), coordinator)
    both = "3 referees named; 3 references received"
    assert [one.clause for one in missing_of(made)] == ["r", "r"]
    form = ShownForm(missing=missing_of(made))
    assert [field.label for field in form.fields.values()] == [both]
    assert "0 of 3; 0 of 3 when it was granted" in form.fields["r"].help_text
    make_full(endorsement=made.pk, by=coordinator, shown={"r": "Three letters."})
    shown = made.events.filter(action="requirement_shown")
    assert [one.detail for one in shown] == [f"{both}. Three letters."]


def test_after_its_last_day_it_can_still_become_full(coordinator):
    made = grant(ready(FOLLOWS), coordinator)
    Endorsement.objects.update(provisional_until=date(2020, 1, 1))
    assert make_full(endorsement=made.pk, by=coordinator, shown={"s": "Seen."}).state == "active"


def test_nobody_makes_full_their_own_or_another_associations(coordinator):
    person = make_person()
    made = grant(ready(FOLLOWS, person=person), coordinator)
    coordinator.groups.get().user_set.add(person.account)
    elsewhere = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    for by in (person.account, elsewhere):
        with pytest.raises(NotAllowed):
            make_full(endorsement=made.pk, by=by, shown={"s": "Seen."})


def test_what_holding_it_gives_waits_until_it_is_full(coordinator):
    application = ready(FOLLOWS)
    other = make_endorsement(application.person, make_credential(code="ECMH"))
    both = make_credential(code="IECMH")
    both.granted_for.set([application.credential, other.credential])
    made = grant(application, coordinator)
    run_due()
    assert not Endorsement.objects.filter(credential=both).exists()
    make_full(endorsement=made.pk, by=coordinator, shown={"s": "Seen."})
    run_due()
    assert Endorsement.objects.get(credential=both).person == application.person


def test_it_counts_as_held_until_its_last_day():
    wants = make_credential(code="ERS")
    make_requirements(wants, [{"id": "h", "kind": "holding", "credentials": [{"value": "IFS", "label": ""}]}])
    application = make_application(credential=wants, state="submitted")
    until = date(2027, 5, 1)
    make_endorsement(application.person, make_credential(), state="provisional", provisional_until=until)
    (standing,) = holdings_of([application])[application.pk]
    assert (standing.category, standing.until) == ("IFS", until)
