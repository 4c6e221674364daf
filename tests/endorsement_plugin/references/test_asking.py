"""The applicant's side: naming, sending, reminding, replacing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, LinkGone, NotAllowed, WrongState
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.name import name_referee
from endorsement_plugin.references.actions.open import open_reference
from endorsement_plugin.references.actions.remind import chase_reference
from endorsement_plugin.references.actions.replace import replace_referee
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.actions.send import send_reference
from endorsement_plugin.references.links import token_of
from endorsement_plugin.rules.merging import Since
from review_queue.work.running import run_due
from tests.factories.applications import add_reference, make_application
from tests.factories.people import make_person


@pytest.fixture
def application(db):
    return make_application()


def name(application, slot=1, email="referee@example.org", **more):
    by = more.pop("by", application.person.account)
    return name_referee(application=application.pk, by=by, slot=slot, name="Ref Eree", email=email, **more)


def send(reference):
    return send_reference(reference=reference.pk, by=reference.application.person.account)


def test_a_referee_is_named_and_corrected_until_asked(application):
    first = name(application, email="wrong@example.org")
    second = name(application, email="right@example.org", waived=True)
    assert first.pk == second.pk
    assert (second.email, second.role, second.waived) == ("right@example.org", "Supervisor", True)


def test_whatever_the_name_the_request_has_a_subject_of_one_line(application):
    person = application.person
    person.given_name, person.family_name = "Ina\rBcc: " + "x" * 90, "y" * 100
    person.save()
    send(name(application))
    run_due()
    (message,) = mail.outbox
    assert message.subject.startswith("Ina Bcc: xxx")
    assert len(message.subject) == 200


@pytest.mark.parametrize("email", ["ina.applicant@example.org", "INA.Applicant@example.org"])
def test_nobody_is_their_own_referee(application, email):
    with pytest.raises(Incomplete, match="somebody else") as refusal:
        name(application, email=email)
    assert refusal.value.problems[0].where == ("email",)


def test_each_referee_is_another_person(application):
    name(application, slot=1)
    with pytest.raises(Incomplete, match="named this person already"):
        name(application, slot=2, email="Referee@example.org")


@pytest.mark.parametrize("slot", [0, 4])
def test_no_more_referees_than_asked_for(application, slot):
    with pytest.raises(Incomplete, match="no such reference"):
        name(application, slot=slot)


def test_the_request_goes_out_with_a_link_to_the_associations_site(application, settings):
    application.association.site.port = 8123
    application.association.site.save()
    reference = send(name(application))
    run_due()
    (message,) = mail.outbox
    assert message.to == ["referee@example.org"]
    assert f"http://localhost:8123/reference/{token_of(reference)}/" in message.body
    assert "Ina Applicant" in message.subject
    assert reference.form_version.form.kind == "reference"


def test_the_link_is_not_in_the_row(application):
    reference = send(name(application))
    stored = Reference.objects.filter(pk=reference.pk).values().get()
    assert token_of(reference) not in {str(value) for value in stored.values()}


def test_once_asked_a_referee_is_not_changed(application):
    send(name(application))
    with pytest.raises(WrongState, match="asked already"):
        name(application, email="other@example.org")


def test_a_reminder_keeps_the_link_with_which_the_referee_is_writing(application):
    reference = send(name(application))
    old = token_of(reference)
    Reference.objects.update(sent_at=timezone.now() - timedelta(days=2), draft={"q-warmth": "4"})
    before = Reference.objects.get().expires_at
    reminded = send(reference)
    assert reminded.draft == {"q-warmth": "4"}, "what was written stays"
    assert token_of(reminded) == old
    assert reminded.expires_at > before
    assert open_reference(token=old).state == "opened"
    saved = save_reference(link=reminded.token_digest, answers={"q-comment": "x"}, since=Since(1))
    assert saved.draft == {"q-warmth": "4", "q-comment": "x"}
    assert application.events.filter(action="reference_reminded").count() == 1


def test_an_expired_link_is_followed_by_a_new_one(application):
    reference = send(name(application))
    old = token_of(reference)
    Reference.objects.update(state="expired", sent_at=timezone.now() - timedelta(days=60))
    sent = send(reference)
    with pytest.raises(LinkGone):
        open_reference(token=old)
    assert open_reference(token=token_of(sent)).state == "opened"


def test_the_clock_reminds_once_more_after_a_reminder(application):
    reference = send(name(application))
    for days in (20, 10):
        Reference.objects.update(sent_at=timezone.now() - timedelta(days=days), chased_at=None)
        chase_reference(reference=reference.pk)
    run_due()
    assert sum("A reminder" in message.subject for message in mail.outbox) == 2


def test_no_second_reminder_within_a_day(application):
    reference = send(name(application))
    with pytest.raises(WrongState, match="wait until tomorrow"):
        send(reference)


def test_the_days_limit_of_messages(application, settings):
    settings.ENDORSEMENT = {"REFERENCE_MAILS_PER_DAY": 1}
    send(name(application, slot=1))
    with pytest.raises(NotAllowed, match="go on tomorrow"):
        send(name(application, slot=2, email="second@example.org"))
    run_due()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("state", ["received", "declined", "replaced"])
def test_an_answered_request_is_not_sent_again(application, state):
    with pytest.raises(WrongState):
        send(add_reference(application, state=state))


def test_an_expired_request_is_sent_again(application):
    assert send(add_reference(application, state="expired")).state == "sent"


def test_without_a_published_form_it_says_whom_to_tell(application):
    reference = name(application)
    application.form_version.definition["steps"][6]["fields"][0]["form"] = ""
    application.form_version.save()
    with pytest.raises(WrongState, match="office@aimh-hi"):
        send(reference)


def test_a_replaced_referee_leaves_the_place_free(application):
    reference = send(name(application))
    token = token_of(reference)
    replace_referee(reference=reference.pk, by=application.person.account)
    with pytest.raises(LinkGone):
        open_reference(token=token)
    assert name(application, email="next@example.org").pk != reference.pk


def test_a_received_reference_stays(application):
    reference = add_reference(application, state="received")
    with pytest.raises(WrongState):
        replace_referee(reference=reference.pk, by=application.person.account)


def test_after_submitting_a_referee_who_declined_is_replaced(db):
    application = make_application(state="in_review")
    reference = add_reference(application, state="declined")
    replace_referee(reference=reference.pk, by=application.person.account)
    assert send(name(application, email="next@example.org")).state == "sent"


@pytest.mark.parametrize("state", ["exam", "ready", "endorsed", "withdrawn"])
def test_too_late_for_referees(db, state):
    application = make_application(state=state)
    with pytest.raises(WrongState, match="can no longer be changed"):
        name(application)


def test_nobody_else_may(application):
    stranger = make_person("otto.other@example.org").account
    reference = name(application)
    for act in (send_reference, replace_referee):
        with pytest.raises(NotAllowed):
            act(reference=reference.pk, by=stranger)
    with pytest.raises(NotAllowed):
        name(application, by=stranger)
