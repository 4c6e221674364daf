"""A license, from the editor's page to the applicant's meter, the API, and what reviewers never read."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.exams.disclosure import identifiers_of
from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage
from tests.endorsement_plugin.api.headless import codes, signed_in
from tests.endorsement_plugin.editor import desk
from tests.endorsement_plugin.editor.blocks.streams import errors
from tests.factories import definitions
from tests.factories.applications import freeze_evidence, make_application
from tests.factories.credentials import make_credential, make_form, make_requirements
from tests.factories.people import PASSWORD, make_coordinator, make_person

pytestmark = pytest.mark.django_db

NAMES = ["Licensed Clinical Social Worker (LCSW)", "Registered nurse"]
SENTENCE = f"A valid license as {NAMES[0]} or {NAMES[1]}"
CLAUSE = {
    "id": "l",
    "kind": "license",
    "licenses": [{"value": f"v{n}", "label": name} for n, name in enumerate(NAMES)],
}
COMING = timezone.localdate() + timedelta(days=400)
LICENSE = {
    "title": NAMES[0],
    "number": "LCSW-41QV886",
    "organization": "Board of Social Work",
    "ended_on": COMING.isoformat(),
}


@pytest.fixture
def application(db):
    form = definitions.definition(
        definitions.step("about_you", definitions.section("person")),
        definitions.step("license", definitions.section("evidence", "license", kind="license")),
    )
    credential = make_credential()
    make_requirements(credential, [CLAUSE])
    return make_application(make_person(), credential, make_form(credential, form))


@pytest.fixture
def page(client, application):
    client.force_login(application.person.user)
    return client


@pytest.fixture
def place(application):
    return f"/apply/{application.pk}/evidence/license/add/"


@pytest.fixture
def api(application):
    return signed_in(application.person.email, PASSWORD)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def demanded(*names: str) -> list:
    options = streamfield([("option", {"label": name, "value": ""}) for name in names])
    return [("license", {"licenses": options, "designation": ""})]


def test_an_editor_demands_it_and_the_page_says_so():
    editor = desk.Editor()
    written = desk.make_credential_page(editor, requirements=demanded(*NAMES))
    assert f"<li>{SENTENCE}</li>" in read(Client(), written.url)
    assert [one["value"] for one in written.clauses()[0]["licenses"]] == [
        "licensed_clinical_social_worker_lcsw",
        "registered_nurse",
    ]


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        (["Nurse", "nurse "], "Another option above is the same."),
        (["x" * 201], "Keep the name of a license to 200 characters."),
    ],
)
def test_what_an_editor_may_not_write(names, complaint):
    editor = desk.Editor()
    data = desk.credential_data(demanded(*names))
    refused = editor.create(CredentialPage, desk.make_index(editor), data)
    (error,) = refused.errors["requirements"].as_data()
    assert complaint in str(errors(error))


@pytest.mark.parametrize(("kind", "published"), [("license", True), ("education", False)])
def test_a_form_that_does_not_ask_for_it_is_not_published(kind, published):
    editor = desk.Editor()
    credential = desk.make_credential_page(editor, requirements=demanded(*NAMES))
    fields = [("evidence", {"kind": kind, "label": "Licenses", "help": "", "name": ""})]
    made = editor.create(ApplicationFormPage, credential, desk.form_data(desk.stepped(("About you", fields))))
    assert isinstance(made, ApplicationFormPage) is published
    if not published:
        assert "No section of this form asks for “A valid license as" in str(made.errors)


def test_an_applicant_chooses_one_of_them_and_the_meter_is_met(page, application, place):
    form = read(page, place)
    assert "Add a license" in form
    assert [name for name in NAMES if f'<option value="{name}">' in form] == NAMES
    step = f"/apply/{application.pk}/steps/license/"
    assert "No license has been entered yet." in read(page, step)
    page.post(place, LICENSE)
    shown = read(page, step)
    assert "LCSW-41QV886" in shown
    assert f"valid until {COMING.day} {COMING:%B %Y}" in shown
    assert '<p class="meter__value">Met' in shown


def test_a_license_that_has_lapsed_is_kept_and_does_not_count(page, application, place):
    lapsed = timezone.localdate() - timedelta(days=1)
    assert page.post(place, LICENSE | {"ended_on": lapsed.isoformat()}).status_code == 302
    shown = read(page, f"/apply/{application.pk}/steps/license/")
    assert f"{NAMES[0]} was valid until {lapsed.day} {lapsed:%B %Y}." in shown
    assert "Not met yet" in shown


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"title": "Barber"}, "Select a valid choice"),
        ({"title": ""}, "Choose or enter the license."),
        ({"number": " \u200b"}, "Enter the license number."),
        ({"organization": ""}, "Enter who issued it."),
        ({"ended_on": ""}, "Enter the day until which it is valid."),
        ({"ended_on": "2931-01-01"}, "Check the year."),
    ],
)
def test_what_an_applicant_may_not_enter(page, place, wrong, complaint):
    answer = page.post(place, LICENSE | wrong)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert "LCSW-41QV886" in answer.content.decode() or "number" in wrong
    assert not EvidenceEntry.objects.exists()


def test_where_no_license_is_named_it_is_typed(page, application, place):
    application.requirement_set = make_requirements(application.credential, [CLAUSE | {"licenses": []}])
    application.save()
    assert "<select" not in read(page, place)
    assert page.post(place, LICENSE | {"title": "Midwife"}).status_code == 302
    assert '<p class="meter__value">Met' in read(page, f"/apply/{application.pk}/steps/license/")


def test_the_api_carries_it(api, application):
    path = f"/applications/{application.pk}/evidence/"
    made = api.post(path, {"kind": "license", **LICENSE})
    assert made.status_code == 201
    assert made.json().items() >= LICENSE.items()
    assert api.get(path).json()["items"][0]["number"] == "LCSW-41QV886"
    changed = api.patch(f"{path}{made.json()['id']}/", {"number": "LCSW-2"}, If_Match='"1"').json()
    assert changed["number"] == "LCSW-2"
    refused = api.post(path, {"kind": "license", **LICENSE, "title": "Barber", "number": ""})
    assert sorted(codes(refused)) == [
        ("invalid_choice", ["license", "title"]),
        ("required", ["license", "number"]),
    ]
    assert codes(api.post(path, {"kind": "license", **LICENSE, "hours": "3"})) == [
        ("unknown_field", ["license", "hours"])
    ]


def test_the_api_says_what_is_missing_and_where_it_is_mended(api, application, page, place):
    path = f"/applications/{application.pk}/validate/"
    (missing,) = [one for one in api.post(path).json()["problems"] if one["type"] == "requirement_not_met"]
    assert (missing["msg"], missing["step"]) == (f"{SENTENCE}: not met yet.", "license")
    page.post(place, LICENSE)
    (demand,) = api.post(path).json()["requirements"]
    assert (demand["sentence"], demand["met"]) == (SENTENCE, True)


def test_the_desk_reads_it_and_its_number_leaves_to_be_masked(page, application, place, client):
    page.post(place, LICENSE)
    freeze_evidence(application)
    application.state, application.submitted_at = "in_review", timezone.now()
    application.save()
    leaving = identifiers_of(application.person, application.evidence.all(), [])
    assert {"kind": "license_number", "value": "LCSW-41QV886"} in leaving
    assert {"kind": "agency", "value": "Board of Social Work"} in leaving
    client.force_login(make_coordinator(application.association))
    file = read(client, f"/admin/endorsement/applications/{application.pk}/")
    assert "LCSW-41QV886" in file
    assert SENTENCE in file
