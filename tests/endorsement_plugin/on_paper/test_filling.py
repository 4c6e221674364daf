"""A coordinator fills in from paper the very steps that applicants fill in, and everything says so."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from endorsement_plugin.applications.actions.save_details import save_details
from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.actions.take_over import take_over
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.models import Application, EvidenceEntry, Person, Transcript
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.applications import add_evidence as in_portfolio
from tests.factories.applications import add_transcript, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_person, make_user

from .entering import enter, office

pytestmark = pytest.mark.django_db

TRAINING = {
    "title": "Attachment",
    "organization": "Us",
    "started_on": "2025-02-01",
    "ended_on": "2025-02-05",
    "hours": "30",
}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.pdf", pdfs.good(), "application/pdf")


def for_somebody_with_an_account() -> Application:
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    return enter(person=person.pk, note="She asked by telephone.")


def test_the_steps_are_filled_in_on_the_applicants_own_screens(desk: Client, application, base: str):
    page = desk.get(base).content.decode()
    assert "From paper: Kaʻiulani Kahale" in page
    assert "/admin/endorsement/on-paper/" in page
    details = {"revision": "1", "person-given_name": "Kaʻiulani", "person-employer": "Harbor Clinic"}
    assert desk.post(f"{base}steps/about_you/", details)["Location"] == f"{base}steps/practice/"
    answers = {"revision": "2", "agency": "Harbor Clinic", "story": "I visit families at home."}
    assert desk.post(f"{base}steps/practice/", answers)["Location"] == f"{base}steps/experience/"
    assert desk.post(f"{base}evidence/training/add/", TRAINING).status_code == 302
    entry = EvidenceEntry.objects.get()
    assert (entry.person, entry.entered_for) == (application.person, application)
    changed = desk.post(f"{base}evidence/{entry.pk}/", TRAINING | {"hours": "12,5", "revision": "1"})
    assert changed.status_code == 302
    application.person.refresh_from_db()
    assert application.person.employer == "Harbor Clinic"
    assert contents_of(application).answers["q-agency"] == "Harbor Clinic"
    for event in application.events.all():
        assert (event.role, event.actor, event.from_paper) == ("coordinator", office(), True), event.action


def test_what_somebody_has_written_in_their_account_stays(client: Client):
    application = for_somebody_with_an_account()
    person = application.person
    Person.objects.filter(pk=person.pk).update(employer="Their Own Clinic", license_number="LCSW 1")
    Application.objects.exclude(pk=application.pk).update(state="withdrawn")  # nothing is being read
    client.force_login(office())
    own = {"person-given_name": person.given_name, "person-family_name": person.family_name}
    typed = {**own, "revision": "1", "person-employer": "Paper Clinic", "person-license_number": "LCSW 1"}
    answer = client.post(f"/apply/{application.pk}/steps/about_you/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("This stands otherwise in their account") >= 1
    assert 'value="Paper Clinic"' in page
    with pytest.raises(Incomplete, match="only they change it there"):
        save_details(application=application.pk, by=office(), values={"license_number": "LCSW 2"})
    blank = typed | {"revision": "2", "person-employer": "Their Own Clinic", "person-nicknames": "Ina"}
    assert client.post(f"/apply/{application.pk}/steps/about_you/", blank).status_code == 302
    person.refresh_from_db()
    assert (person.employer, person.license_number) == ("Their Own Clinic", "LCSW 1")
    assert person.nicknames == "Ina", "what the account does not say is filled in"


def test_the_history_says_who_entered_it_from_paper(desk: Client, application, base: str):
    office_user = office()
    office_user.first_name, office_user.last_name = "Olivia", "Office"
    office_user.save()
    desk.post(f"{base}evidence/training/add/", TRAINING)
    Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=timezone.now())
    page = desk.get(f"/admin/endorsement/applications/{application.pk}/").content.decode()
    assert page.count("entered by Olivia Office from paper") == 2
    assert "Received 26 February 2026, entered by Olivia Office" in page
    assert desk.get(base)["Location"] == f"/admin/endorsement/applications/{application.pk}/"


def test_a_wrong_answer_is_refused_beside_its_cause_and_kept(desk: Client, base: str):
    answer = desk.post(f"{base}steps/practice/", {"revision": "1", "agency": "", "story": "Kept."})
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()


def test_another_coordinator_of_the_association_goes_on_with_it(client: Client, base: str):
    client.force_login(make_coordinator(make_association(), "second@example.org"))
    answers = {"revision": "1", "agency": "Harbor Clinic", "story": "I visit families at home."}
    assert client.post(f"{base}steps/practice/", answers).status_code == 302


@pytest.mark.parametrize("who", ["other_association", "outsider", "another_applicant"])
def test_nobody_else_finds_it(client: Client, application, base: str, who: str):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    user = {
        "other_association": lambda: make_coordinator(other, "connie@example.org"),
        "outsider": lambda: make_user("olga@example.org"),
        "another_applicant": lambda: make_person().account,
    }[who]()
    client.force_login(user)
    transcript = add_transcript(application)
    for path in ("", "steps/practice/", "check/", "evidence/training/add/", "referees/1/", "withdraw/"):
        assert client.get(f"{base}{path}").status_code == 404, path
    assert client.get(f"/apply/transcripts/{transcript.pk}/file/").status_code == 404
    assert client.post(f"/apply/transcripts/{transcript.pk}/remove/").status_code == 404
    with pytest.raises(NotAllowed):
        save_step(application=application.pk, by=user, step="practice", answers={}, since=Since(1))


def test_a_draft_of_an_applicant_stays_theirs_alone(client: Client):
    own = make_application()
    client.force_login(office())
    assert client.get(f"/apply/{own.pk}/").status_code == 404


def test_pages_that_are_the_applicants_alone_stay_that(desk: Client, base: str, application):
    Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=timezone.now())
    for path in ("sent/", "letter/"):
        assert desk.get(f"{base}{path}").status_code == 404
    assert desk.post(f"{base}registry/", {"listed": "yes"}).status_code == 404
    assert desk.post(f"{base}take-over/").status_code == 404
    assert desk.get(f"/api/v3-preview/applications/{application.pk}/").status_code == 404


def test_a_transcript_that_came_sealed_counts_as_that(desk: Client, application, base: str):
    page = desk.get(f"{base}steps/transcripts/").content.decode()
    assert "Sealed, received by post on" in page
    answer = desk.post(f"{base}transcripts/s-transcripts/", {"file": scan(), "received_on": "2026-02-20"})
    assert answer.status_code == 302
    run_due()
    transcript = Transcript.objects.get()
    assert "received by post on 20 February 2026" in desk.get(f"{base}steps/transcripts/").content.decode()
    file = desk.get(f"/apply/transcripts/{transcript.pk}/file/")
    assert file.getvalue() == pdfs.good()
    Application.objects.filter(pk=application.pk).update(state="in_review", submitted_at=timezone.now())
    verify_transcript(transcript=transcript.pk, by=office(), note="Envelope opened by us")
    transcript.refresh_from_db()
    assert (transcript.state, transcript.standard) == ("verified", "sealed")


def test_who_verifies_it_may_say_otherwise(application):
    transcript = add_transcript(application, received_on=timezone.localdate())
    Application.objects.filter(pk=application.pk).update(state="in_review", submitted_at=timezone.now())
    assert (
        verify_transcript(transcript=transcript.pk, by=office(), standard="unofficial").standard
        == "unofficial"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [("2999-01-01", "still to come"), ("31.02.2026", "as in 2026-04-30"), ("soon", "as a date")],
)
def test_a_day_that_cannot_be_is_refused_and_kept(desk: Client, base: str, day: str, said: str):
    answer = desk.post(f"{base}transcripts/s-transcripts/", {"file": scan(), "received_on": day})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    assert not Transcript.objects.exists()


def test_an_applicant_cannot_say_that_something_came_by_post(client: Client):
    own = make_application()
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Incomplete):
        upload_transcript(
            application=own.pk,
            by=own.person.account,
            block_id="s-transcripts",
            file=scan(),
            received_on=yesterday,
        )
    client.force_login(own.person.account)
    assert "received by post" not in client.get(f"/apply/{own.pk}/steps/transcripts/").content.decode()


def test_what_somebody_keeps_in_their_portfolio_is_shown_to_nobody(client: Client):
    application = for_somebody_with_an_account()
    theirs = in_portfolio(application.person, title="Seen by nobody")
    client.force_login(office())
    base = f"/apply/{application.pk}/"
    assert "Seen by nobody" not in client.get(f"{base}steps/training/").content.decode()
    assert "Seen by nobody" not in client.get(f"{base}check/").content.decode()
    assert client.get(f"{base}evidence/{theirs.pk}/").status_code == 404
    values = {"title": "Mine now"}
    with pytest.raises(WrongState):
        change_evidence(application=application.pk, by=office(), entry=theirs.pk, values=values)
    with pytest.raises(WrongState):
        remove_evidence(application=application.pk, by=office(), entry=theirs.pk)
    client.post(f"{base}evidence/training/add/", TRAINING)
    assert "Attachment" in client.get(f"{base}steps/training/").content.decode()


def test_its_applicant_reads_it_and_writes_only_once_they_go_on_with_it(client: Client):
    application = for_somebody_with_an_account()
    in_portfolio(application.person, title="Kept by herself")
    client.force_login(application.person.account)
    base = f"/apply/{application.pk}/"
    page = client.get(base).content.decode()
    assert "received on 26 February 2026" in page
    assert "She asked by telephone." in page
    answers = {"revision": "1", "agency": "Harbor Clinic", "story": "My own words."}
    refused = client.post(f"{base}steps/practice/", answers)
    assert refused.status_code == 409
    assert "press “Go on with it yourself”" in refused.content.decode()
    assert "My own words." in refused.content.decode()

    assert client.post(f"{base}take-over/", follow=True).status_code == 200
    assert "Entered from paper" not in client.get(base).content.decode()
    assert client.post(f"{base}steps/practice/", answers).status_code == 302
    assert "Kept by herself" in client.get(f"{base}steps/training/").content.decode()
    roles = dict(application.events.values_list("action", "role"))
    assert (roles["started"], roles["taken_over"]) == ("coordinator", "applicant")
    with pytest.raises(NotAllowed):
        add_evidence(application=application.pk, by=office(), kind="training", values={"title": "Late"})
    client.force_login(office())
    assert client.get(base).status_code == 404


def test_going_on_with_it_twice_or_with_ones_own_changes_nothing():
    application = for_somebody_with_an_account()
    by = application.person.account
    take_over(application=application.pk, by=by)
    since = Application.objects.get(pk=application.pk).taken_over_at
    take_over(application=application.pk, by=by)
    assert Application.objects.get(pk=application.pk).taken_over_at == since
    assert application.events.filter(action="taken_over").count() == 1
    with pytest.raises(NotAllowed):
        take_over(application=application.pk, by=office())


def test_through_the_api_its_applicant_goes_on_with_it(client: Client):
    application = for_somebody_with_an_account()
    client.force_login(application.person.account)
    path = f"/api/v3-preview/applications/{application.pk}/actions/take-over/"
    assert client.post(path).status_code == 200
    application.refresh_from_db()
    assert not application.is_on_paper


def test_a_coordinator_submits_and_consents_in_the_words_of_the_paper(desk: Client, base: str):
    page = desk.get(f"{base}check/").content.decode()
    assert "The paper says that the applicant wants to be listed" in page
    assert "Submit the application" in page
    assert "If I am endorsed" not in page
    assert "Somebody other than the applicant" in desk.get(f"{base}steps/references/").content.decode()


def test_who_reads_what_is_entered_for_them_is_asked_as_everybody_is(client: Client):
    application = for_somebody_with_an_account()
    client.force_login(application.person.account)
    page = client.get(f"/apply/{application.pk}/check/").content.decode()
    assert "If I am endorsed" in page
    assert "Withdraw your application?" in client.get(f"/apply/{application.pk}/withdraw/").content.decode()


def test_it_is_withdrawn_for_who_wrote_that_they_give_it_up(desk: Client, application, base: str):
    assert "Only if Kaʻiulani Kahale has written" in desk.get(f"{base}withdraw/").content.decode()
    page = desk.post(f"{base}withdraw/", follow=True).content.decode()
    assert "The application of Kaʻiulani Kahale is withdrawn." in page
    application.refresh_from_db()
    assert application.state == "withdrawn"
    event = application.events.get(action="withdrawn")
    assert (event.actor, event.from_paper) == (office(), True)
