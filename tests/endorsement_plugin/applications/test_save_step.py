import pytest

from endorsement_plugin.applications.actions.save_details import save_details
from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.errors import Incomplete, NotAllowed, Stale, WrongState
from endorsement_plugin.rules.merging import Since
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential


def save(application, answers, revision=1, step="practice", by=None, completed=False):
    return save_step(
        application=application.pk,
        by=by or application.person.user,
        step=step,
        answers=answers,
        since=Since(revision),
        completed=completed,
    )


def test_answers_are_kept_and_those_not_named_stay(application):
    save(application, {"q-agency": "Harbor Clinic", "q-story": "Once"})
    saved = save(application, {"q-story": None}, revision=2, completed=True)
    draft = application.drafts.get()
    assert draft.answers == {"q-agency": "Harbor Clinic", "q-story": None}
    assert (draft.completed, draft.revision, saved.revision) == (True, 3, 3)


def test_an_older_page_does_not_overwrite_a_newer_save(application):
    save(application, {"q-agency": "newer"})
    with pytest.raises(Stale, match="after you opened it") as refusal:
        save(application, {"q-agency": "older"}, revision=1)
    assert refusal.value.revision == 2
    assert application.drafts.get().answers == {"q-agency": "newer"}


def test_two_tabs_on_two_steps_do_not_stand_in_each_others_way(application):
    save(application, {"q-agency": "Harbor Clinic"})
    save(application, {}, revision=1, step="about_you")
    assert application.drafts.count() == 2


def test_the_history_says_once_that_a_step_was_begun(application):
    save(application, {"q-agency": "a"})
    save(application, {"q-agency": "b"}, revision=2)
    assert application.events.filter(action="step_begun").count() == 1


@pytest.mark.parametrize(("step", "answers"), [("practice", {"q-nothing": "x"}), ("nothing", {})])
def test_what_the_form_does_not_ask_is_refused(application, step, answers):
    with pytest.raises(Incomplete, match="no such") as refusal:
        save(application, answers, step=step)
    assert refusal.value.problems
    assert not application.drafts.exists()


@pytest.mark.parametrize("state", ["submitted", "in_review", "exam", "ready", "endorsed", "withdrawn"])
def test_only_what_can_be_changed_is_changed(person, state):
    application = make_application(person, state=state)
    with pytest.raises(WrongState, match="can no longer be changed"):
        save(application, {"q-agency": "late"})
    with pytest.raises(WrongState):
        save_details(application=application.pk, by=person.user, values={"employer": "late"})


def test_somebody_else_may_not(application, stranger):
    with pytest.raises(NotAllowed, match="not your application"):
        save(application, {"q-agency": "x"}, by=stranger.user)


def test_details_are_kept_with_the_person(application, person):
    values = {"employer": "Harbor Clinic", "given_name": person.given_name}
    save_details(application=application.pk, by=person.user, values=values)
    person.refresh_from_db()
    assert person.employer == "Harbor Clinic"
    assert application.events.get(action="details_changed").detail == "employer"


def test_nobody_becomes_somebody_else_while_they_are_being_read(application):
    person = application.person
    submitted = make_application(person, credential=make_credential(code="IMHS"), state="in_review")
    with pytest.raises(WrongState, match="being read under this name"):
        save_details(application=application.pk, by=person.user, values={"family_name": "Other"})
    save_details(application=application.pk, by=person.user, values={"phone": "808 555 0123"})
    type(submitted).objects.filter(pk=submitted.pk).update(state="endorsed")
    save_details(application=application.pk, by=person.user, values={"family_name": "Other"})
    person.refresh_from_db()
    assert (person.family_name, person.phone) == ("Other", "808 555 0123")
