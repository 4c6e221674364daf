"""Guessing is slowed down; the owner, the office and everybody else go on."""

import pytest
from django.core.cache import cache
from django.test import Client

from association.authentication import slowdown
from endorsement_plugin.models import Mail
from tests.endorsement_plugin.api.headless import App
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ANN, BEN = "ann@example.org", "ben@example.org"
LOGIN = "/accounts/login/"
WAIT = "Please wait"


class Clock:
    now = 1_800_000_000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    """The brake's own clock; the cache forgets by the real one, which stands still for a test."""
    made = Clock()
    monkeypatch.setattr(slowdown, "time", lambda: made.now)
    return made


@pytest.fixture(autouse=True)
def _people():
    for email in (ANN, BEN):
        make_user(email)


def attempt(client: Client, email: str = ANN, password: str = "wrong guess", address: str = "192.0.2.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def guess(times: int, **where: str) -> list[bool]:
    """Whether each attempt was made to wait."""
    return [WAIT in attempt(Client(), **where).text for _ in range(times)]


def test_after_a_few_attempts_the_next_waits_and_is_not_even_compared(client):
    assert guess(8) == [False] * 6 + [True] * 2
    refused = attempt(client, password=PASSWORD)
    assert "Please wait 2 seconds, then try again. Nobody is locked out." in refused.text
    assert "_auth_user_id" not in client.session


def test_pauses_double_up_to_a_quarter_of_an_hour():
    brake = slowdown.ACCOUNT
    assert [brake.pause("x") for _ in range(6)] == [0] * 6
    waits = []
    for _ in range(12):
        waits.append(brake.pause("x"))
        cache.delete(brake._keys("x")[1])  # as time does
        assert brake.pause("x") == 0
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


@pytest.mark.parametrize("elsewhere", ["192.0.2.2", "2001:db8::5", "198.51.100.77"])
def test_the_owner_elsewhere_is_not_locked_out(client, elsewhere):
    guess(40)
    assert attempt(client, password=PASSWORD, address=elsewhere)["Location"] == "/apply/"


@pytest.mark.parametrize("spelling", ["ANN@example.org", " ann@example.org ", "Ann@Example.org"])
def test_another_spelling_is_the_same_account(spelling):
    guess(6)
    assert guess(1, email=spelling) == [True]


def test_ten_failures_close_no_office():
    guess(10)
    colleague = attempt(Client(), email=BEN, password=PASSWORD)
    assert colleague["Location"] == "/apply/"


def test_a_browser_that_the_owner_has_used_never_waits_for_others(client):
    attempt(client, password=PASSWORD)
    client.post("/accounts/logout/")
    guess(40)
    assert attempt(client, password=PASSWORD)["Location"] == "/apply/"


def test_a_known_browser_may_not_guess_without_end_either(client):
    attempt(client, password=PASSWORD)
    client.post("/accounts/logout/")
    waits = [WAIT in attempt(client).text for _ in range(8)]
    assert waits == [False] * 6 + [True] * 2
    assert WAIT not in attempt(client, email=BEN).text, "it is known for one account alone"


def test_a_forged_cookie_makes_no_browser_known(client):
    client.cookies["known-browser"] = "name|0123:forged"
    guess(7)
    assert WAIT in attempt(client).text


def test_one_password_on_many_accounts_is_slowed_down_too():
    """From one address, but only for browsers that nobody here has used before."""
    ann = Client()
    attempt(ann, password=PASSWORD)
    ann.post("/accounts/logout/")
    waits = [WAIT in attempt(Client(), email=f"nobody-{n}@example.org").text for n in range(103)]
    assert waits.count(True) >= 1
    assert not any(waits[:100])
    assert attempt(ann, password=PASSWORD)["Location"] == "/apply/"


def test_signing_in_forgives_what_was_mistyped():
    guess(5)
    assert attempt(Client(), password=PASSWORD)["Location"] == "/apply/"
    assert guess(5) == [False] * 5


def test_an_app_is_slowed_down_alike():
    answers = [App().account("post", "/auth/login", {"email": ANN, "password": "wrong"}) for _ in range(8)]
    assert answers[0].json()["errors"][0]["code"] == "email_password_mismatch"
    assert answers[-1].json()["errors"][0]["code"] == "too_many_login_attempts"


def test_an_invented_address_is_no_other_address(client):
    for number in range(7):
        client.post(
            LOGIN,
            {"login": ANN, "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
    refused = client.post(LOGIN, {"login": ANN, "password": "x"}, headers={"X-Forwarded-For": "10.9.9.9"})
    assert WAIT in refused.text


def test_the_owner_is_told_once():
    for number in range(30):
        guess(1, address=f"198.51.100.{number}")
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (ANN, "Somebody tries to sign in to your account")
    assert "10 times" in mail.body
    assert "nobody got in" in mail.body


def test_nobody_is_written_to_about_an_address_without_account():
    for number in range(30):
        guess(1, email="nobody@example.org", address=f"198.51.100.{number}")
    assert not Mail.objects.exists()


@pytest.mark.parametrize("wrong", [1, 5])
def test_a_new_password_is_not_kept_waiting(client, wrong):
    make_user(ANN)
    guess(5 + wrong)
    client.force_login(make_user(ANN))
    new = "another long invented phrase"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        REMOTE_ADDR="192.0.2.1",
    )
    assert attempt(Client(), password=new)["Location"] == "/apply/"
