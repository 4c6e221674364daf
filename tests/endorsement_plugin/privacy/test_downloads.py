"""Somebody downloads all that is held about them, and nothing that is not theirs to read."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import NotAllowed, TooMany
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import DataDownload, Person
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.privacy.actions.downloading import (
    ask_download,
    forget_downloads,
    make_archive,
    note_made,
    take_download,
)
from endorsement_plugin.privacy.jobs import make_download
from review_queue.work.claims import LostClaim, take
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    make_application,
)
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person, make_user
from tests.factories.sittings import add_exam_file, make_sitting, pdf_of

pytestmark = pytest.mark.django_db

PAGE = reverse("endorsement:my_data")


@pytest.fixture
def person() -> Person:
    ada = make_person("ada@example.org", given_name="Ada", family_name="Lane")
    application = make_application(ada, state="submitted")
    add_answer(application, "agency", "ʻOhana Center")
    add_evidence(ada, title="Reflective practice")
    add_transcript(application, file=ContentFile(b"%PDF-mine", name="x.pdf"), original_name="../../Ada.pdf")
    add_exam_file(make_sitting("passed", application=application))
    reference = add_reference(application, state="received", name="Rita Referee")
    reference.answers.create(
        block_id="q", name="q", label="How", kind="text", value="x", text="IN CONFIDENCE", position=0
    )
    reference.decline_reason = "IN CONFIDENCE"
    reference.save()
    held = make_endorsement(ada, application.credential)
    post_to_holder(held, Letter("You hold it", "Dear Ada, <b>well</b> done"), event_key="x")
    return ada


def client_of(user: Any, *, recent: bool = True) -> Client:
    client = Client()
    client.force_login(user)
    if recent:
        session, now = client.session, timezone.now().timestamp()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": now, "reauthenticated": True}
        ]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()
    return client


def made(person: Person) -> DataDownload:
    row = ask_download(by=person.account)
    run_due()
    row.refresh_from_db()
    return row


def opened(person: Person) -> zipfile.ZipFile:
    response = client_of(person.account).get(reverse("endorsement:my_download", args=[made(person).pk]))
    assert response["Content-Type"] == "application/zip"
    whole = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return zipfile.ZipFile(io.BytesIO(whole))


def test_it_holds_what_is_theirs_and_not_what_is_in_confidence(person: Person) -> None:
    eva = make_person("eva@example.org", given_name="Eva", family_name="Moss")
    add_answer(make_application(eva, state="submitted"), "agency", "EVAS OWN")
    archive = opened(person)
    assert archive.testzip() is None
    whole = json.loads(archive.read("data.json"))
    page = archive.read("index.html").decode()
    said = json.dumps(whole, ensure_ascii=False) + page
    for words in ("ʻOhana Center", "Reflective practice", "You hold it", "ada@example.org", "Rita Referee"):
        assert words in said
    for words in ("IN CONFIDENCE", "EVAS OWN", "eva@example.org"):
        assert words not in said
    assert "&lt;b&gt;well&lt;/b&gt;" in page
    assert "written in confidence by the referee" in page
    assert archive.read("files/1-Ada.pdf") == b"%PDF-mine"
    assert archive.read("files/2-family.pdf") == pdf_of("The family")
    assert whole["files"] == ["files/1-Ada.pdf", "files/2-family.pdf"]
    assert whole["tables"]["Exam PDFs"][0]["original_name"] == "family.pdf"
    assert whole["tables"]["Answers"] == [{"label": "Agency", "text": "ʻOhana Center"}]


def test_letters_to_an_address_that_was_only_typed_in_are_not_theirs(person: Person) -> None:
    application = person.applications.get()
    for number, address in enumerate(("rita@example.org", "ada@example.org", "Ada@home.example")):
        application.mail.create(
            to=address,
            subject="s",
            body=f"LETTER {number}",
            event_key=f"letter:{number}",
            association=application.association,
        )
    EmailAddress.objects.create(user=person.account, email="rita@example.org", verified=False)
    EmailAddress.objects.create(user=person.account, email="Ada@home.example", verified=True)
    whole = opened(person).read("data.json").decode()
    assert "LETTER 0" not in whole, "the referee's, with the link that answers for them"
    assert "LETTER 1" in whole
    assert "LETTER 2" in whole


def test_the_page_asks_for_it_and_the_file_asks_who_it_is(person: Person) -> None:
    client = client_of(person.account, recent=False)
    assert "is being made" in client.post(PAGE, follow=True).text
    client.post(PAGE)  # a second press, or a reload
    assert person.downloads.count() == 1
    run_due()
    link = reverse("endorsement:my_download", args=[person.downloads.get().pk])
    assert link in client.get(PAGE).text
    answer = client.get(link)
    assert answer.status_code == 302
    assert "/accounts/reauthenticate/" in answer["Location"]
    fetched = client_of(person.account).get(link)
    list(fetched)  # closes the file
    assert fetched.status_code == 200
    assert client_of(make_user("eva@example.org")).get(link).status_code == 404
    assert Client().get(link)["Location"].startswith("/accounts/login/")


def test_its_days_are_counted_and_then_the_file_is_gone(person: Person) -> None:
    row = made(person)
    name = row.file.name
    assert row.expires_at
    assert row.ready_at
    assert row.expires_at - row.ready_at == timedelta(days=7)
    assert forget_downloads() == 0
    DataDownload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        take_download(download=row.pk, by=person.account)
    assert client_of(person.account).get(reverse("endorsement:my_download", args=[row.pk])).status_code == 404
    assert private_storage().exists(name)
    assert forget_downloads() == 1
    assert not DataDownload.objects.exists()


def test_so_many_a_day(person: Person) -> None:
    for _ in range(3):
        made(person)
    with pytest.raises(TooMany):
        ask_download(by=person.account)
    assert "At most 3 downloads are made a day." in client_of(person.account).post(PAGE, follow=True).text


def test_who_has_no_record_is_told_so() -> None:
    make_application()
    client = client_of(make_user("nobody@example.org"))
    assert "Nothing is held about you here" in client.get(PAGE).text
    with pytest.raises(NotAllowed):
        ask_download(by=make_user("nobody@example.org"))


def test_by_api(person: Person) -> None:
    client = client_of(person.account)
    address = "/api/v3-preview/my-data/"
    first = client.post(f"{address}actions/download/").json()
    assert first["ready_at"] is None
    run_due()
    told = client.get(address).json()
    assert told["downloads"][0]["size"] > 0
    assert told["ends_first"]


def files() -> list[str]:
    """What lies where downloads are kept."""
    storage = private_storage()
    return sorted(storage.listdir("downloads")[1]) if storage.exists("downloads") else []


def test_of_a_person_who_was_erased_while_it_was_made_no_file_stays(person: Person) -> None:
    before = files()
    row = ask_download(by=person.account)
    name, size = make_archive(row)
    assert len(files()) == len(before) + 1
    DataDownload.objects.all().delete()
    assert not note_made(download=row.pk, name=name, size=size)
    assert files() == before


def test_a_worker_whose_work_was_taken_over_leaves_no_file(person: Person) -> None:
    before = files()
    row = ask_download(by=person.account)
    claim = take(Work.objects.get(kind="endorsement.make_download", key=str(row.pk)).pk)
    assert claim
    Work.objects.update(attempt=claim.attempt + 1)
    with pytest.raises(LostClaim):
        make_download(claim)
    row.refresh_from_db()
    assert row.ready_at is None
    assert files() == before
