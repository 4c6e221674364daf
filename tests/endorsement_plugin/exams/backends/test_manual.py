"""Without a queue the exam waits for a coordinator's word."""

import pytest

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.jobs import reconcile_sittings
from endorsement_plugin.models import Sitting
from review_queue.models import Item
from review_queue.work.running import run_due
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def manual(settings):
    settings.ENDORSEMENT = {"REVIEW_BACKEND": "endorsement_plugin.exams.backends.manual.ManualBackend"}


def handed_in() -> Sitting:
    sitting = make_sitting("open")
    user = sitting.application.person.account
    hand_in(sitting=answered(sitting, first="One").pk, by=user, revision=1)
    run_due()
    return Sitting.objects.get()


def test_it_waits_and_nothing_reaches_the_queue():
    sitting = handed_in()
    reconcile_sittings()
    sitting.refresh_from_db()
    assert sitting.state == "in_scoring"
    assert not Item.objects.exists()


def test_a_coordinator_types_the_outcome_in():
    sitting = handed_in()
    coordinator = make_coordinator(sitting.application.association)
    enter_outcome(
        application=sitting.application_id, by=coordinator, outcome="failed", feedback="Sorry, Ina."
    )
    sitting.refresh_from_db()
    assert (sitting.state, sitting.feedback) == ("failed", "Sorry, [name].")
    assert sitting.application.state == "ready"
    event = sitting.application.events.get(action="exam_failed")
    assert (event.role, event.actor) == ("coordinator", coordinator)


def test_there_must_be_an_exam_that_waits():
    sitting = make_sitting("open")
    coordinator = make_coordinator(sitting.application.association)
    with pytest.raises(WrongState):
        enter_outcome(application=sitting.application_id, by=coordinator, outcome="passed")


def test_another_associations_coordinator_types_nothing():
    sitting = handed_in()
    other = make_association("mi-aimh", "mi-aimh.localhost")
    stranger = make_coordinator(other, "connie.coordinator@example.org")
    with pytest.raises(NotAllowed):
        enter_outcome(application=sitting.application_id, by=stranger, outcome="passed")
