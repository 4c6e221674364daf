"""Whoever sits down at somebody's open session cannot take the account over, and its owner hears of it."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client

from endorsement_plugin.models import Mail
from tests.endorsement_plugin.api.headless import signed_in
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ANN, NEW, OLD = "ann@example.org", "new@example.org", "old@example.org"
PLACE = "/accounts/email/"
AGAIN = "/accounts/reauthenticate/"


@pytest.fixture
def ann() -> User:
    user = make_user(ANN)
    EmailAddress.objects.create(user=user, email=OLD, verified=True)
    return user


@pytest.fixture
def open_session(client: Client, ann: User) -> Client:
    client.force_login(ann)
    return client


CHANGES = [
    {"action_add": "", "email": NEW},
    {"action_primary": "", "email": OLD},
    {"action_remove": "", "email": OLD},
]


def addresses() -> set[tuple[str, bool]]:
    return set(EmailAddress.objects.values_list("email", "primary"))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_asks_for_the_password_and_is_then_made(open_session: Client, change: dict[str, str]):
    before = addresses()
    asked = open_session.post(PLACE, change)
    assert asked["Location"].startswith(AGAIN)
    assert addresses() == before
    assert not Mail.objects.exists()
    page = open_session.get(asked["Location"])
    assert "needs your password once more" in page.text
    refused = open_session.post(asked["Location"], {"password": "not it", "next": PLACE})
    assert refused.status_code == 200
    assert addresses() == before
    open_session.post(asked["Location"], {"password": PASSWORD, "next": PLACE})
    assert addresses() != before


def confirmed(client: Client, change: dict[str, str]) -> dict[str, str]:
    """Make the change; the subjects of the letters by receiver."""
    asked = client.post(PLACE, change)
    client.post(asked["Location"], {"password": PASSWORD, "next": PLACE})
    return {mail.to: mail.subject for mail in Mail.objects.all()}


def test_the_old_address_hears_of_an_added_one(open_session: Client):
    told = confirmed(open_session, CHANGES[0])
    assert told[ANN] == "An e-mail address was added to your account"
    assert NEW in told
    assert NEW in Mail.objects.get(to=ANN).body
    assert "choose a new password at once" in Mail.objects.get(to=ANN).body


def test_the_former_main_address_hears_of_the_new_one(open_session: Client):
    assert confirmed(open_session, CHANGES[1]) == {ANN: "Your main e-mail address has changed"}


def test_a_removed_address_hears_of_it_and_so_does_the_main_one(open_session: Client):
    subject = "An e-mail address was removed from your account"
    assert confirmed(open_session, CHANGES[2]) == {ANN: subject, OLD: subject}


def test_an_address_that_was_never_confirmed_gets_no_letter(open_session: Client):
    EmailAddress.objects.filter(email=OLD).update(verified=False)
    assert set(confirmed(open_session, CHANGES[2])) == {ANN}


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("post", {"email": NEW}),
        ("patch", {"email": OLD, "primary": True}),
        ("delete", {"email": OLD}),
    ],
)
def test_an_app_asks_for_the_password_too(ann: User, method: str, body: dict[str, object]):
    app = signed_in(ANN, PASSWORD)
    before = addresses()
    asked = app.account(method, "/account/email", body)
    assert asked.status_code == 401
    assert addresses() == before
    assert app.account("post", "/auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert app.account(method, "/account/email", body).status_code == 200
    assert addresses() != before
    assert Mail.objects.filter(to=ANN).exists()
