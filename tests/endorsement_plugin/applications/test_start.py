from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.errors import AlreadyOpen, NotAllowed, WrongState
from endorsement_plugin.models import Application
from tests.factories.credentials import (
    make_application_form,
    make_association,
    make_credential,
    make_requirements,
    publish,
)
from tests.factories.people import make_user

TODAY = date(2026, 1, 15)


@pytest.fixture
def version(db):
    return make_application_form(make_credential())


@pytest.fixture
def user(db):
    return make_user("new.applicant@example.org")


def start(version, user):
    return start_application(form=version.form.family, by=user, today=TODAY)


def test_it_pins_the_newest_form_and_the_requirements_in_force(version, user):
    newest = publish(version.form, version.definition)
    make_requirements(version.form.credential, effective_from=TODAY + timedelta(days=1))
    application = start(version, user)
    assert application.form_version == newest
    assert application.requirement_set.number == 1
    assert application.person.user == user
    assert [event.action for event in application.events.all()] == ["started"]


def test_a_second_one_for_the_same_credential_leads_to_the_first(version, user):
    first = start(version, user)
    with pytest.raises(AlreadyOpen, match="already started") as refusal:
        start(version, user)
    assert refusal.value.existing == str(first.pk)
    assert Application.objects.count() == 1


def test_one_for_another_credential_may_stand_beside_it(version, user):
    start(version, user)
    other = make_application_form(make_credential(code="IMHS", name="Specialist"))
    assert start(other, user).credential.code == "IMHS"


def test_where_one_is_taken_at_a_time_another_leads_to_the_open_one(version, user, client):
    association = version.form.association
    association.one_application_at_a_time = True
    association.save()
    first = start(version, user)
    other = make_application_form(make_credential(code="IMHS", name="Specialist"))
    with pytest.raises(AlreadyOpen, match="yours for Infant Family Specialist is open") as refusal:
        start(other, user)
    assert refusal.value.existing == str(first.pk)
    client.force_login(user)
    said = client.get(reverse("endorsement:applications")).content.decode()
    assert "takes one application at a time" in said
    assert "Start another" not in said
    withdraw_application(application=first.pk, by=user)
    assert "takes one" not in client.get(reverse("endorsement:applications")).content.decode()
    assert start(other, user).credential.code == "IMHS"


def test_an_application_to_another_association_is_no_second_one(version, user):
    association = version.form.association
    association.one_application_at_a_time = True
    association.save()
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost", one_application_at_a_time=True)
    start(version, user)
    assert start(make_application_form(make_credential(elsewhere)), user).association == elsewhere


def test_after_withdrawing_one_may_start_anew(version, user):
    first = start(version, user)
    withdraw_application(application=first.pk, by=user)
    assert start(version, user).pk != first.pk


@pytest.mark.parametrize("what", ["closed", "retired", "unknown", "no requirements yet"])
def test_a_form_that_is_not_open_is_refused(version, user, what):
    form = version.form
    if what == "closed":
        form.is_open = False
        form.save()
    elif what == "retired":
        form.credential.retired = True
        form.credential.save()
    elif what == "unknown":
        form.family = uuid4()
    else:
        form.credential.requirement_sets.update(effective_from=TODAY + timedelta(days=1))
    with pytest.raises(WrongState, match="not open"):
        start(version, user)
    assert not Application.objects.exists()


def test_one_has_to_be_signed_in(version):
    with pytest.raises(NotAllowed, match="Sign in"):
        start(version, AnonymousUser())
