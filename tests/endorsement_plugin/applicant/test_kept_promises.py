"""What the applicant's pages promise, and the code that keeps it."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from endorsement_plugin.models import Application, Endorsement, Form, Mail, ReferenceAnswer
from endorsement_plugin.registry.public import registry
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    freeze_evidence,
    make_application,
)
from tests.factories.credentials import make_credential, make_requirements
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def page(client, person):
    client.force_login(person.user)
    return client


def address(application: Application, name: str = "application") -> str:
    return reverse(f"endorsement:{name}", args=[application.pk])


def read(page, application: Application, name: str = "application") -> str:
    return page.get(address(application, name)).content.decode()


def endorsed(person, state: str = "active", reason: str = "", *, listed: bool = True) -> Application:
    application = make_application(person, state="endorsed", list_in_registry=listed)
    Endorsement.objects.create(
        number="AIMH-HI-2026-00001",
        association=application.association,
        credential=application.credential,
        person=person,
        application=application,
        name="Ina Applicant",
        state=state,
        inactive_reason=reason,
        provisional_until=date(2028, 3, 2) if state == "provisional" else None,
        granted_on=date(2026, 3, 2),
        renewal_due=date(2027, 3, 2),
        listed=listed,
    )
    return application


# The registry can be chosen at any time.


@pytest.mark.parametrize("state", ["submitted", "in_review", "exam", "ready"])
def test_the_wish_to_be_listed_can_be_changed_while_it_is_open(page, person, state):
    application = make_application(person, state=state)
    assert "not listed in the public registry" in read(page, application)
    page.post(address(application, "registry_wish"), {"listed": "yes"})
    application.refresh_from_db()
    assert application.list_in_registry
    page.post(address(application, "registry_wish"), {"listed": "no"})
    application.refresh_from_db()
    assert not application.list_in_registry


def test_a_holder_leaves_the_registry_and_comes_back(page, person):
    application = endorsed(person)
    page.post(address(application, "registry_wish"), {"listed": "no"})
    assert not registry(application.association, date(2026, 3, 2)).exists()
    page.post(address(application, "registry_wish"), {"listed": "yes"})
    assert registry(application.association, date(2026, 3, 2)).count() == 1


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_what_ended_without_an_endorsement_is_not_listed(page, person, state):
    application = make_application(person, state=state)
    html = page.post(address(application, "registry_wish"), {"listed": "yes"}, follow=True).content.decode()
    assert "nothing of it is listed" in html
    application.refresh_from_db()
    assert not application.list_in_registry


def test_a_retired_endorsement_is_on_no_list_and_does_not_say_so(page, person):
    assert "in the public registry" not in read(page, endorsed(person, "retired"))


def test_nobody_else_chooses_it(client, person):
    application = endorsed(person)
    client.force_login(make_person("otto.other@example.org").user)
    assert client.post(address(application, "registry_wish"), {"listed": "no"}).status_code == 404
    assert Endorsement.objects.get().listed


# What was sent in can be read.


def test_everything_that_was_sent_in_is_there(page, person):
    add_evidence(person, title="Watching babies")
    application = make_application(person, state="declined")
    freeze_evidence(application)
    add_answer(application, "story", "A long story", block_id="q-story")
    add_transcript(application, original_name="college.pdf")
    assert address(application, "sent") in read(page, application)
    html = read(page, application, "sent")
    for words in ("A long story", "Watching babies", "college.pdf"):
        assert words in html


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_was_never_sent_in_has_no_such_page(page, person, state):
    application = make_application(person, state=state)
    assert page.get(address(application, "sent"))["Location"] == address(application)


def test_what_others_sent_in_does_not_exist(client, person):
    application = make_application(person, state="endorsed")
    client.force_login(make_person("otto.other@example.org").user)
    assert client.get(address(application, "sent")).status_code == 404


# Giving up the right to read a reference changes something.


@pytest.mark.parametrize(
    ("waived", "state", "readable"),
    [
        (False, "endorsed", True),
        (False, "declined", True),
        (True, "endorsed", False),
        (False, "in_review", False),
        (False, "ready", False),
        (False, "deferred", False),
    ],
)
def test_a_reference_is_read_after_the_decision_unless_the_right_was_given_up(
    page, person, waived, state, readable
):
    application = make_application(person, state=state)
    reference = add_reference(application, state="received", waived=waived)
    ReferenceAnswer.objects.create(
        reference=reference, block_id="b", name="w", label="Warmth", kind="text", text="Warm and patient"
    )
    assert ("Warm and patient" in read(page, application, "sent")) is readable


# Dates, states and buttons.


@pytest.mark.parametrize("state", ["returned", "deferred"])
def test_the_exam_day_on_the_check_page_is_the_one_that_submitting_keeps(page, person, state):
    credential = make_credential(code="IMHS")
    make_requirements(credential, [{"id": "e", "kind": "exam"}])
    application = make_application(person, credential, state=state)
    assert "can be sat from <strong>30 April 2026</strong>" in read(page, application, "check")


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("inactive", "sanction", "Your endorsement is inactive"),
        ("inactive", "lapsed", "Not renewed"),
        ("retired", "", "Your endorsement is retired"),
    ],
)
def test_a_holder_reads_that_the_endorsement_is_not_active(page, person, state, reason, words):
    assert words in read(page, endorsed(person, state, reason))
    assert "Your endorsement is" not in read(page, endorsed_elsewhere())


def endorsed_elsewhere() -> Application:
    other = make_application(Application.objects.get().person, make_credential(code="IMHM"), state="endorsed")
    Endorsement.objects.create(
        number="AIMH-HI-2026-00002",
        association=other.association,
        credential=other.credential,
        person=other.person,
        application=other,
        name="Ina Applicant",
        granted_on=date(2026, 3, 2),
        renewal_due=date(2027, 3, 2),
    )
    return other


@pytest.mark.parametrize(
    ("state", "reason", "begins"),
    [("active", "", False), ("inactive", "lapsed", False), ("provisional", "", False), ("retired", "", True)],
)
def test_who_holds_a_credential_does_not_start_it_again(page, person, state, reason, begins):
    application = endorsed(person, state, reason)
    start = reverse("endorsement:start", args=[Form.objects.get(kind="application").family])
    assert (start in page.get(reverse("endorsement:applications")).content.decode()) is begins
    html = page.post(start, follow=True).content.decode()
    assert ("You hold this endorsement already (AIMH-HI-2026-00001)" in html) is not begins
    assert Application.objects.exclude(pk=application.pk).exists() is begins


@pytest.mark.parametrize("closed_by", ["form", "credential", "requirements"])
def test_what_is_closed_offers_no_start(page, closed_by):
    credential = make_application(state="draft", person=make_person("otto@example.org")).credential
    form = Form.objects.get(kind="application")
    start = reverse("endorsement:start", args=[form.family])
    assert start in page.get(reverse("endorsement:applications")).content.decode()
    if closed_by == "form":
        Form.objects.update(is_open=False)
    elif closed_by == "credential":
        type(credential).objects.update(retired=True)
    else:
        credential.requirement_sets.update(effective_from=date(2999, 1, 1))
    assert start not in page.get(reverse("endorsement:applications")).content.decode()
    html = page.get(start).content.decode()
    assert "not open for applications" in html
    assert "Start application" not in html


def test_an_area_that_submitting_demands_is_not_called_optional(page, person):
    credential = make_credential(code="IFA")
    areas = [{"value": "play", "label": "Play"}]
    make_requirements(credential, [{"id": "p", "kind": "portfolio", "areas": areas}])
    application = make_application(person, credential)
    for kind in ("training", "work", "supervision"):
        url = reverse("endorsement:evidence_add", args=[application.pk, kind])
        html = page.get(url).content.decode()
        label = html[html.index("Competency area") :][:80]
        assert "optional" not in label
        assert "Tick every area that this is about." in html


def test_the_letter_of_a_decision_leads_to_what_was_sent_in(page, person):
    application = make_application(person, state="endorsed")
    assert not Mail.objects.exists()
    assert "What you sent us" in read(page, application)


@pytest.mark.parametrize(
    ("waived", "words"),
    [(True, "has given up the right to read it"), (False, "can read it once the application is decided")],
)
def test_a_referee_is_told_who_will_read_it(person, waived, words):
    reference = add_reference(make_application(person, state="submitted"), state="sent", waived=waived)
    html = render_to_string(
        "endorsement_plugin/reference/link.html",
        {"reference": reference, "person": person, "association": reference.application.association},
    )
    assert words in html
