"""Another person's application, another association's site, nobody signed in: each finds nothing."""

from uuid import uuid4

import pytest

from endorsement_plugin.models import ApplicationEvent
from tests.factories.applications import add_evidence, add_reference, add_transcript
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person


@pytest.fixture
def addresses(application, person):
    transcript = add_transcript(application)
    reference = add_reference(application)
    entry = add_evidence(person)
    base = f"/apply/{application.pk}/"
    return [
        base,
        f"{base}steps/practice/",
        f"{base}check/",
        f"{base}withdraw/",
        f"{base}evidence/training/add/",
        f"{base}evidence/{entry.pk}/",
        f"{base}evidence/{entry.pk}/remove/",
        f"{base}transcripts/s-transcripts/",
        f"{base}statements/s-ethics/",
        f"{base}referees/1/",
        f"/apply/transcripts/{transcript.pk}/",
        f"/apply/transcripts/{transcript.pk}/file/",
        f"/apply/transcripts/{transcript.pk}/remove/",
        f"/apply/references/{reference.pk}/replace/",
    ]


def test_to_somebody_else_nothing_is_there(client, addresses):
    client.force_login(make_person("otto.other@example.org").user)
    assert {client.get(address).status_code for address in addresses} == {404}
    posts = [address for address in addresses if not address.endswith("/file/")]
    assert {client.post(address).status_code for address in posts} <= {404, 405}


def test_to_the_coordinator_only_the_file_of_what_was_submitted(client, application, addresses):
    client.force_login(make_coordinator(application.association))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_nobody_signed_in_is_sent_to_sign_in(client, addresses):
    answers = [client.get(address) for address in addresses]
    assert all(answer.url.startswith("/accounts/login/") for answer in answers)


def test_on_the_site_of_another_association(page, application):
    make_association("mi-aimh", "mi-aimh.localhost")
    here = {"HTTP_HOST": "mi-aimh.localhost"}
    assert page.get(f"/apply/{application.pk}/", **here).status_code == 404
    assert page.post(f"/apply/{application.pk}/check/", **here).status_code == 404
    assert page.get(f"/apply/start/{application.form_version.form.family}/", **here).status_code == 404
    assert "not started" in page.get("/apply/", **here).content.decode()


def test_what_was_never_there(page):
    for address in (f"/apply/{uuid4()}/", f"/apply/start/{uuid4()}/", f"/apply/transcripts/{uuid4()}/file/"):
        assert page.get(address).status_code == 404


def test_looking_changes_nothing(page, addresses, application):
    before = ApplicationEvent.objects.count()
    for address in addresses:
        if not address.endswith("/file/"):
            page.get(address)
    application.refresh_from_db()
    assert (ApplicationEvent.objects.count(), application.revision) == (before, 1)
    assert application.references.exists()
    assert application.person.evidence.exists()
