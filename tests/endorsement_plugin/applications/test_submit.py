from datetime import date

import pytest
from django.urls import reverse

from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.errors import Incomplete, NotAllowed, Stale, WrongState
from endorsement_plugin.models import SubmittedEntry
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.signals import application_submitted
from review_queue.work.models import Work
from tests.factories.applications import add_evidence, add_reference, make_application
from tests.factories.credentials import make_credential, make_form, make_requirements
from tests.factories.definitions import attestation, definition, question, section, step
from tests.factories.people import make_coordinator

JANUARY = date(2026, 1, 15)
HOURS = {"kind": "training", "id": "c1", "hours": "10"}


@pytest.fixture
def ready(person):
    """A form of one step, answered, with ten hours of training asked for and entered."""
    credential = make_credential()
    make_requirements(credential, [HOURS])
    form = definition(
        step(
            "one",
            question("agency", shared=True),
            section("person"),
            section("evidence", "training", kind="training"),
        )
    )
    application = make_application(person, version=make_form(credential, form))
    write(application, {"q-agency": "Harbor Clinic"})
    add_evidence(person, hours=6)
    add_evidence(person, hours=4)
    add_evidence(person, "work", "Not asked for")
    return application


def write(application, answers):
    by = application.person.user
    save_step(application=application.pk, by=by, step="one", answers=answers, since=Since(99), completed=True)


def submit(application, **more):
    values = {"by": application.person.user, "today": JANUARY, "list_in_registry": True}
    return submit_application(application=application.pk, **(values | more))


def test_it_sets_the_promised_dates_and_keeps_everything_as_it_stands(ready):
    submitted = submit(ready)
    assert (submitted.state, submitted.list_in_registry) == ("submitted", True)
    assert submitted.answer_by == date(2026, 2, 28)
    assert submitted.exam_from == date(2026, 4, 30)
    answer = submitted.answers.get()
    assert (answer.name, answer.text, answer.shared_with_reviewers) == ("agency", "Harbor Clinic", True)
    assert sorted(entry.hours for entry in submitted.evidence.all()) == [4, 6]
    assert submitted.events.filter(action="submitted").count() == 1


def test_the_association_sets_its_own_calendar(ready):
    ready.association.answer_after_months = 2
    ready.association.exam_after_months = 1
    ready.association.save()
    submitted = submit(ready)
    assert (submitted.answer_by, submitted.exam_from) == (date(2026, 3, 31), date(2026, 2, 28))


def test_submitting_twice_is_submitting_once(ready):
    first, second = submit(ready), submit(ready)
    assert first.submitted_at == second.submitted_at
    assert ready.events.filter(action="submitted").count() == 1
    assert SubmittedEntry.objects.count() == 2
    assert Work.objects.filter(kind="endorsement.follow_up_submission").count() == 1


def test_what_is_changed_afterwards_in_the_portfolio_changes_nothing(ready, person):
    submitted = submit(ready)
    person.evidence.update(title="changed")
    assert not submitted.evidence.filter(title="changed").exists()


def test_returned_and_submitted_again_it_holds_the_new_answers_and_keeps_those_of_before(ready, person):
    submitted = submit(ready)
    submitted.state = "returned"
    submitted.save()
    write(submitted, {"q-agency": "Lagoon Clinic"})
    add_evidence(person, hours=1)
    again = submit(submitted, today=date(2026, 3, 2))
    assert [answer.text for answer in again.answers.all()] == ["Lagoon Clinic"]
    assert again.evidence.count() == 3
    assert again.answer_by == date(2026, 4, 30)
    assert again.exam_from == date(2026, 4, 30), "a correction does not put the exam off"
    (kept,) = again.submissions.all()
    assert [answer.text for answer in kept.answers.all()] == ["Harbor Clinic"]
    assert kept.evidence.count() == 2
    assert (kept.number, kept.answer_by, kept.exam_from) == (1, date(2026, 2, 28), date(2026, 4, 30))


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("state", ["returned", "deferred"])
def test_each_submission_keeps_what_was_sent_and_promised(ready, state, times):
    for n in range(times):
        write(ready, {"q-agency": f"Clinic {n}"})
        submitted = submit(ready, today=date(2026, 1 + n, 5))
        type(ready).objects.filter(pk=ready.pk).update(state=state)
    kept = list(submitted.submissions.all())
    assert [one.number for one in kept] == list(range(1, times))
    assert [one.answers.get().text for one in kept] == [f"Clinic {n}" for n in range(times - 1)]
    assert [one.answer_by.month for one in kept] == [2 + n for n in range(times - 1)]
    assert submitted.answers.get().text == f"Clinic {times - 1}"
    assert submitted.answer_by.month == 1 + times


