import pytest

from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.people import make_person

JSON = {"Accept": "application/json"}


@pytest.fixture
def practice(application):
    return f"/apply/{application.pk}/steps/practice/"


def test_going_on_needs_every_answer_and_keeps_what_was_typed(page, practice, application):
    response = page.post(practice, {"revision": "1", "agency": "Harbor Clinic"})
    content = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in content
    assert 'href="#id_story"' in content
    assert "Harbor Clinic" in content
    draft = application.drafts.get()
    assert (draft.answers["q-agency"], draft.completed) == ("Harbor Clinic", False)


def test_finishing_later_asks_for_nothing(page, practice, application):
    response = page.post(practice, {"revision": "1", "agency": "Harbor", "then": "later"}, follow=True)
    assert response.redirect_chain == [(f"/apply/{application.pk}/", 302)]
    assert "Your answers are saved" in response.content.decode()


def test_what_was_written_is_there_in_another_browser(page, practice, application):
    from django.test import Client

    page.post(practice, {"revision": "1", "story": "Home visits", "then": "later"})
    other = Client()
    other.force_login(application.person.user)
    assert "Home visits" in other.get(practice).content.decode()


def test_saving_while_writing(page, practice, application):
    answer = page.post(practice, {"revision": "1", "agency": "Harbor"}, headers=JSON)
    assert (answer.json()["revision"], answer.json()["refused"]) == (2, {})
    assert application.drafts.get().answers["q-agency"] == "Harbor"


def test_an_answer_that_is_too_long_is_kept_as_well(page, practice, application):
    story = "word " * 201
    page.post(practice, {"revision": "1", "story": story}, headers=JSON)
    assert application.drafts.get().answers["q-story"].strip() == story.strip()


def test_a_stale_tab_is_told_and_overwrites_nothing(page, practice, application):
    page.post(practice, {"revision": "1", "agency": "newer"}, headers=JSON)
    answer = page.post(practice, {"revision": "1", "agency": "older"}, headers=JSON)
    assert answer.status_code == 409
    assert "another tab" in answer.json()["message"]
    response = page.post(practice, {"revision": "1", "agency": "older"})
    content = response.content.decode()
    assert response.status_code == 409
    assert "Nothing was saved" in content
    assert "older" in content
    assert application.drafts.get().answers["q-agency"] == "newer"


def test_a_stale_tab_may_replace_on_purpose(page, practice, application):
    page.post(practice, {"revision": "1", "agency": "newer"}, headers=JSON)
    page.post(practice, {"revision": "1", "replace": "2", "agency": "older", "then": "later"})
    assert application.drafts.get().answers["q-agency"] == "older"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_no_revision_is_an_old_one(page, practice, revision):
    page.post(practice, {"revision": "1", "agency": "newer"}, headers=JSON)
    assert page.post(practice, {"revision": revision, "agency": "x"}, headers=JSON).status_code == 409


def test_after_submitting_a_tab_left_open_changes_nothing(page, practice, application):
    make = {"state": "submitted", "submitted_at": "2026-01-15T09:00Z"}
    type(application).objects.filter(pk=application.pk).update(**make)
    answer = page.post(practice, {"revision": "1", "agency": "late"}, headers=JSON)
    assert answer.status_code == 409
    assert "can no longer be changed" in answer.json()["message"]
    assert page.get(practice).url == f"/apply/{application.pk}/"
    assert not application.drafts.exists()


def test_details_are_part_of_their_step(page, application, person):
    address = f"/apply/{application.pk}/steps/about_you/"
    response = page.post(address, {"revision": "1", "person-given_name": "", "person-employer": "Harbor"})
    assert response.status_code == 422
    assert "Enter your name." in response.content.decode()
    page.post(address, {"revision": "2", "person-given_name": "Ina", "person-family_name": "Newname"})
    person.refresh_from_db()
    assert person.family_name == "Newname"


def test_a_step_the_form_does_not_have(page, application):
    assert page.get(f"/apply/{application.pk}/steps/nothing/").status_code == 404


def test_meters_move_with_every_entry(page, application):
    from endorsement_plugin.models import RequirementSet

    RequirementSet.objects.update(clauses=[{"kind": "training", "id": "c1", "hours": "30"}])
    step = f"/apply/{application.pk}/steps/training/"
    assert "0 of 30 hours" in page.get(step).content.decode()
    entry = {"title": "Attachment", "organization": "Us", "started_on": "2025-02-01", "hours": "18"}
    response = page.post(f"/apply/{application.pk}/evidence/training/add/", entry, follow=True)
    assert response.redirect_chain == [(step, 302)]
    assert "18 of 30 hours" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hours": "many"}, "Enter a number of hours"),
        ({"hours": "-3"}, "Enter more than no hours."),
        ({"hours": ""}, "Enter the number of hours."),
        ({"hours": "1e9"}, "We are not sure which number “1e9” is."),
        ({"hours": "20,001"}, "That is more than a person can do"),
        ({"started_on": "2190-01-01"}, "this day is still to come"),
        ({"started_on": "1890-01-01"}, "Check the year."),
        ({"started_on": "tomorrow"}, "Enter a date"),
        ({"ended_on": "2025-01-01"}, "before the first one"),
    ],
)
def test_a_wrong_entry_is_refused_in_words(page, application, person, change, message):
    entry = {"title": "Attachment", "organization": "Us", "started_on": "2025-02-01", "hours": "18"}
    response = page.post(f"/apply/{application.pk}/evidence/training/add/", entry | change)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Attachment" in response.content.decode()
    assert not person.evidence.exists()


