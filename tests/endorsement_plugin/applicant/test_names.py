"""People with one name, names that hold a link, no name, and the name under a statement."""

from datetime import date

import pytest
from django.core import mail

from endorsement_plugin.applications.actions.check import check_application
from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.models import Attestation
from review_queue.work.running import run_due
from tests.factories.applications import add_reference
from tests.factories.definitions import attestation

ETHICS = attestation()


def rename(person, given: str, family: str = "") -> None:
    person.given_name, person.family_name = given, family
    person.save()


def about_you(page, application, **names):
    details = {f"person-{name}": typed for name, typed in names.items()}
    posted = {"revision": str(application.revision), "then": "next", **details}
    return page.post(f"/apply/{application.pk}/steps/about_you/", posted)


def sign(page, application, typed: str):
    prefix = f"sign-{ETHICS['id']}"
    typed_in = {f"{prefix}-agreed": "on", f"{prefix}-typed_name": typed, f"{prefix}-digest": ETHICS["sha256"]}
    return page.post(f"/apply/{application.pk}/statements/{ETHICS['id']}/", typed_in)


def problems(application) -> list[str]:
    found, _ = check_application(contents_of(application), date(2026, 6, 1))
    return [problem.code for problem in found if problem.where[-1].startswith(("person", "ethics"))]


@pytest.mark.parametrize(
    "names", [{"given_name": "Sukarno"}, {"family_name": "Teller"}, {"given_name": "ไพลิน"}]
)
def test_one_name_is_enough(page, application, person, names):
    rename(person, "", "")
    about_you(page, application, **names)
    person.refresh_from_db()
    assert person.name == next(iter(names.values()))
    assert "required" not in problems(application)
    signed = sign(page, application, person.name.upper())
    assert (signed.status_code, problems(application)) == (302, [])


def test_nobody_goes_without_a_name(page, application, person):
    rename(person, "")
    assert problems(application)[0] == "required"


@pytest.mark.parametrize("name", ["http://evil.example/", "www.evil", "Ana evil.com", "bob@evil.example"])
@pytest.mark.parametrize("field", ["given_name", "family_name", "preferred_name", "employer"])
def test_no_name_holds_a_link(page, application, person, field, name):
    response = about_you(page, application, **{"given_name": "Ina", "family_name": "Applicant", field: name})
    assert response.status_code == 422
    assert "A name cannot hold a link." in response.content.decode()
    assert f'value="{name}"' in response.content.decode()
    person.refresh_from_db()
    assert getattr(person, field) != name


@pytest.mark.parametrize("field", ["name", "role"])
def test_no_referee_is_called_by_a_link(page, application, field):
    typed = {"name": "Ref Eree", "email": "ref@example.org", "role": "", field: "win.example/prize"}
    response = page.post(f"/apply/{application.pk}/referees/1/", typed)
    if field == "role" and response.status_code == 302:
        assert "win.example" not in application.references.get().role
    else:
        assert "A name cannot hold a link." in response.content.decode()


@pytest.mark.parametrize("given", ["", "www.evil.example"])
def test_a_request_goes_out_in_somebodys_name(page, application, person, given):
    rename(person, given)
    reference = add_reference(application)
    response = page.post(f"/apply/references/{reference.pk}/send/", follow=True)
    assert "The letter to your referee says who asks." in response.content.decode()
    run_due()
    reference.refresh_from_db()
    assert (reference.state, mail.outbox) == ("draft", [])


def test_a_name_that_was_taken_away_leaves_the_reminder_readable(page, application, person):
    from endorsement_plugin.mail.letters import compose

    rename(person, "")
    letter = compose("reference_reminder", application, reference=add_reference(application), link="")
    assert letter.subject == "A reminder: an applicant asks you for a reference"


@pytest.mark.parametrize("typed", ["Mickey Mouse", "Ina", "Ina Mouse"])
def test_another_name_signs_nothing(page, application, typed):
    response = sign(page, application, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "This is not the name you have given, “Ina Applicant”." in html
    assert f'value="{typed}"' in html
    assert not Attestation.objects.exists()


@pytest.mark.parametrize("typed", ["ina applicant", "Applicant, Ina", "I. M. Applicant", "Ína Applicânt"])
def test_the_same_name_signs_however_it_is_written(page, application, typed):
    assert sign(page, application, typed).status_code == 302
    assert Attestation.objects.get().typed_name == typed


def test_nothing_is_signed_before_there_is_a_name(page, application, person):
    rename(person, "")
    assert "Enter your name first" in sign(page, application, "Mickey Mouse").content.decode()
    assert not Attestation.objects.exists()


def test_who_changes_the_name_signs_again(application, person):
    sign_attestation(
        application=application.pk,
        by=person.user,
        block_id=ETHICS["id"],
        typed_name="Ina Applicant",
        agreed=True,
        digest=ETHICS["sha256"],
    )
    assert problems(application) == []
    rename(person, "Mickey", "Mouse")
    assert problems(application) == ["name_differs"]