def test_both_read_what_was_sent_before_and_what_was_promised(ready, client):
    submit(ready)
    type(ready).objects.filter(pk=ready.pk).update(state="returned")
    write(ready, {"q-agency": "Lagoon Clinic"})
    again = submit(ready, today=date(2026, 3, 2))
    client.force_login(again.person.user)
    status = client.get(f"/apply/{again.pk}/").content.decode()
    assert "An answer was promised by 28 February 2026." in status
    assert "You submitted your application again" in status
    sent = client.get(f"/apply/{again.pk}/sent/").content.decode()
    assert "Lagoon Clinic" in sent
    assert "Harbor Clinic" in sent[sent.index("What you sent before") :]
    client.force_login(make_coordinator(again.association))
    file = client.get(reverse("endorsement_applications:inspect", args=[again.pk])).content.decode()
    assert "answer promised by 28 February 2026" in file
    assert "Harbor Clinic" in file[file.index("What was sent in before") :]


def test_every_problem_is_told_and_nothing_changes(ready, person):
    write(ready, {"q-agency": None})
    person.given_name = person.family_name = ""
    person.save()
    person.evidence.filter(hours=6).delete()
    with pytest.raises(Incomplete) as refusal:
        submit(ready)
    problems = {problem.code: problem for problem in refusal.value.problems}
    assert [problem.where[1] for problem in refusal.value.problems[:2]] == ["agency", "person-given_name"]
    unmet = problems["requirement_not_met"]
    assert unmet.params == {"value": "4", "minimum": "10"}
    assert unmet.step == "one"
    assert "4 of 10 hours so far" in unmet.message
    ready.refresh_from_db()
    assert ready.state == "draft"
    assert not ready.answers.exists()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (section("references", count=1, slots=[{"role": "Supervisor"}]), "referee_missing"),
        (attestation(), "not_signed"),
        (section("transcripts", max=2, required=True), "required"),
        (section("evidence", "work", kind="work", required=True), "required"),
    ],
    ids=["references", "attestation", "transcripts", "evidence"],
)
def test_a_section_that_was_left_out(person, field, code):
    credential = make_credential()
    version = make_form(credential, definition(step("one", field)))
    with pytest.raises(Incomplete) as refusal:
        submit(make_application(person, version=version))
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_referee_who_declined_does_not_count(person):
    field = section("references", count=1, slots=[{"role": "Supervisor"}])
    version = make_form(make_credential(), definition(step("one", field)))
    application = make_application(person, version=version)
    add_reference(application, state="declined")
    with pytest.raises(Incomplete, match="cannot be submitted"):
        submit(application)


def test_a_revision_that_is_given_has_to_be_the_newest(ready):
    with pytest.raises(Stale, match="check it again"):
        submit(ready, revision=1)


def test_who_and_when(ready, stranger):
    with pytest.raises(NotAllowed):
        submit(ready, by=stranger.user)
    with pytest.raises(WrongState):
        submit(make_application(stranger, state="in_review"))


def test_the_host_site_hears_of_it(ready):
    heard = []

    def listen(sender, application, **kwargs):
        heard.append(application.pk)

    application_submitted.connect(listen)
    try:
        submit(ready)
        submit(ready)
    finally:
        application_submitted.disconnect(listen)
    assert heard == [ready.pk]