@pytest.mark.parametrize("hours", ["9999999", "12345678.5", "-99999999"])
def test_a_number_far_out_of_bounds_is_refused_once(page, application, hours):
    entry = {"title": "Attachment", "organization": "Us", "started_on": "2025-02-01", "hours": hours}
    html = page.post(f"/apply/{application.pk}/evidence/training/add/", entry).content.decode()
    assert "more than" in html
    assert "Enter a number of hours" not in html


def test_a_kind_of_entry_the_form_does_not_ask_for(page, application):
    assert page.get(f"/apply/{application.pk}/evidence/awards/add/").status_code == 404


def test_removing_an_entry_asks_first(page, application, person):
    from tests.factories.applications import add_evidence

    entry = add_evidence(person)
    address = f"/apply/{application.pk}/evidence/{entry.pk}/remove/"
    assert "Remove this training?" in page.get(address).content.decode()
    assert person.evidence.exists()
    assert "Removed: A course." in page.post(address, follow=True).content.decode()
    assert not person.evidence.exists()


def test_signing_needs_name_and_box(page, application):
    address = f"/apply/{application.pk}/statements/s-ethics/"
    response = page.post(address, {"sign-s-ethics-digest": "x"})
    content = response.content.decode()
    assert response.status_code == 422
    assert "Type your name to sign." in content
    assert 'href="#id_sign-s-ethics-agreed"' in content


def test_a_referee_with_a_wrong_address_keeps_the_rest(page, application, person):
    address = f"/apply/{application.pk}/referees/1/"
    response = page.post(address, {"name": "Ref Eree", "email": person.email})
    assert response.status_code == 422
    assert "A referee has to be somebody else." in response.content.decode()
    assert "Ref Eree" in response.content.decode()
    assert page.get(f"/apply/{application.pk}/referees/9/").status_code == 404


def test_naming_and_sending_at_once(page, application):
    referee = {"name": "Ref Eree", "email": "r@example.org", "then": "send"}
    response = page.post(f"/apply/{application.pk}/referees/1/", referee, follow=True)
    assert "We have written to Ref Eree at r@example.org." in response.content.decode()


def test_the_check_page_lists_and_links_what_is_missing(page, application):
    content = page.get(f"/apply/{application.pk}/check/").content.decode()
    assert "Before it can be submitted" in content
    assert f"/apply/{application.pk}/steps/practice/?back=check#id_agency" in content
    assert f"/apply/{application.pk}/steps/references/?back=check#referee-2" in content
    response = page.post(f"/apply/{application.pk}/check/", {})
    assert response.status_code == 422
    assert "It cannot be submitted yet" in response.content.decode()
    application.refresh_from_db()
    assert application.state == "draft"


def test_the_status_page_says_what_was_promised(page, person):
    application = make_application(person, state="submitted")
    add_reference(application, state="declined", decline_reason="Moved away")
    add_transcript(application, state="refused", reason="password")
    content = page.get(f"/apply/{application.pk}/").content.decode()
    assert "Answer by 28 February 2026" in content
    assert "Moved away" in content
    assert "protected with a password" in content


def test_a_returned_application_says_what_is_needed(page, person):
    application = make_application(person, state="returned", return_note="Add the second degree.")
    assert "Add the second degree." in page.get(f"/apply/{application.pk}/").content.decode()


def test_withdrawing_asks_first(page, application):
    address = f"/apply/{application.pk}/withdraw/"
    assert page.get(address).status_code == 200
    content = page.post(address, follow=True).content.decode()
    assert "You have withdrawn this application" in content


def test_starting_again_opens_the_one_there_is(page, application):
    address = f"/apply/start/{application.form_version.form.family}/"
    response = page.post(address, follow=True)
    assert response.redirect_chain == [(f"/apply/{application.pk}/", 302)]
    assert "already started" in response.content.decode()


def test_a_closed_form_cannot_be_started(page, application):
    form = application.form_version.form
    form.is_open = False
    form.save()
    assert "not open" in page.get(f"/apply/start/{form.family}/").content.decode()
    page.force_login(make_person("new@example.org").user)
    assert "not open" in page.post(f"/apply/start/{form.family}/", follow=True).content.decode()
