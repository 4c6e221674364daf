"""Who may speak: a token or a session with its proof against forgery, and only about one's own."""

import uuid

import pytest
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from wagtail.models import APIToken

from endorsement_plugin.models import Application
from tests.endorsement_plugin.api.headless import PROBLEM, ROOT, App
from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.credentials import make_application_form, make_association, make_credential
from tests.factories.people import make_person
from tests.factories.sittings import make_sitting


@pytest.fixture
def family(db):
    return str(make_application_form().form.family)


def test_a_stranger_is_asked_to_sign_in(nobody, family):
    for answer in (nobody.get("/applications/"), nobody.post("/applications/", {"form": family})):
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert not Application.objects.exists()


def test_a_session_needs_its_proof_against_forgery(person, family):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person.user)
    body = f'{{"form": "{family}"}}'
    forged = browser.post(f"{ROOT}/applications/", body, content_type="application/json")
    assert (forged.status_code, forged["Content-Type"]) == (403, PROBLEM)
    assert not Application.objects.exists()

    secret = _get_new_csrf_string()
    browser.cookies["csrftoken"] = secret
    headers = {"X-CSRFToken": secret}
    meant = browser.post(f"{ROOT}/applications/", body, content_type="application/json", headers=headers)
    assert (meant.status_code, meant["ETag"]) == (201, '"1"')
    assert browser.get(f"{ROOT}/applications/").json()["count"] == 1


def test_a_session_that_nobody_is_signed_in_to_is_a_stranger(db):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["sessionid"] = "made-up"
    answer = browser.post(f"{ROOT}/applications/", "{}", content_type="application/json")
    assert answer.status_code == 401


def test_a_token_that_was_made_up_or_ended(api, application):
    assert App("made-up").get("/applications/").status_code == 401
    assert api.get("/applications/").status_code == 200
    api.account("delete", "/auth/session")
    assert api.get("/applications/").status_code == 401


def test_a_token_of_somebody_who_was_locked_out(api, person):
    person.user.is_active = False
    person.user.save()
    assert api.get("/applications/").status_code == 401


def test_a_bearer_token_of_the_cms_is_of_no_use(person, application):
    _, key = APIToken.create_token(user=person.user, name="Import")
    bearer = App(Authorization=f"Bearer {key}")
    assert bearer.get("/applications/").status_code == 401
    assert bearer.get("/whoami/").status_code == 200


@pytest.fixture
def things(application):
    """Everything of the applicant's that has an address."""
    entry = application.person.evidence.create(kind="training", title="A course")
    transcript = add_transcript(application)
    reference = add_reference(application)
    sitting = make_sitting(application=application)
    return {
        "pk": application.pk,
        "entry": entry.pk,
        "file": transcript.pk,
        "reference": reference.pk,
        "sitting": sitting.pk,
    }


GETS = (
    "/applications/{pk}/",
    "/applications/{pk}/definition/",
    "/applications/{pk}/status/",
    "/applications/{pk}/steps/practice/",
    "/applications/{pk}/evidence/",
    "/applications/{pk}/evidence/{entry}/",
    "/applications/{pk}/files/",
    "/applications/{pk}/files/{file}/",
    "/applications/{pk}/files/{file}/content/",
    "/applications/{pk}/references/",
    "/applications/{pk}/references/{reference}/",
    "/sittings/{sitting}/",
)
POSTS = (
    "/applications/{pk}/validate/",
    "/applications/{pk}/actions/submit/",
    "/applications/{pk}/actions/withdraw/",
    "/applications/{pk}/references/{reference}/actions/send/",
    "/applications/{pk}/references/{reference}/actions/replace/",
    "/sittings/{sitting}/actions/open/",
    "/sittings/{sitting}/actions/hand-in/",
)
PATCHES = (
    ("/applications/{pk}/steps/practice/", {"answers": {"agency": "Mine now"}}),
    ("/applications/{pk}/evidence/{entry}/", {"title": "Mine now"}),
    ("/applications/{pk}/references/{reference}/", {"name": "Mine now"}),
    ("/sittings/{sitting}/", {"answers": {"first": "Mine now"}}),
)
DELETES = ("/applications/{pk}/evidence/{entry}/", "/applications/{pk}/files/{file}/")


@pytest.mark.parametrize("path", GETS)
def test_anothers_cannot_be_read(other, things, path):
    answer = other.get(path.format(**things))
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_anothers_cannot_be_changed(other, things, application):
    before = application.events.count()
    for path in POSTS:
        assert other.post(path.format(**things), {}, If_Match='"1"').status_code == 404, path
    for path, body in PATCHES:
        assert other.patch(path.format(**things), body, If_Match='"1"').status_code == 404, path
    for path in DELETES:
        assert other.delete(path.format(**things)).status_code == 404, path
    kinds = {"kind": "training", "title": "Mine"}
    assert other.post(f"/applications/{application.pk}/evidence/", kinds).status_code == 404
    referee = {"slot": 1, "name": "Me", "email": "me@example.org"}
    assert other.post(f"/applications/{application.pk}/references/", referee).status_code == 404
    assert application.events.count() == before


def test_the_same_words_for_anothers_and_for_nobodys(other, application):
    answers = [other.get(f"/applications/{pk}/").json() for pk in (application.pk, uuid.uuid4())]
    assert answers[0] == answers[1]


def test_one_application_does_not_reach_into_another(api, person, things):
    mine_too = make_application(person, credential=make_credential(code="OTHER"))
    for name in ("files/{file}", "references/{reference}"):
        assert api.get(f"/applications/{mine_too.pk}/{name.format(**things)}/").status_code == 404


def test_another_associations_site_does_not_know_it(api, application):
    make_association("mi-aimh", "mi-aimh.localhost")
    elsewhere = App(api.headers["X-Session-Token"], host="mi-aimh.localhost")
    assert api.get(f"/applications/{application.pk}/").status_code == 200
    assert elsewhere.get(f"/applications/{application.pk}/").status_code == 404
    assert elsewhere.get("/applications/").json()["count"] == 0
    family = str(application.form_version.form.family)
    assert elsewhere.post("/applications/", {"form": family}).status_code == 409
    assert elsewhere.get(f"/forms/{family}/").status_code == 404


def test_what_is_private_is_not_stored_on_the_way(api, application):
    for path in ("/applications/", f"/applications/{application.pk}/"):
        assert "no-store" in api.get(path)["Cache-Control"]


def test_a_person_reads_only_their_own_list(api, application):
    make_application(make_person("otto.other@example.org"))
    body = api.get("/applications/").json()
    assert [one["id"] for one in body["items"]] == [str(application.pk)]
