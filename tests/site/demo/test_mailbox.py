"""/mailbox/: the demo's messages, on a page."""

import importlib.util
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from association import urls
from endorsement_plugin.models import Mail
from review_queue.models import Mail as ReviewMail

pytestmark = pytest.mark.django_db


def _write(to: str = "ina.applicant@example.org", subject: str = "Hello", model=Mail, **fields):
    return model.objects.create(
        event_key=f"test:{uuid4()}", to=to, subject=subject, body="Dear Ina,", **fields
    )


def test_it_shows_the_messages_of_both_apps_newest_first(client: Client):
    for number, model in enumerate([Mail, ReviewMail, Mail]):
        _write(subject=f"Message {number}", model=model, created_at=timezone.now())
    text = client.get("/mailbox/").text
    places = [text.index(f"Message {number}") for number in (2, 1, 0)]
    assert places == sorted(places)


def test_it_can_be_narrowed_to_one_person(client: Client):
    _write(subject="For Ina")
    _write(to="otto.other@example.org", subject="For Otto")
    text = client.get("/mailbox/", {"to": "INA.applicant@example.org"}).text
    assert "For Ina" in text
    assert "For Otto" not in text


def test_it_says_when_there_is_nothing(client: Client):
    assert "No messages" in client.get("/mailbox/").text


def test_a_message_shows_its_words_with_links_to_follow(client: Client):
    mail = _write()
    Mail.objects.filter(pk=mail.pk).update(
        body="Open http://localhost:8000/reference/abc/ <script>alert(1)</script>"
    )
    text = client.get(f"/mailbox/{mail.pk}/").text
    assert 'href="http://localhost:8000/reference/abc/"' in text
    assert "<script>alert" not in text


def test_an_unknown_message_is_not_found(client: Client):
    assert client.get(f"/mailbox/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_takes_the_same_queries_however_long(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(count):
        _write(subject=f"Message {number}")
    client.get("/mailbox/")
    with django_assert_num_queries(6):  # the sixth: whether the menu leads to anything that is open
        client.get("/mailbox/")


def _urls_again() -> ModuleType:
    spec = importlib.util.spec_from_file_location("association.urls_again", Path(urls.__file__))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("demo", "mounted"), [(True, True), (False, False)])
def test_it_exists_only_in_the_demo(settings: Settings, demo: bool, mounted: bool):
    settings.DEMO = demo
    routes = [str(pattern.pattern) for pattern in _urls_again().urlpatterns]
    assert ("mailbox/" in routes) is mounted
