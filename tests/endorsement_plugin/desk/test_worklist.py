"""The coordinator's worklist: whose, in which order, narrowed, exported, and at what cost."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]

from endorsement_plugin.desk.viewsets.columns import day
from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.models import Application, Association
from endorsement_plugin.registry.actions.grant import grant_endorsement
from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_editor, make_person, make_user
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

INDEX = reverse("endorsement_applications:index")
LONG_AGO = date(2026, 1, 31)


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def many(numbers: Iterable[int], **fields) -> None:
    for n in numbers:
        person = make_person(f"person{n}@example.org", f"Given{n}", "Family")
        application = make_application(person=person, **({"state": "submitted"} | fields))
        add_reference(application, state="received")
        add_transcript(application)
        grant_endorsement(application=application, today=LONG_AGO)


def shown(response) -> list[Application]:
    return list(response.context["object_list"])


def test_only_what_was_submitted_to_ones_own_association(desk):
    mine = make_application(state="submitted")
    make_application(person=make_person("draft@example.org"), state="draft")
    make_application(person=make_person("gone@example.org"), state="withdrawn")
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    make_application(person=make_person("other@example.org"), credential=other, state="submitted")
    assert shown(desk.get(INDEX)) == [mine]


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_coordinates_an_application_of_their_own(desk, coordinator, superuser):
    type(coordinator).objects.update(is_superuser=superuser)
    own = make_application(person=make_person(coordinator.email), state="submitted")
    assert shown(desk.get(INDEX)) == []
    for step in ("inspect", "begin", "decide"):
        assert desk.get(reverse(f"endorsement_applications:{step}", args=[own.pk])).status_code == 404


def test_the_export_holds_no_more_than_the_list(desk):
    make_application(state="submitted")
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    make_application(person=make_person("other@example.org"), credential=other, state="submitted")
    rows = exported(desk)
    assert [row["Name"] for row in rows] == ["Ina Applicant"]


def test_the_export_reads_like_the_list(desk):
    Association.objects.update(time_zone="Pacific/Honolulu")
    early = datetime(2026, 11, 21, 8, 5, 30, tzinfo=UTC)
    make_application(state="ready", submitted_at=early)
    [row] = exported(desk)
    assert (row["State"], row["Submitted"]) == ("Ready for decision", "2026-11-20 22:05:00")


def exported(desk) -> list[dict[str, str]]:
    response = desk.get(INDEX, {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1"])
def test_a_name_is_never_a_formula(desk, name):
    make_application(person=make_person("x@example.org", name, "Family"), state="submitted")
    cell = exported(desk)[0]["Name"]
    assert cell.startswith("'")
    response = desk.get(INDEX, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value.startswith("'")
    assert sheet["A2"].data_type == "s"


def test_what_is_late_is_said_in_words(desk):
    make_application(state="submitted", answer_by=LONG_AGO)
    assert "late" in desk.get(INDEX).content.decode()


def test_late_does_not_end_with_the_exam(desk):
    sitting = make_sitting("in_scoring")
    Application.objects.update(answer_by=LONG_AGO)
    assert shown(desk.get(INDEX, {"late": "true"})) == [], "the reviewers have it"
    assert sitting.review_ref
    record_outcome(ref=sitting.review_ref, outcome="failed")
    assert shown(desk.get(INDEX, {"late": "true"})) == [], "the promise begins anew"
    Application.objects.update(answer_by=LONG_AGO)
    assert shown(desk.get(INDEX, {"late": "true"})) == [sitting.application]
    Application.objects.update(state="submitted")
    assert shown(desk.get(INDEX, {"late": "true"})) == [sitting.application], "sent in again after the exam"


def test_urgent_ones_come_first_and_closed_ones_last(desk):
    def at(name: str, state: str, days: int) -> Application:
        promised = LONG_AGO + timedelta(days=days)
        return make_application(
            person=make_person(f"{name}@example.org", name), state=state, answer_by=promised
        )

    closed, later, exam, first = (
        at("a", "endorsed", 0),
        at("b", "ready", 9),
        at("c", "exam", 1),
        at("d", "submitted", 5),
    )
    assert shown(desk.get(INDEX)) == [first, later, exam, closed]


def test_filters_and_search(desk):
    ready = make_application(state="ready")
    other = make_application(
        person=make_person("zoe@example.org", "Zoe", "Zimmer"),
        credential=make_credential(code="IFA"),
        state="submitted",
    )
    assert shown(desk.get(INDEX, {"state": "ready"})) == [ready]
    assert shown(desk.get(INDEX, {"credential": other.credential.pk})) == [other]
    assert shown(desk.get(INDEX, {"q": "zimmer"})) == [other]
    assert shown(desk.get(INDEX, {"state": "nonsense"})) != []


def test_the_filter_offers_no_other_associations_credentials(desk):
    make_credential(make_association("mi-aimh", "mi-aimh.localhost"), code="SECRET")
    assert "SECRET" not in desk.get(INDEX).content.decode()


@pytest.mark.parametrize(("person", "status"), [("editor", 302), ("nobody", 403)])
def test_nobody_else_gets_in(client, person, status):
    """Wagtail sends an editor to its home; who may not see that either is told so."""
    association = make_association()
    user = make_editor(association) if person == "editor" else make_user("olga.outsider@example.org")
    client.force_login(user)
    assert client.get(INDEX).status_code == status


def test_there_is_no_address_for_adding_editing_or_deleting(desk):
    application = make_application(state="submitted")
    for verb in ("new", f"edit/{application.pk}", f"delete/{application.pk}", f"copy/{application.pk}"):
        assert desk.get(f"{INDEX}{verb}/").status_code == 404


def queries(desk, url: str) -> int:
    desk.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(url).status_code == 200
    return len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("name", ["endorsement_applications", "endorsement_endorsements"])
def test_the_list_costs_no_more_for_sixty_than_for_one(desk, name):
    url = reverse(f"{name}:index")
    empty = queries(desk, url)
    many([0])
    one = queries(desk, url)
    many(range(1, 60))
    assert queries(desk, url) == one
    assert one - empty <= 6


def test_a_moment_is_the_day_it_fell_on_there(desk):
    Association.objects.update(time_zone="Pacific/Honolulu")
    early = datetime(2026, 11, 21, 8, tzinfo=UTC)  # still the evening before in Hawaii
    make_application(state="ready", submitted_at=early)
    assert ">20 November 2026<" in desk.get(INDEX).text
    assert ">21 November 2026<" in day(early.date())
