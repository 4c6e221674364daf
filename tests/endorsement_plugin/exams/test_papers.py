"""The paper that fits the candidate."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.exams.queries.retakes import next_sitting
from endorsement_plugin.models import Application, Form, FormVersion, Sitting
from tests.factories.applications import add_answer, make_application
from tests.factories.credentials import (
    make_association,
    make_credential,
    make_exam_paper,
    make_requirements,
)
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def paper_for(designation: str, credential: Any, title: str = "", *, age_band: str = "") -> FormVersion:
    version = make_exam_paper(credential)
    whom = {"designation": designation, "age_band": age_band}
    Form.objects.filter(pk=version.form_id).update(**whom, title=title or designation or age_band)
    return version


def applicant_who_is(designation: str, age_band: str = "") -> Application:
    credential = make_credential(code="IMHS")
    make_requirements(credential, [{"id": "x", "kind": "exam"}])
    application = make_application(credential=credential, state="in_review")
    if designation:
        add_answer(application, "designation", designation, value=designation)
    if age_band:
        add_answer(application, "age_band", age_band, value=age_band)
    return application


@pytest.mark.parametrize(
    ("designation", "title"), [("clinical", "Clinical"), ("policy", "Everybody"), ("", "Everybody")]
)
def test_a_sitting_takes_the_paper_that_fits(designation: str, title: str) -> None:
    application = applicant_who_is(designation)
    paper_for("", application.credential, "Everybody")
    paper_for("Clinical", application.credential)
    coordinator = make_coordinator(make_association())
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert sitting.paper.form.title == title


INFANTS, PRESCHOOL = "Birth to three", "Three to six"


@pytest.mark.parametrize(
    ("age_band", "title"), [("birth_to_three", INFANTS), ("three_to_six", PRESCHOOL), ("", "Everybody")]
)
def test_a_sitting_takes_the_paper_of_the_age_band(age_band: str, title: str) -> None:
    application = applicant_who_is("clinical", age_band)
    for one in ("", INFANTS, PRESCHOOL):
        paper_for("", application.credential, one or "Everybody", age_band=one)
    coordinator = make_coordinator(make_association())
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert sitting.paper.form.title == title


def test_nobody_sits_the_paper_of_other_ages(client: Any) -> None:
    application = applicant_who_is("", "three_to_six")
    paper_for("", application.credential, "For infants", age_band=INFANTS)
    coordinator = make_coordinator(make_association())
    words = "No exam paper is published for applicants for “three to six”, so none can be scheduled yet."
    with pytest.raises(WrongState, match=words):
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    paper_for("", application.credential, "For preschool", age_band=PRESCHOOL)
    client.force_login(coordinator)
    html = client.get(reverse("endorsement_applications:exam", args=[application.pk])).text
    assert "The paper is “For preschool”, for applicants for “Three to six”." in html


@pytest.mark.parametrize(
    ("designation", "words"),
    [
        ("policy", "No exam paper is published for policy applicants"),
        ("", "No exam paper is published for this credential"),
    ],
)
def test_nobody_sits_the_paper_of_others(designation: str, words: str) -> None:
    application = applicant_who_is(designation)
    paper_for("Clinical", application.credential)
    coordinator = make_coordinator(make_association())
    with pytest.raises(WrongState, match=words):
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert not Sitting.objects.exists()


def test_a_second_sitting_is_on_another_paper_for_the_same_designation() -> None:
    application = applicant_who_is("clinical")
    first = paper_for("Clinical", application.credential, "First")
    paper_for("", application.credential, "Everybody")
    Sitting.objects.create(
        application=application,
        paper=first,
        state="failed",
        opens_on=TODAY,
        handed_in_at=timezone.now(),
        opened_at=timezone.now(),
    )
    allowed = next_sitting(application)
    assert allowed.paper == first
    assert allowed.seen
    other = paper_for("clinical", application.credential, "Second")
    allowed = next_sitting(application)
    assert (allowed.paper, allowed.seen) == (other, False)


def test_the_coordinator_reads_which_paper_it_is(client: Any) -> None:
    application = applicant_who_is("clinical")
    paper_for("Clinical", application.credential, "Clinical exam")
    client.force_login(make_coordinator(make_association()))
    html = client.get(reverse("endorsement_applications:exam", args=[application.pk])).text
    assert "The paper is “Clinical exam”, for Clinical applicants." in html
