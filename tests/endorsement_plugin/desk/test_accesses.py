"""Who read and exported what: noted, seen by coordinators of the association alone, and kept as it is."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

import endorsement_plugin
from endorsement_plugin.models import AccessEvent, Application, Erasure
from endorsement_plugin.privacy.actions.asking import approve_erasure, ask_erasure
from endorsement_plugin.privacy.actions.erase import erase
from endorsement_plugin.record.access import narrowing, note_export, note_reads
from endorsement_plugin.transcripts.actions.read import read_transcript
from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_person
from tests.racing import at_once

pytestmark = pytest.mark.django_db

PAGE = reverse("endorsement_accesses:index")
LIST = reverse("endorsement_applications:index")
KIND = AccessEvent.Kind


@pytest.fixture
def application() -> Application:
    person = make_person("ina@example.org", given_name="Ina", family_name="Quillfeather")
    return make_application(person, make_credential(), state="declined")


@pytest.fixture
def coordinator(application: Application) -> Any:
    return make_coordinator(application.association)


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def shown(desk: Client, **asked: str | int) -> list[AccessEvent]:
    response = desk.get(PAGE, asked)
    assert response.status_code == 200
    return list(response.context["object_list"])


def take(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    list(response)  # type: ignore[call-overload]  # closes the file


def transcript_of(application: Application) -> str:
    row = add_transcript(application, file=ContentFile(b"%PDF-", name="x.pdf"))
    return reverse("endorsement:transcript_file", args=[row.pk])


def test_a_transcript_is_noted_once_however_often_it_is_reloaded(desk, application, coordinator):
    address = transcript_of(application)
    for query in ("", "", "?shown=1"):
        take(desk, address + query)
    event = AccessEvent.objects.get()
    assert (event.kind, event.actor, event.application) == (KIND.TRANSCRIPT, coordinator, application)
    history = application.events.filter(action="transcript_downloaded")
    assert history.get().actor == coordinator
    AccessEvent.objects.update(hour=event.hour - timedelta(hours=1))
    history.update(at=event.hour - timedelta(minutes=1))
    take(desk, address)
    assert AccessEvent.objects.count() == history.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_are_noted_once(application, coordinator):
    row = add_transcript(application, file=ContentFile(b"%PDF-", name="x.pdf"))
    read = partial(read_transcript, transcript=row.pk, by=coordinator)
    at_once(read, read)
    assert AccessEvent.objects.count() == 1
    assert application.events.filter(action="transcript_downloaded").count() == 1


def test_two_people_are_noted_and_the_owner_is_not(desk, client, application):
    address = transcript_of(application)
    take(desk, address)
    client.force_login(make_coordinator(application.association, "second@example.org"))
    take(client, address)
    client.force_login(application.person.account)
    take(client, address)
    assert AccessEvent.objects.values("actor").distinct().count() == AccessEvent.objects.count() == 2


def test_only_references_with_answers_are_read_with_the_file(desk, application):
    received = add_reference(application, state="received")
    for label in ("Warmth", "Care"):
        received.answers.create(block_id=label, name=label, label=label, kind="rating", text="4")
    add_reference(application, slot=2, state="sent")
    file = reverse("endorsement_applications:inspect", args=[application.pk])
    for _ in range(2):
        assert desk.get(file).status_code == 200
    event = AccessEvent.objects.get()
    assert (event.kind, event.thing) == (KIND.REFERENCE, str(received.pk))


def test_every_export_is_noted_with_its_rows_and_without_what_was_searched(desk, application):
    for asked in ("?export=csv", "?export=csv", "?export=xlsx&q=Quillfeather&state=declined"):
        take(desk, LIST + asked)
    assert [(one.kind, one.rows, one.detail) for one in AccessEvent.objects.order_by("id")] == [
        (KIND.APPLICATIONS, 1, ""),
        (KIND.APPLICATIONS, 1, ""),
        (KIND.APPLICATIONS, 1, "search, state"),
    ]
    assert "Quillfeather" not in narrowing({"q": "Quillfeather"})
    assert desk.get(LIST).status_code == 200
    assert AccessEvent.objects.count() == 3


def test_whoever_coordinates_two_leaves_a_line_with_each(client, application, coordinator):
    other = make_association("mi-aimh", "mi.localhost")
    make_application(make_person("x@example.org"), make_credential(other), state="submitted")
    make_coordinator(other, coordinator.email)
    client.force_login(coordinator)
    take(client, f"{LIST}?export=csv")
    assert dict(AccessEvent.objects.values_list("association", "rows")) == {
        application.association_id: 1,
        other.pk: 1,
    }


def test_nobody_sees_another_associations_or_their_own_file(desk, client, application, coordinator):
    other = make_coordinator(make_association("mi-aimh", "mi.localhost"), "other@example.org")
    note_export(KIND.FEES, {application.association_id: 3}, by=coordinator)
    assert [one.rows for one in shown(desk)] == [3]
    note_reads(
        KIND.TRANSCRIPT,
        ["x"],
        of=make_application(
            make_person(coordinator.email),
            application.credential,
            application.form_version,
            state="submitted",
        ),
        by=make_coordinator(application.association, "second@example.org"),
    )
    assert [one.rows for one in shown(desk)] == [3]
    client.force_login(other)
    assert shown(client) == []
    assert shown(client, actor=coordinator.pk) == []


def test_it_is_narrowed_by_person_kind_day_and_whose(desk, application, coordinator):
    second = make_coordinator(application.association, "second@example.org")
    note_export(KIND.FEES, {application.association_id: 2}, by=second, detail="state")
    note_reads(KIND.TRANSCRIPT, ["x"], of=application, by=coordinator)
    assert [one.actor for one in shown(desk, actor=second.pk)] == [second]
    assert [one.kind for one in shown(desk, kind="transcript")] == ["transcript"]
    assert [one.kind for one in shown(desk, q="quillfeather")] == ["transcript"]
    html = desk.get(PAGE).content.decode()
    for words in ("2 rows, narrowed by state", "Ina Quillfeather", "List of fees", "second@example.org"):
        assert words in html


def test_a_day_is_the_associations(desk, application, coordinator):
    application.association.time_zone = "Pacific/Honolulu"
    application.association.save()
    note_export(KIND.FEES, {application.association_id: 2}, by=coordinator)
    AccessEvent.objects.update(at=datetime(2026, 3, 2, 5, 0, tzinfo=UTC))  # 19:00 of the day before, there
    assert len(shown(desk, at_from="2026-03-01", at_to="2026-03-01")) == 1
    assert shown(desk, at_from="2026-03-02") == []
    assert "1 March 2026, 19:00" in desk.get(PAGE).content.decode()


def test_there_are_fifty_on_a_page(desk, application, coordinator):
    for _ in range(51):
        note_export(KIND.FEES, {application.association_id: 2}, by=coordinator)
    assert (len(shown(desk)), len(shown(desk, p=2))) == (50, 1)


def test_what_is_erased_leaves_that_it_was_read_and_not_whose(desk, application, coordinator):
    note_reads(KIND.TRANSCRIPT, ["x"], of=application, by=coordinator)
    ask_erasure(association=application.association, by=application.person.account)
    approve_erasure(erasure=Erasure.objects.get().pk, by=coordinator)
    erase(erasure=Erasure.objects.get().pk)
    assert len(shown(desk)) == 1
    assert "Quillfeather" not in desk.get(PAGE).content.decode()


def test_nothing_changes_or_deletes_what_was_noted():
    """One module writes it, and only adds."""
    root = Path(endorsement_plugin.__file__).parent
    naming = {
        str(file.relative_to(root)): file.read_text()
        for file in root.rglob("*.py")
        if "AccessEvent.objects" in file.read_text() and "migrations" not in file.parts
    }
    assert set(naming) == {"permissions.py", "record/access.py"}
    assert naming["record/access.py"].count("AccessEvent.objects.bulk_create") == naming[
        "record/access.py"
    ].count("AccessEvent.objects")
