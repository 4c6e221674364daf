"""Deciding on screen: one by one, and many together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from endorsement_plugin.models import Application, Decision, Mail
from tests.factories.applications import add_evidence, freeze_evidence, make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.people import make_coordinator, make_person, make_user
from tests.factories.sittings import make_appeal, make_sitting

pytestmark = pytest.mark.django_db

ALL = reverse("endorsement_decisions:index")
UNMET = [{"id": "t", "kind": "training", "hours": "30"}]


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def ready(name: str = "ina", clauses=None) -> Application:
    credential = make_credential(code="IFA" if clauses else "IFS")
    make_requirements(credential, clauses)
    application = make_application(
        person=make_person(f"{name}@example.org", name.capitalize()), credential=credential, state="ready"
    )
    add_evidence(application.person)
    freeze_evidence(application)
    return application


def one(application: Application) -> str:
    return reverse("endorsement_applications:decide", args=[application.pk])


def test_the_letter_is_looked_at_before_it_is_sent(desk):
    application = ready()
    form = desk.get(one(application)).context["form"]
    values = {**form.initial, "letter_subject": "Good news", "note": ""}
    preview = desk.post(one(application), {**values, "then": "preview"})
    assert "is this what you want to send?" in preview.content.decode()
    assert not Decision.objects.exists()
    desk.post(one(application), {**values, "then": "send"})
    application.refresh_from_db()
    assert application.state == "endorsed"
    assert Mail.objects.get(application=application).subject == "Good news"


def test_what_was_edited_is_still_there_after_a_look(desk):
    application = ready()
    values = {**desk.get(one(application)).context["form"].initial, "letter": "My own words", "note": ""}
    again = desk.post(one(application), {**values, "then": "edit"})
    assert "My own words" in again.content.decode()


def test_each_outcome_has_its_own_draft(desk):
    application = ready(clauses=UNMET)
    assert "is deferred" in desk.get(one(application)).content.decode()
    assert "Congratulations" in desk.get(f"{one(application)}?outcome=endorsed").content.decode()
    assert "not to grant it" in desk.get(f"{one(application)}?outcome=declined").content.decode()


def test_an_unfinished_letter_is_refused_beside_the_field(desk):
    application = ready()
    values = desk.get(f"{one(application)}?outcome=declined").context["form"].initial
    response = desk.post(one(application), {**values, "then": "send"})
    assert "with your own words" in response.content.decode()
    assert not Decision.objects.exists()


def test_what_is_not_ready_has_no_sheet(desk):
    application = make_application(state="in_review")
    assert desk.get(one(application)).status_code == 302


def test_an_unfinished_letter_is_not_shown_as_if_it_could_be_sent(desk):
    application = ready()
    values = desk.get(f"{one(application)}?outcome=declined").context["form"].initial
    html = desk.post(one(application), {**values, "then": "preview"}).content.decode()
    assert "with your own words" in html
    assert html.index("Nothing has happened yet.") < html.index("<h2>Requirements</h2>")
    assert "and send the letter" not in html


def test_what_is_scored_again_is_neither_decided_nor_listed_to_be(desk):
    application = make_appeal(make_sitting("failed", application_state="ready")).sitting.application
    response = desk.get(one(application), follow=True)
    assert "The exam is being scored again." in str(next(iter(response.context["messages"])))
    assert "Two other reviewers are scoring the exam again." in response.content.decode()
    html = desk.get(ALL).content.decode()
    assert "Nothing waits for a decision" in html
    assert "1 more is held up by a second scoring of the exam." in html


def test_many_are_endorsed_together(desk):
    first, second, third = ready("ann"), ready("bea"), ready("cyd", UNMET)
    listed = desk.get(ALL).content.decode()
    assert "Ann" in listed
    assert listed.count('type="checkbox"') == 2
    chosen = {"application": [str(first.pk), str(second.pk)]}
    preview = desk.post(ALL, {**chosen, "then": "preview"}).content.decode()
    assert "Endorse 2 and send the letters?" in preview
    assert not Decision.objects.exists()
    desk.post(ALL, {**chosen, "then": "send"})
    states = dict(Application.objects.values_list("pk", "state"))
    assert (states[first.pk], states[second.pk], states[third.pk]) == ("endorsed", "endorsed", "ready")
    assert Mail.objects.count() == 2


def test_what_may_not_be_endorsed_cannot_be_ticked(desk):
    unmet = ready("cyd", UNMET)
    response = desk.post(ALL, {"application": [str(unmet.pk)], "then": "send"})
    assert "is not ready to be endorsed any more" in response.content.decode()
    assert "Tick at least one" in desk.post(ALL, {"then": "send"}).content.decode()
    assert not Decision.objects.exists()


def test_another_associations_applications_are_not_there(client):
    application = ready()
    other = make_association("mi-aimh", "mi-aimh.localhost")
    client.force_login(make_coordinator(other, "connie.coordinator@example.org"))
    assert str(application.pk) not in client.get(ALL).content.decode()
    client.post(ALL, {"application": [str(application.pk)], "then": "send"})
    assert not Decision.objects.exists()


def test_nobody_else_decides(client):
    client.force_login(make_user("olga.outsider@example.org"))
    assert client.get(ALL).status_code in {302, 403}


def test_the_page_costs_no_more_for_sixty_than_for_one(desk):
    def queries() -> int:
        desk.get(ALL)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(ALL).status_code == 200
        return len(captured)

    empty = queries()
    ready()
    one_row = queries()
    for n in range(60):
        ready(f"person{n}")
    assert queries() == one_row
    assert one_row - empty <= 9


def test_the_letter_is_the_applicants_to_print(client, desk):
    application = make_sitting("passed", application_state="ready").application
    url = reverse("endorsement:letter", args=[application.pk])
    values = {**desk.get(one(application)).context["form"].initial, "note": ""}
    desk.post(one(application), {**values, "then": "send"})
    assert client.get(url).status_code == 404
    client.force_login(application.person.user)
    html = client.get(url).content.decode()
    assert "Congratulations" in html
    assert "AIMH-HI-" in html


@pytest.mark.parametrize("name", ["outcome", "proposed"])
def test_a_tampered_page_decides_nothing_and_says_so(desk, name):
    application = ready()
    values = {**desk.get(one(application)).context["form"].initial, "note": "", "then": "send"}
    response = desk.post(one(application), {**values, name: "knighted"})
    assert "Choose the outcome above once more." in response.content.decode()
    assert not Decision.objects.exists()
