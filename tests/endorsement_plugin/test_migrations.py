"""Databases that were in use before a change keep what they mean."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from endorsement_plugin.models import Endorsement, EndorsementEvent, Sitting
from tests.factories.applications import add_answer, make_application
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

BEFORE = [("endorsement_plugin", "0013_licenses")]
AFTER = [("endorsement_plugin", "0016_entries_without_one_area")]
pytestmark = [pytest.mark.long, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at(target):
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


def test_the_area_of_an_entry_is_the_first_of_several_there_and_back():
    before = at(BEFORE)
    user = before.get_model("auth", "User").objects.create(username="ada")
    person = before.get_model("endorsement_plugin", "Person").objects.create(user=user)
    rows = before.get_model("endorsement_plugin", "EvidenceEntry").objects
    for title, area in [("a", "play"), ("b", ""), ("c", "play"), ("d", "“law”, ethics")]:
        rows.create(person=person, kind="training", title=title, area=area)
    now = at(AFTER).get_model("endorsement_plugin", "EvidenceEntry").objects
    assert dict(now.values_list("title", "areas")) == {
        "a": ["play"], "b": [], "c": ["play"], "d": ["“law”, ethics"],
    }  # fmt: skip
    now.filter(title="a").update(areas=["law", "play"])
    back = at(BEFORE).get_model("endorsement_plugin", "EvidenceEntry").objects
    assert dict(back.values_list("title", "area")) == {"a": "law", "b": "", "c": "play", "d": "“law”, ethics"}


def test_the_designation_that_was_applied_for_is_that_of_what_was_granted():
    granted: dict[str | None, Endorsement] = {}
    for said in ("clinical", "policy", None, "x" * 41):
        application = make_application(make_person(f"p{len(granted)}@example.org"), state="decided")
        if said is not None:
            add_answer(application, "designation", said)
        granted[said] = make_endorsement(application.person, application.credential, application=application)
    corrected = EndorsementEvent.objects.create(
        endorsement=granted["policy"],
        action="designation_changed",
        role="coordinator",
        before={"designation": "policy"},
        after={"designation": ""},
    )
    at([("endorsement_plugin", "0058_what_the_dry_run_counted")])
    at([("endorsement_plugin", "0059_designations_applied_for")])
    rows = Endorsement.objects.order_by("pk").values_list("designation", flat=True)
    assert list(rows) == ["clinical", "", "", ""]
    assert EndorsementEvent.objects.get() == corrected


def test_an_exam_that_cannot_be_scored_is_told_from_one_that_came_back_for_another_reason():
    application = make_application(make_person("ada@example.org"), state="in_review")
    paper = application.form_version_id
    before = at([("endorsement_plugin", "0070_exams_scored_elsewhere")])
    rows = before.get_model("endorsement_plugin", "Sitting").objects
    said = ("", "The reviewers find that it cannot be scored: blank.", "It cannot be scored blind.")
    for number, because in enumerate(said):
        rows.create(
            application_id=application.pk,
            paper_id=paper,
            number=number,
            opens_on=date(2026, 1, 5),
            returned_because=because,
        )
    at([("endorsement_plugin", "0071_exams_that_cannot_be_scored")])
    assert [*Sitting.objects.order_by("number").values_list("unscorable", flat=True)] == [False, True, False]
