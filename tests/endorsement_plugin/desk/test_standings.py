"""What an association knows of supervisors and referees, and what its coordinator confirms."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.decisions.queries import decision_sheets
from endorsement_plugin.models import Application, Confirmation, Endorsement, Person
from tests.factories.applications import add_evidence, add_reference, freeze_evidence, make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.vocabulary import make_vetted

pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 1)
GIVERS = [{"category": "IMHM-C", "until": "2025-06-30"}, {"category": "vetted"}]
DEMANDS = [
    {"id": "s", "kind": "supervision", "hours": "24", "min_months": 12, "max_months": 24, "givers": GIVERS},
    {"id": "r", "kind": "references", "count": 1, "endorsed": 1, "accepted": GIVERS},
]
ROSA = "rosa.raised@example.org"
HELD = {"granted_on": date(2020, 1, 1), "renewal_due": date(2021, 1, 1), "state": "active"}


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def application(association) -> Application:
    """Submitted, with a year of supervision by Rosa and a reference of hers."""
    credential = make_credential(association)
    make_requirements(credential, DEMANDS)
    row = make_application(credential=credential, state="submitted")
    year: dict[str, Any] = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 12, 31)}
    said = {"giver": "Rosa Raised", "giver_email": "Rosa.Raised@example.org", "giver_category": "IMHM-C"}
    add_evidence(row.person, "supervision", hours=Decimal(24), **year, **said)
    freeze_evidence(row)
    add_reference(row, state="received", name="Rosa Raised", email=ROSA, answered_at=timezone.now())
    return row


@pytest.fixture
def desk(client, association):
    client.force_login(make_coordinator(association))
    return client


def endorse(association, **more: Any) -> Endorsement:
    """Rosa holds IMHM-C from 2020 on."""
    rosa = make_person(ROSA)
    mentor = make_credential(association, "IMHM-C")
    held = make_application(rosa, mentor, state="endorsed")
    names = {"name": rosa.name, "number": "X-2020-1"}
    rows = {"association": association, "credential": mentor, "person": rosa, "application": held}
    return Endorsement.objects.create(**{**HELD, **names, **rows, **more})


def met(application: Application) -> list[bool]:
    """Supervision; referee named, received, and known."""
    return [finding.met for finding in assessment_of(application, TODAY).findings]


def people(application: Application, who: object, *more: str) -> str:
    name = "take_back_standing" if more else "confirm_standing"
    return reverse(f"endorsement_applications:{name}", args=[application.pk, who])


def test_what_was_only_said_counts_for_a_draft_and_no_longer(application):
    assert met(application) == [False, True, True, False]
    application.state = "returned"
    application.save()
    assert met(application)[0]


def test_the_registry_counts_under_any_spelling_of_the_address(association, application):
    endorse(association)
    assert met(application) == [True, True, True, False]  # as a referee she answered after June 2025


@pytest.mark.parametrize(
    ("held", "known"),
    [
        ({}, True),
        ({"granted_on": date(2024, 2, 1)}, False),
        ({"state": "inactive", "inactive_reason": "lapsed"}, False),
        ({"state": "inactive", "inactive_reason": "lapsed", "renewal_due": date(2024, 12, 31)}, True),
    ],
)
def test_it_counts_what_was_held_at_that_time(association, application, held, known):
    endorse(association, **held)
    assert met(application)[0] is known


@pytest.mark.parametrize(
    ("whose", "email", "days", "known"),
    [
        ("own", "ROSA.raised@example.org", {}, True),
        ("own", ROSA, {"until": date(2024, 12, 31)}, True),
        ("own", ROSA, {"until": date(2024, 12, 30)}, False),
        ("own", ROSA, {"since": date(2024, 1, 2)}, False),
        ("own", "another@example.org", {}, False),
        ("other", ROSA, {}, False),
    ],
)
def test_whom_the_association_has_vetted_counts_for_as_long(
    association, application, whose, email, days, known
):
    whom = association if whose == "own" else make_association("other", "other.localhost")
    make_vetted(whom, email, **days)
    assert met(application)[0] is known


def test_another_associations_registry_says_nothing_here(application):
    endorse(make_association("other", "other.localhost"))
    assert met(application)[0] is False


@pytest.mark.parametrize("category", ["IMHM-C", "vetted"])
def test_a_coordinator_confirms_and_takes_back(desk, application, category):
    who = application.evidence.get().origin
    assert (
        "Confirm"
        in desk.get(reverse("endorsement_applications:inspect", args=[application.pk])).content.decode()
    )
    refused = desk.post(people(application, who), {"category": category, "note": " "})
    assert "Write how you made sure of it." in refused.content.decode()
    assert desk.post(people(application, who), {"category": "XYZ", "note": "Call"}).status_code == 200
    assert not Confirmation.objects.exists()
    desk.post(people(application, who), {"category": category, "note": "Telephone call, 3 March"})
    assert met(application)[0]
    html = desk.get(reverse("endorsement_applications:inspect", args=[application.pk])).content.decode()
    assert f"Confirmed as {category} by" in html
    assert "Telephone call, 3 March" in html
    desk.post(people(application, who, "again"))
    assert not met(application)[0]
    actions = application.events.values_list("action", flat=True)
    assert {"standing_confirmed", "standing_unconfirmed"} <= {*actions}


def test_a_referee_is_marked_as_vetted_with_who_when_and_why(desk, application):
    who = application.references.get().pk
    desk.post(people(application, who), {"category": "vetted", "note": "Called her office"})
    made = Confirmation.objects.get()
    assert (made.category, made.note, made.reference_id) == ("vetted", "Called her office", who)
    assert made.confirmed_by.email == "cora.coordinator@example.org"
    assert met(application) == [False, True, True, True]


def test_once_it_is_decided_nothing_is_confirmed_any_more(desk, application):
    who = application.references.get().pk
    Application.objects.update(state="declined")
    answer = desk.post(people(application, who), {"category": "vetted", "note": "Late"}, follow=True)
    assert "so nothing is confirmed or judged in it any more" in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_who_coordinates_elsewhere_finds_nothing(client, application):
    client.force_login(make_coordinator(make_association("other", "other.localhost"), "otis@example.org"))
    who = application.references.get().pk
    assert client.post(people(application, who), {"category": "vetted", "note": "x"}).status_code == 404
    assert not Confirmation.objects.exists()


def test_many_applications_are_read_at_once(association, application, django_assert_max_num_queries):
    endorse(association)
    other = make_application(make_person("otto@example.org"), application.credential, state="submitted")
    add_evidence(other.person, "supervision", giver="Rosa", giver_email=ROSA)
    freeze_evidence(other)
    rows = Application.objects.filter(state="submitted")
    with django_assert_max_num_queries(16):
        sheets = decision_sheets(rows, lambda association: TODAY)
    by_row = {sheet.application.pk: sheet.assessment for sheet in sheets}
    assert by_row[application.pk] == assessment_of(application, TODAY)


def test_where_nothing_depends_on_it_nothing_is_asked(desk, application):
    application.requirement_set.clauses = [{"id": "r", "kind": "references", "count": 1}]
    application.requirement_set.save()
    html = desk.get(reverse("endorsement_applications:inspect", args=[application.pk])).content.decode()
    assert people(application, application.references.get().pk) not in html


def test_the_way_to_confirm_is_gone_once_nothing_is_confirmed_any_more(desk, application):
    origin = application.evidence.get().origin
    file = reverse("endorsement_applications:inspect", args=[application.pk])
    assert people(application, origin) in desk.get(file).text
    confirmed = {
        "category": "vetted",
        "note": "A call.",
        "confirmed_by": make_coordinator(application.association),
    }
    application.confirmations.create(entry=origin, **confirmed)
    for state in ("endorsed", "declined"):
        Application.objects.filter(pk=application.pk).update(state=state)
        html = desk.get(file).text
        assert "Confirmed as vetted" in html
        assert people(application, origin) not in html
        assert people(application, origin, "take back") not in html


@pytest.mark.parametrize(("mine", "counts"), [(True, True), (False, False)])
def test_a_supervisor_who_was_moved_in_counts_by_the_address_on_record(
    association, application, mine, counts
):
    """By the association's own record, as its list of vetted people is. Another one's says nothing here."""
    there = association if mine else make_association("other", "other.localhost")
    rosa = Person.objects.create(given_name="Rosa", family_name="Raised", contact_email=ROSA.upper())
    make_endorsement(rosa, make_credential(there, "IMHM-C"), number="OLD-1", origin="import", **HELD)
    assert assessment_of(application, TODAY).findings[0].met is counts
