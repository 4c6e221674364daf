"""What people and programs are answered while something of ours fails, and what ADMINS hear of it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.cache import cache, caches
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError as BrokerAway

from association import reporting
from tests.endorsement_plugin.api.headless import PROBLEM, ROOT
from tests.factories.credentials import make_association

pytestmark = pytest.mark.django_db

TYPED = "Leilani, whom I feed at night"
SECRET_LINK = "/reference/a-token-that-opens-a-reference/"


@contextmanager
def failing(error: Exception) -> Iterator[None]:
    """Every query raises this."""

    def stop(execute: Any, sql: str, *args: Any) -> Any:
        raise error

    with connection.execute_wrapper(stop):
        yield


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _admins(settings, db) -> None:
    settings.ADMINS = [("Operator", "operator@example.org")]
    make_association()


AWAY = [
    OperationalError("could not connect to server"),
    OperationalError("database is locked"),
    InterfaceError("connection already closed"),
    BrokerAway("Connection refused"),
]
PROGRAMS = [
    ("get", f"{ROOT}/registry/", {}),
    ("post", "/_allauth/app/v1/auth/login", {}),
    ("get", "/registry/", {"Accept": "application/json"}),
    ("post", "/accounts/login/", {"HX-Request": "true", "Accept": "*/*"}),
]


def ask(client: Client, method: str, path: str, headers: dict[str, str]):
    body = {"login": "ann@example.org", "email": "ann@example.org", "password": TYPED}
    more = {"content_type": "application/json"} if path.startswith("/_allauth") else {}
    return getattr(client, method)(path, body, headers=headers, **more)


@pytest.mark.parametrize("error", AWAY, ids=str)
@pytest.mark.parametrize(("method", "path", "headers"), PROGRAMS)
def test_programs_hear_that_they_may_try_again(client, error, method, path, headers):
    with failing(error):
        answer = ask(client, method, path, headers)
    assert (answer.status_code, answer["Content-Type"]) == (503, PROBLEM)
    assert answer["Retry-After"] == "30"
    assert answer.json()["type"] == "urn:endorsement:problem:unavailable"
    assert TYPED not in answer.text


@pytest.mark.parametrize(("method", "path", "headers"), PROGRAMS)
@pytest.mark.parametrize("error", [OperationalError("no such column: x"), ZeroDivisionError("x")], ids=str)
def test_programs_hear_of_other_faults_as_such(client, error, method, path, headers):
    with failing(error):
        answer = ask(client, method, path, headers)
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert answer.json()["type"] == "urn:endorsement:problem:server-error"
    assert "Retry-After" not in answer


@pytest.mark.parametrize("path", ["/registry/", "/", "/accounts/login/"])
def test_people_get_a_page_in_words(client, path):
    with failing(AWAY[0]):
        answer = client.post(path, {"password": TYPED}, headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "what you typed is still there" in answer.text
    with failing(ZeroDivisionError()):
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 500


def test_an_outage_is_one_mail_without_anything_typed(client, caplog):
    with failing(OperationalError(f"Key (name)=({TYPED}) is locked")):
        for number in range(30):
            client.post("/accounts/login/", {"login": f"ann-{number}@example.org", "password": TYPED})
    (mail,) = outbox.outbox
    assert mail.to == ["operator@example.org"]
    assert "OperationalError" in mail.subject
    assert "503 POST /accounts/login/" in mail.body
    for word in (TYPED, "ann-", "sessionid", "Cookie", "Key (name)"):
        assert word not in f"{mail.subject} {mail.body}"


def test_after_an_hour_the_next_says_how_many_there_were(client):
    with failing(ZeroDivisionError()):
        for _ in range(5):
            client.get("/")
        assert len(outbox.outbox) == 1
        for key in list(vars(caches["default"])["_cache"]):
            if key.endswith(".told"):
                cache.delete(key.split(":", 2)[2])
        client.get("/")
    assert "It came 4 more times since the last mail." in outbox.outbox[1].body


def test_another_fault_is_another_mail_and_all_are_bounded(client):
    for number in range(40):
        error = type(f"Fault{number}", (Exception,), {})
        with failing(error(TYPED)):
            client.get("/")
    assert len(outbox.outbox) == reporting.AT_MOST_AN_HOUR


def test_a_referees_link_reaches_neither_mail_nor_log(client):
    line = Log()
    with failing(ValueError(f"cannot read {TYPED}")), line:
        client.get(SECRET_LINK)
    (mail,) = outbox.outbox
    for text in (mail.body, line.text):
        assert "/reference/<str:token>/" in text
        assert "ValueError" in text
        assert "a-token-that-opens" not in text
        assert TYPED not in text


def test_work_in_the_background_is_told_too():
    logging.getLogger("review_queue.work.running").error("endorsement.deliver_mail %s", TYPED)
    (mail,) = outbox.outbox
    assert TYPED not in f"{mail.subject} {mail.body}"
    assert "review_queue.work.running" in mail.body


def test_without_admins_nothing_is_mailed(client, settings):
    settings.ADMINS = []
    with failing(ZeroDivisionError()):
        client.get("/")
    assert outbox.outbox == []


class Log:
    """What the site's own formatter writes meanwhile."""

    def __init__(self) -> None:
        self.text = ""

    def __enter__(self) -> "Log":
        self.handler = logging.Handler()
        self.handler.emit = self._write  # type: ignore[method-assign]
        logging.getLogger().addHandler(self.handler)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self.handler)

    def _write(self, record: logging.LogRecord) -> None:
        self.text += reporting.Discreet("{levelname} {name}: {message}", style="{").format(record)
