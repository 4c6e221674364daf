"""Past renewals and trainings of people who were moved in."""

from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.errors import WrongState
from endorsement_plugin.imports.actions.run import run_import, undo_import
from endorsement_plugin.imports.queries import summary_of
from endorsement_plugin.models import EvidenceEntry, Renewal
from review_queue.work.running import run_due
from tests.factories.applications import add_evidence
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.imports import checked
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

RENEWALS = ("Number", "Due", "Renewed on", "Hours")
TRAININGS = ("Number", "E-mail", "Title", "Hours", "Date", "Given by")
PAST = ("OLD-1", "2024-12-31", "2024-12-01", "15,5")
COURSE = ("OLD-1", "", "Attachment", "6", "2024-05-01", "AIMH")


@pytest.fixture
def cora(db):
    association = make_association()
    person = make_person("ina@example.org", "Ina", "Kealoha")
    make_endorsement(
        person, make_credential(association), number="OLD-1", granted_on=date(2022, 6, 1), origin="import"
    )
    return make_coordinator(association)


def history(cora, rows, headings, kind, *, run=True):
    source = checked(make_association(), cora, rows, headings, kind=kind)
    if run:
        run_import(source=source.pk, by=cora)
        run_due()
        source.refresh_from_db()
    return source


def said(source):
    return [sentence for row in source.rows.all() for _, sentence in row.problems]


def test_a_renewal_has_its_period_day_and_hours(cora):
    history(cora, [PAST, ("OLD-1", "2022-12-31", "", "")], RENEWALS, "renewals")
    last, first = Renewal.objects.order_by("-due")
    assert (last.starts_on, last.due, last.renewed_on) == (
        date(2024, 1, 1),
        date(2024, 12, 31),
        date(2024, 12, 1),
    )
    assert (last.state, last.origin, last.note) == ("renewed", "import", "15.5 hours, as imported.")
    assert (first.starts_on, first.state) == (date(2022, 6, 1), "missed")


def test_renewals_again_make_nothing_twice_and_are_corrected(cora):
    history(cora, [PAST], RENEWALS, "renewals")
    again = history(cora, [PAST], RENEWALS, "renewals", run=False)
    assert summary_of(again).rows == {"there": 1}
    other = history(cora, [("OLD-1", "2024-12-31", "2024-11-01", "")], RENEWALS, "renewals")
    assert Renewal.objects.get().renewed_on == date(2024, 11, 1)
    undo_import(source=other.pk, by=cora)
    run_due()
    assert Renewal.objects.get().renewed_on == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("OLD-7", *PAST[1:]), "No endorsement here has this number."),
        (("OLD-1", "2021-12-31", "", ""), "ends before the endorsement was granted"),
        (PAST, "Row 2 is about the same period"),
        (("OLD-1", "2023-12-31", "2023-12-01", "many"), "“many” is no number of hours"),
        (("OLD-1", "", "", ""), "The day on which it was due is missing."),
    ],
)
def test_problems_of_renewals(cora, row, words):
    assert any(words in one for one in said(history(cora, [PAST, row], RENEWALS, "renewals", run=False)))


def test_a_training_is_an_entry_of_the_portfolio(cora):
    source = history(
        cora, [COURSE, ("", "INA@example.org", "Play", "2.5", "2024-06-01", "")], TRAININGS, "trainings"
    )
    assert summary_of(source).rows == {"new": 2}
    course, play = EvidenceEntry.objects.order_by("title")
    assert (course.kind, course.hours, course.started_on) == ("training", Decimal(6), date(2024, 5, 1))
    assert play.person == course.person
    undo_import(source=source.pk, by=cora)
    run_due()
    assert not EvidenceEntry.objects.exists()


def test_a_training_is_there_once_however_often_it_is_moved_in(cora):
    history(cora, [COURSE, COURSE], TRAININGS, "trainings")
    assert summary_of(history(cora, [COURSE], TRAININGS, "trainings", run=False)).rows == {"there": 1}
    assert EvidenceEntry.objects.count() == 1


def test_an_entry_that_its_person_changed_since_stays(cora):
    source = history(cora, [COURSE], TRAININGS, "trainings")
    EvidenceEntry.objects.update(revision=2)
    undo_import(source=source.pk, by=cora)
    run_due()
    assert EvidenceEntry.objects.count() == 1
    assert source.rows.get().stays == "It was changed since."


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("OLD-7", *COURSE[1:]), "No endorsement here has this number."),
        (("", "", *COURSE[2:]), "Neither a number nor an address"),
        (("", "nobody@example.org", *COURSE[2:]), "Nobody with an endorsement here has this address."),
        ((*COURSE[:3], "0", *COURSE[4:]), "“0” hours: check the number"),
        ((*COURSE[:2], "", *COURSE[3:]), "The title is missing."),
    ],
)
def test_problems_of_trainings(cora, row, words):
    assert any(words in one for one in said(history(cora, [row], TRAININGS, "trainings", run=False)))


def test_of_an_account_without_an_endorsement_here_nothing_is_said(cora):
    person = make_person("otto@example.org", "Otto", "Other")
    add_evidence(person)
    source = history(cora, [("", "otto@example.org", *COURSE[2:])], TRAININGS, "trainings", run=False)
    assert said(source) == ["Nobody with an endorsement here has this address."]


def test_nobody_moves_in_their_own_history(cora):
    own = make_person(cora.email, "Cora", "Coordinator")
    make_endorsement(own, make_credential(make_association()), number="OLD-2", origin="import")
    assert any(
        "your own record" in one
        for one in said(history(cora, [("OLD-2", *PAST[1:])], RENEWALS, "renewals", run=False))
    )


def test_nobody_takes_back_an_import_of_their_own_trainings(cora):
    ina = make_coordinator(make_association(), "ina@example.org")
    source = history(cora, [("", "ina@example.org", *COURSE[2:])], TRAININGS, "trainings")
    assert EvidenceEntry.objects.get().person.user == ina
    with pytest.raises(WrongState, match="says something of yourself"):
        undo_import(source=source.pk, by=ina)
    undo_import(source=source.pk, by=cora)
    run_due()
    assert not EvidenceEntry.objects.exists()
