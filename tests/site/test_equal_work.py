"""Whether an address has an account is not told by time: every sign-in page and API call hashes as many
passwords for one that has as for one that has not. Passwords are counted, because seconds depend on the
machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from endorsement_plugin.models import Mail
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

STRANGER = "nobody.yet@example.org"
PHRASE = "a long invented phrase"


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """A word for every password that was hashed, or compared with a hash, which is the same work."""
    done: list[str] = []
    encode = MD5PasswordHasher.encode

    def count(self, password, salt):
        done.append("hashed")
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    return done


@contextmanager
def counted(hashed: list[str]) -> Iterator[list[str]]:
    hashed.clear()
    yield hashed


def confirmed() -> str:
    return make_user("has.one@example.org").email


def unconfirmed() -> str:
    user = make_user("not.confirmed@example.org")
    EmailAddress.objects.filter(user=user).update(verified=False)
    return user.email


def inactive() -> str:
    user = make_user("left@example.org")
    user.is_active = False
    user.save()
    return user.email


def without_password() -> str:
    user = make_user("no.password@example.org")
    user.set_unusable_password()
    user.save()
    return user.email


def in_capitals() -> str:
    return confirmed().upper()


def sign_up(email: str):
    return Client().post("/accounts/signup/", {"email": email, "password1": PHRASE, "password2": PHRASE})


def sign_up_badly(email: str):
    return Client().post("/accounts/signup/", {"email": email, "password1": PHRASE, "password2": "other"})


def sign_up_by_api(email: str):
    return _by_api("signup", {"email": email, "password": PHRASE})


def sign_in(email: str):
    return Client().post("/accounts/login/", {"login": email, "password": PHRASE})


def sign_in_by_api(email: str):
    return _by_api("login", {"email": email, "password": PHRASE})


def forget(email: str):
    return Client().post("/accounts/password/reset/", {"email": email})


def forget_by_api(email: str):
    return _by_api("password/request", {"email": email})


def _by_api(name: str, body: dict[str, str]):
    return Client().post(f"/_allauth/app/v1/auth/{name}", body, content_type="application/json")


REQUESTS = [sign_up, sign_up_badly, sign_up_by_api, sign_in, sign_in_by_api, forget, forget_by_api]
HOLDERS = [confirmed, unconfirmed, inactive, without_password, in_capitals]


@pytest.mark.parametrize("send", REQUESTS, ids=lambda send: send.__name__)
@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.__name__)
def test_an_address_with_an_account_costs_what_one_without_costs(
    hashed: list[str], send: Callable, holder: Callable
):
    known = holder()
    with counted(hashed):
        send(STRANGER)
    work, letters = len(hashed), Mail.objects.count()
    with counted(hashed):
        send(known)
    assert len(hashed) == work
    assert Mail.objects.count() == 2 * letters


@pytest.mark.parametrize("send", [sign_up, sign_up_by_api, sign_in, sign_in_by_api])
def test_there_is_work_to_count(hashed: list[str], send: Callable):
    send(STRANGER)
    assert hashed == ["hashed"]
