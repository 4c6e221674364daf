"""Each kind of evidence says what it asks for, what counts, and what must be masked."""

from dataclasses import replace
from datetime import date

import pytest

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.portfolio.forms import EvidenceForm
from endorsement_plugin.requirements.details import Detail, EvidenceKind
from endorsement_plugin.requirements.evidence_kinds import (
    EVIDENCE_KINDS,
    identifying,
    with_identifier,
)
from review_queue.anonymization.identifiers import Kind as Identifier

ROWS = pytest.mark.parametrize("kind", EVIDENCE_KINDS.values(), ids=EVIDENCE_KINDS)
WORK = EVIDENCE_KINDS["work"]


@pytest.mark.parametrize("name", ["license", "membership", "work"])
def test_a_kind_that_does_not_say_what_identifies_a_person_does_not_import(name):
    with pytest.raises(ValueError, match=f"“{name}” must say which of its details identify a person"):
        EvidenceKind(name, name.capitalize(), name, {"title": Detail("What")})


def test_that_nothing_identifies_can_be_said():
    assert EvidenceKind("club", "Club", "club", {"title": Detail("What")}, identifies={}).identifies == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifies": {"number": "license_number"}},
        {"heading": ("title", "number")},
        {"details": {**WORK.details, "pay": Detail("Pay", counts=True)}},
    ],
)
def test_a_kind_names_only_what_there_is(wrong):
    with pytest.raises(ValueError, match=r"has no such detail: (number|pay)"):
        replace(WORK, **wrong)


@ROWS
def test_the_queue_masks_what_a_kind_says_identifies(kind):
    assert {*(kind.identifies or {}).values()} <= {*Identifier}


@ROWS
def test_every_detail_has_a_column_and_a_control(kind):
    columns = {field.name for field in EvidenceEntry._meta.get_fields()}
    assert {*kind.details} <= columns
    form = EvidenceForm(kind=kind.value, person=Person())
    optional = {name for name, one in kind.details.items() if one.on_demand or one.chosen_from}
    assert {*kind.details} - {*form.fields} <= optional


def test_what_identifies_elsewhere_is_masked_also_where_it_is_not_asked_for():
    assert identifying("training")["giver"] == "supervisor"
    assert identifying("work")["organization"] == "employer"
    assert identifying("juggling") == identifying("education")


def test_who_says_where_somebody_works():
    assert with_identifier("employer") == ["work"]


@pytest.mark.parametrize(
    ("to_come", "day", "complaint"),
    [
        (True, date(2031, 3, 31), None),
        (False, date(2131, 3, 31), "Enter what you have done already: this day is still to come."),
        (True, date(2931, 3, 31), "Check the year."),
        (True, date(1031, 3, 31), "Check the year."),
        (False, date(1031, 3, 31), "Check the year."),
    ],
)
def test_a_day_may_be_to_come_where_its_kind_says_so(monkeypatch, to_come, day, complaint):
    last = replace(WORK.details["ended_on"], may_be_to_come=to_come)
    monkeypatch.setitem(WORK.details, "ended_on", last)  # type: ignore[arg-type]
    form = EvidenceForm({"ended_on": day.isoformat()}, kind="work", person=Person())
    assert form.errors.get("ended_on", [None]) == [complaint]
