"""A candidate's exam from its opening to the hand-in, and every way it is refused."""

from datetime import date
from uuid import UUID

import pytest

from endorsement_plugin.errors import Incomplete, NotAllowed, Stale, WrongState
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.models import Response, Sitting
from endorsement_plugin.rules.merging import Since
from review_queue.work.models import Work
from tests.factories.people import make_user
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

OPENING_DAY = date(2026, 4, 30)


def candidate(sitting: Sitting):
    return sitting.application.person.user


def ref_of(sitting: Sitting) -> UUID:
    assert sitting.review_ref is not None
    return sitting.review_ref


def test_it_opens_on_its_day_and_not_before():
    sitting = make_sitting()
    with pytest.raises(WrongState, match="opens on 30 April 2026"):
        open_sitting(sitting=sitting.pk, by=candidate(sitting), today=date(2026, 4, 29))
    opened = open_sitting(sitting=sitting.pk, by=candidate(sitting), today=OPENING_DAY)
    assert (opened.state, opened.opened_at is not None) == ("open", True)


def test_opening_twice_is_opening_once():
    sitting = make_sitting()
    for _ in range(2):
        open_sitting(sitting=sitting.pk, by=candidate(sitting), today=OPENING_DAY)
    assert sitting.application.events.count() == 1


def test_it_is_the_candidates_alone():
    sitting = make_sitting("open")
    stranger = make_user("olga.outsider@example.org")
    with pytest.raises(NotAllowed):
        open_sitting(sitting=sitting.pk, by=stranger, today=OPENING_DAY)
    with pytest.raises(NotAllowed):
        save_responses(sitting=sitting.pk, by=stranger, answers={}, since=Since(1))
    with pytest.raises(NotAllowed):
        hand_in(sitting=sitting.pk, by=stranger, revision=1)


def test_saving_adds_to_what_is_there():
    sitting = make_sitting("open", draft={"q-first": "One"})
    answers = {"q-second": "Two"}
    saved = save_responses(sitting=sitting.pk, by=candidate(sitting), answers=answers, since=Since(1))
    assert saved.draft == {"q-first": "One", "q-second": "Two"}
    assert saved.revision == 2


def test_the_same_sent_again_changes_nothing():
    sitting = make_sitting("open")
    for revision in (1, 2, 1):
        since = Since(revision)
        save_responses(sitting=sitting.pk, by=candidate(sitting), answers={"q-first": "New"}, since=since)
    sitting.refresh_from_db()
    assert (sitting.draft, sitting.revision) == ({"q-first": "New"}, 2)


def test_an_older_tab_overwrites_nothing():
    sitting = make_sitting("open")
    save_responses(sitting=sitting.pk, by=candidate(sitting), answers={"q-first": "New"}, since=Since(1))
    with pytest.raises(Stale) as refusal:
        save_responses(sitting=sitting.pk, by=candidate(sitting), answers={"q-first": "Old"}, since=Since(1))
    sitting.refresh_from_db()
    assert refusal.value.revision == 2
    assert sitting.draft == {"q-first": "New"}


@pytest.mark.parametrize("state", ["scheduled", "handed_in", "in_scoring", "passed"])
def test_nothing_is_saved_unless_it_is_open(state):
    sitting = make_sitting(state)
    with pytest.raises(WrongState):
        save_responses(sitting=sitting.pk, by=candidate(sitting), answers={"q-first": "Late"}, since=Since(1))


def test_handing_in_freezes_the_answers_and_owes_them_to_the_reviewers():
    sitting = make_sitting("open", draft={"q-first": "One"})
    hand_in(sitting=answered(sitting, first="One").pk, by=candidate(sitting), revision=1)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.draft) == ("handed_in", {})
    assert sitting.review_ref is not None
    assert sitting.review_ref != sitting.pk
    assert Response.objects.get(sitting=sitting).text == "One"
    assert Work.objects.get(kind="endorsement.send_to_scoring").key == str(sitting.pk)


def test_handing_in_twice_is_handing_in_once():
    sitting = make_sitting("open")
    for _ in range(2):
        hand_in(sitting=answered(sitting, first="One").pk, by=candidate(sitting), revision=1)
    assert Response.objects.count() == 1
    assert sitting.application.events.count() == 1


def test_what_was_changed_after_the_check_is_not_handed_in():
    sitting = make_sitting("open", revision=3)
    with pytest.raises(Stale):
        hand_in(sitting=answered(sitting, first="One").pk, by=candidate(sitting), revision=2)
    assert not Response.objects.exists()


def test_a_withdrawn_applicant_cannot_go_on():
    sitting = make_sitting("open")
    type(sitting.application).objects.update(state="withdrawn")
    with pytest.raises(WrongState, match="no longer at the exam"):
        save_responses(sitting=sitting.pk, by=candidate(sitting), answers={}, since=Since(1))


@pytest.mark.parametrize("outcome", ["passed", "failed"])
@pytest.mark.parametrize("state", ["handed_in", "in_scoring"])
def test_an_outcome_makes_the_application_ready(outcome, state):
    sitting = make_sitting(state)
    record_outcome(ref=ref_of(sitting), outcome=outcome, feedback="Well said.")
    sitting.refresh_from_db()
    assert (sitting.state, sitting.feedback) == (outcome, "Well said.")
    assert sitting.application.state == "ready"


def test_an_outcome_is_heard_once():
    sitting = make_sitting("in_scoring")
    record_outcome(ref=ref_of(sitting), outcome="passed")
    record_outcome(ref=ref_of(sitting), outcome="failed")
    sitting.refresh_from_db()
    assert sitting.state == "passed"
    assert sitting.application.events.count() == 1


def test_an_unknown_ref_is_somebody_elses():
    assert record_outcome(ref=make_sitting().pk, outcome="passed") is None


def test_a_withdrawn_application_stays_withdrawn():
    sitting = make_sitting("in_scoring")
    type(sitting.application).objects.update(state="withdrawn")
    record_outcome(ref=ref_of(sitting), outcome="passed")
    sitting.refresh_from_db()
    assert sitting.application.state == "withdrawn"


def test_the_candidates_name_is_taken_out_of_the_feedback():
    sitting = make_sitting("in_scoring")
    record_outcome(ref=ref_of(sitting), outcome="passed", feedback="Ina Applicant may go on.")
    sitting.refresh_from_db()
    assert sitting.feedback == "[name] [name] may go on."


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        ({}, ["first", "second"]),
        ({"q-first": "One"}, ["second"]),
        ({"q-first": "One", "q-second": " "}, ["second"]),
        ({"q-first": "word " * 401, "q-second": "Two"}, ["first"]),
    ],
)
def test_a_paper_that_is_not_complete_is_not_handed_in(draft, missing):
    sitting = make_sitting("open", draft=draft)
    with pytest.raises(Incomplete) as refused:
        hand_in(sitting=sitting.pk, by=candidate(sitting), revision=1)
    assert [problem.where for problem in refused.value.problems] == [("answers", name) for name in missing]
    sitting.refresh_from_db()
    assert (sitting.state, sitting.draft) == ("open", draft)
    assert not Response.objects.exists()
