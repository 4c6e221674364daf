"""What a coordinator sees first, and the report."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from endorsement_plugin.desk.reports import LONGEST, bars
from endorsement_plugin.rules.states import ApplicationState
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_editor, make_person
from tests.factories.sittings import make_appeal, make_sitting

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")
REPORT = reverse("endorsement_pipeline")


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def test_home_says_what_waits_and_what_is_late(desk):
    make_application(state="submitted", answer_by=date(2026, 1, 1))
    make_application(person=make_person("b@example.org", "Bea"), state="ready", answer_by=date(2099, 1, 1))
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    make_application(person=make_person("c@example.org", "Cyd"), credential=other, state="submitted")
    html = desk.get(HOME).content.decode()
    assert "2 Applications" in html
    assert "1 Late" in html
    assert "Bea" in html
    assert "Cyd" not in html


def test_home_has_the_list_under_its_heading(desk):
    assert "Waiting for you" in desk.get(HOME).content.decode()


def test_home_tells_first_of_an_exam_that_came_back_unscored(desk):
    make_application(person=make_person("b@example.org", "Bea"), state="ready", answer_by=date(2099, 1, 1))
    make_sitting("in_scoring", returned_because="It cannot be read.")
    html = desk.get(HOME).content.decode()
    assert "2 Applications" in html
    assert html.index("exam outcome to enter") < html.index("Bea")


def test_home_leaves_out_what_reviewers_score_again_until_they_have(desk):
    second = make_appeal(make_sitting("failed", application_state="ready"))
    assert "Nothing waits for you today." in desk.get(HOME).content.decode()
    type(second).objects.update(outcome="passed")
    assert "second outcome to confirm" in desk.get(HOME).content.decode()


def test_home_says_how_many_more_there_are_and_where(desk):
    for n in range(6):
        make_application(person=make_person(f"p{n}@example.org", f"P{n}"), state="ready")
    html = desk.get(HOME).content.decode()
    assert "All 6 that wait for you" in html
    found = desk.get(reverse("endorsement_applications:index"), {"waiting": "true"})
    assert len(found.context["object_list"]) == 6


def test_home_without_work(desk):
    assert "Nothing waits for you today." in desk.get(HOME).content.decode()


def test_who_has_no_pages_is_not_asked_to_search_them(desk, client):
    assert "desk-no-pages" in desk.get(HOME).content.decode()
    association = make_association()
    both = make_coordinator(association)
    make_editor(association, both.email)
    client.force_login(both)
    assert "desk-no-pages" not in client.get(HOME).content.decode()


def test_an_editor_sees_none_of_it(client, rf):
    editor = make_editor(make_association())
    client.force_login(editor)
    html = client.get(HOME).content.decode()
    assert "Waiting for you" not in html
    request = rf.get("/")
    request.user = editor
    assert "endorsement" not in [item.name for item in admin_menu.menu_items_for_request(request)]


def test_a_coordinator_manages_no_users(desk):
    assert desk.get(reverse("wagtailusers_users:index")).status_code == 302
    assert desk.get(reverse("wagtailusers_groups:index")).status_code == 302


def test_the_report_counts_ones_own(desk):
    make_application(state="submitted")
    make_application(person=make_person("b@example.org"), state="draft")
    html = desk.get(REPORT).content.decode()
    assert "1 application in all" in html
    assert "style=" not in html.split("desk-chart", 1)[1].split("</figure>")[0]


def test_the_report_without_applications(desk):
    assert "There are none yet." in desk.get(REPORT).content.decode()


def test_nobody_else_reads_the_report(client):
    client.force_login(make_editor(make_association()))
    assert client.get(REPORT).status_code == 302


def test_the_longest_bar_is_the_largest_count():
    drawn = bars({ApplicationState.SUBMITTED: 4, ApplicationState.READY: 1})
    widths = {bar.state: bar.width for bar in drawn}
    assert widths[ApplicationState.SUBMITTED] == LONGEST
    assert widths[ApplicationState.READY] == LONGEST / 4
    assert widths[ApplicationState.EXAM] == 0
