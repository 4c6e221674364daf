"""What a coordinator says of one entry: the association counts it so, the applicant reads nothing of it."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.assessment.queries import assess_evidence, assessment_of
from endorsement_plugin.decisions.queries import decision_sheets
from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Application, EntryJudgment
from endorsement_plugin.review.actions import judge_entry
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

AREAS = [{"value": "play", "label": "Play"}, {"value": "law", "label": "Law"}]
DEMANDS: list[dict[str, Any]] = [
    {"id": "p", "kind": "portfolio", "areas": AREAS},
    {"id": "t", "kind": "training", "hours": "6"},
]


@pytest.fixture
def application():
    credential = make_credential()
    make_requirements(credential, DEMANDS)
    row = make_application(make_person(), credential, state="in_review")
    entry = add_evidence(row.person, "training", "Play and law", hours=6, areas=["play", "law"])
    copied = {name: getattr(entry, name) for name in entry.evidence_kind.details}
    row.evidence.create(kind="training", origin=entry.pk, **copied)
    return row


@pytest.fixture
def desk(client, application):
    client.force_login(make_coordinator(application.association))
    return client


def todays_date(association):
    return timezone.localdate()


def place(application):
    return reverse(
        "endorsement_applications:judge_entry", args=[application.pk, application.evidence.get().origin]
    )


def met(application):
    row = Application.objects.get(pk=application.pk)
    return [finding.met for finding in assessment_of(row, timezone.localdate()).findings]


def met_for_the_applicant(application):
    row = Application.objects.get(pk=application.pk)
    assessment = assess_evidence(row, contents_of(row).evidence, timezone.localdate())
    return [finding.met for finding in assessment.findings]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"met": ["play", "law"]}, [True, True]),
        ({"met": ["play"]}, [False, True]),
        ({"met": []}, [False, True]),
        ({"met": ["play", "law"], "strike": "on", "note": "It was a webinar of 1 hour."}, [False, False]),
    ],
)
def test_what_is_said_counts_for_the_association_and_not_for_the_applicant(desk, application, said, counts):
    assert met(application) == [True, True]
    answer = desk.post(place(application), said)
    assert answer.status_code == 302
    assert met(application) == counts
    assert met_for_the_applicant(application) == [True, True]
    (sheet,) = decision_sheets(Application.objects.all(), todays_date)
    assert [finding.met for finding in sheet.assessment.findings] == counts


def test_what_was_said_is_shown_again_and_can_be_said_anew(desk, application):
    desk.post(place(application), {"met": ["play"], "strike": "on", "note": "Too short."})
    page = desk.get(place(application)).content.decode()
    assert "Too short." in page
    file = desk.get(reverse("endorsement_applications:inspect", args=[application.pk])).content.decode()
    assert "Struck:" in file
    assert "Does not show</strong> Law" in file
    desk.post(place(application), {"met": ["play", "law"]})
    assert met(application) == [True, True]
    assert EntryJudgment.objects.filter(accepted=True).count() == 2


def test_striking_without_a_reason_is_refused_and_nothing_is_lost(desk, application):
    page = desk.post(place(application), {"met": ["play"], "strike": "on", "note": " "})
    assert "Write why it does not count." in page.content.decode()
    assert not EntryJudgment.objects.exists()


def test_an_entry_that_was_changed_since_is_looked_at_anew(desk, application):
    desk.post(place(application), {"met": [], "strike": "on", "note": "Too short."})
    application.evidence.update(hours=7)
    assert met(application) == [True, True]
    assert "Too short." not in desk.get(place(application)).content.decode()


def test_no_area_is_asked_about_where_there_is_none(desk, application):
    application.evidence.update(areas=[])
    assert "It shows" not in desk.get(place(application)).content.decode()


@pytest.mark.parametrize("state", ["returned", "deferred", "endorsed", "declined", "withdrawn"])
def test_who_has_it_now_or_has_it_decided_is_not_judged(desk, application, state):
    where = place(application)
    Application.objects.update(state=state)
    answer = desk.post(where, {"met": []}, follow=True)
    assert "so nothing is confirmed or judged in it any more" in answer.content.decode()
    assert not EntryJudgment.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "in_review", "exam", "ready"])
def test_as_long_as_it_is_with_the_association_it_is_judged(desk, application, state):
    where = place(application)
    Application.objects.update(state=state)
    desk.post(where, {"met": []})
    assert EntryJudgment.objects.exists()
    assert application.events.get(action="entry_judged").role == "coordinator"


def test_an_entry_that_is_gone_is_said_to_be_gone(application):
    by = make_coordinator(application.association)
    with pytest.raises(WrongState, match="This entry is not in the application any more"):
        judge_entry(application=application.pk, by=by, origin=uuid4(), met=[], strike=False, note="")


def test_judging_an_entry_keeps_the_way_back(desk, application):
    Application.objects.update(state="submitted")
    step = "endorsement_applications:{}".format
    desk.post(reverse(step("begin"), args=[application.pk]))
    desk.post(place(application), {"met": ["play"]})
    desk.post(reverse(step("undo"), args=[application.pk]))
    assert Application.objects.get().state == "submitted"


def test_nobody_elses_coordinator_and_no_applicant_gets_it(client, application):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    for user in (other, application.person.user):
        client.force_login(user)
        assert client.get(place(application)).status_code in (403, 404)
        client.post(place(application), {"met": []})
    assert not EntryJudgment.objects.exists()


def test_the_way_to_judge_is_gone_once_nothing_is_judged_any_more(desk, application):
    file = reverse("endorsement_applications:inspect", args=[application.pk])
    assert place(application) in desk.get(file).text
    for state in ("endorsed", "declined", "deferred", "returned", "withdrawn"):
        Application.objects.filter(pk=application.pk).update(state=state)
        assert place(application) not in desk.get(file).text
    Application.objects.filter(pk=application.pk).update(state="ready")
    assert place(application) in desk.get(file).text


def test_what_only_another_credential_offers_is_shown_as_words(desk, application):
    application.evidence.update(areas=["play", "giving_supervision"])
    html = desk.get(reverse("endorsement_applications:inspect", args=[application.pk])).text
    assert ">Play<" in html
    assert ">giving supervision<" in html
    assert "giving_supervision" not in html
