"""Signing up, in and out: every message is a row, and everybody lands where their work is."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.test import Client

from endorsement_plugin.models import Mail
from review_queue.work.models import Work
from tests.cast import make_cast
from tests.factories.credentials import make_association
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "nalani.new@example.org"
PHRASE = "a long invented phrase"


def _sign_up(client: Client, email: str = ADDRESS, **fields: str):
    return client.post(
        "/accounts/signup/", {"email": email, "password1": PHRASE, "password2": PHRASE, **fields}
    )


def _link(mail: Mail) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def test_sign_up_confirm_and_land_at_the_applications(client: Client):
    association = make_association()
    assert _sign_up(client)["Location"] == "/accounts/confirm-email/"
    mail = Mail.objects.get()
    assert (mail.to, mail.association) == (ADDRESS, association)
    assert mail.subject == "AIMH-HI: Confirm your e-mail address"
    assert client.get(_link(mail)).status_code == 200
    assert client.post(_link(mail))["Location"] == "/apply/"
    assert EmailAddress.objects.get(email=ADDRESS).verified
    assert client.session["_auth_user_id"] == str(User.objects.get(email=ADDRESS).pk)


def test_opening_the_link_changes_nothing_until_it_is_confirmed(client: Client):
    _sign_up(client)
    client.get(_link(Mail.objects.get()))
    assert not EmailAddress.objects.get(email=ADDRESS).verified


def test_a_message_is_a_row_and_a_piece_of_work_never_sent_by_the_request(client: Client):
    _sign_up(client)
    mail = Mail.objects.get()
    assert outbox.outbox == []
    assert Work.objects.filter(kind="endorsement.deliver_mail", key=str(mail.pk)).count() == 1
    assert ADDRESS not in str(list(Work.objects.values()))


def test_an_unconfirmed_address_cannot_sign_in(client: Client):
    _sign_up(client)
    response = Client().post("/accounts/login/", {"login": ADDRESS, "password": PHRASE})
    assert response["Location"] == "/accounts/confirm-email/"


def test_a_second_sign_up_does_not_say_that_the_account_exists(client: Client):
    make_user(ADDRESS)
    assert _sign_up(client)["Location"] == "/accounts/confirm-email/"
    assert Mail.objects.get().subject == "You have an account already"
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_the_user_name_says_nothing_about_the_person(client: Client):
    _sign_up(client)
    assert re.fullmatch(r"[0-9a-f]{32}", User.objects.get(email=ADDRESS).username)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password1": "short", "password2": "short"}, "at least 10 characters"),
        ({"password1": "1234567890", "password2": "1234567890"}, "too common"),
        ({"password2": "something else entirely"}, "same password"),
        ({"email": ""}, "Please fill this in."),
    ],
)
def test_a_refused_sign_up_says_why_and_writes_nothing(client: Client, fields: dict[str, str], words: str):
    response = _sign_up(client, **fields)
    assert words in response.text
    assert not User.objects.exists()
    assert not Mail.objects.exists()


def test_a_forgotten_password_is_replaced_through_the_link(client: Client):
    make_user(ADDRESS)
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    page = client.get(_link(Mail.objects.get()), follow=True)
    here = page.request["PATH_INFO"]
    client.post(here, {"password1": PHRASE, "password2": PHRASE})
    assert User.objects.get(email=ADDRESS).check_password(PHRASE)


def test_a_used_link_says_so(client: Client):
    make_user(ADDRESS)
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    link = _link(Mail.objects.get())
    here = client.get(link, follow=True).request["PATH_INFO"]
    client.post(here, {"password1": PHRASE, "password2": PHRASE})
    assert "This link no longer works" in Client().get(link).text


@pytest.mark.parametrize(
    ("name", "place"), [("reviewer_a", "/review/"), ("coordinator", "/admin/"), ("outsider", "/apply/")]
)
def test_signing_in_leads_to_the_work(client: Client, name: str, place: str):
    user = getattr(make_cast(), name)
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == place


def test_signing_in_returns_to_the_page_that_asked_for_it(client: Client):
    make_user(ADDRESS)
    response = client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD, "next": "/apply/3/"})
    assert response["Location"] == "/apply/3/"


def test_signing_in_never_leads_to_another_site(client: Client):
    make_user(ADDRESS)
    response = client.post(
        "/accounts/login/", {"login": ADDRESS, "password": PASSWORD, "next": "https://evil.example.com/"}
    )
    assert response["Location"] == "/apply/"


def test_signing_out_needs_a_post(client: Client):
    client.force_login(make_user(ADDRESS))
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-wrong/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/wrong/",
        "/accounts/inactive/",
    ],
)
def test_every_screen_of_a_visitor_stands_in_the_frame(client: Client, path: str):
    make_association(statement="We stand with babies.")
    text = client.get(path).text
    assert "We stand with babies." in text
    assert text.count("<h1>") == 1


@pytest.mark.parametrize(
    "path",
    ["/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/reauthenticate/"],
)
def test_every_screen_of_an_account_stands_in_the_frame(client: Client, path: str):
    make_association(statement="We stand with babies.")
    client.force_login(make_user(ADDRESS))
    text = client.get(path).text
    assert "We stand with babies." in text
    assert text.count("<h1>") == 1


SPELLINGS = [
    "nalani.new@exam\u200bple.org",
    "\ufeffnalani.new@example.org",
    "nalani.new\uff20example\u3002org",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_address_is_kept_without_what_nobody_sees(client: Client, typed: str):
    assert _sign_up(client, typed)["Location"] == "/accounts/confirm-email/"
    assert [user.email for user in User.objects.all()] == [ADDRESS]
    assert EmailAddress.objects.get().email == ADDRESS
    assert Mail.objects.get().to == ADDRESS


@pytest.mark.parametrize("typed", SPELLINGS)
def test_one_mailbox_has_one_account(client: Client, typed: str):
    make_user(ADDRESS)
    _sign_up(client, typed)
    headless = {"email": typed, "password": PHRASE}
    client.post("/_allauth/app/v1/auth/signup", headless, content_type="application/json")
    assert User.objects.count() == 1


@pytest.mark.parametrize("typed", SPELLINGS)
def test_whoever_pastes_such_an_address_signs_in(client: Client, typed: str):
    make_user(ADDRESS)
    response = client.post("/accounts/login/", {"login": typed, "password": PASSWORD})
    assert response["Location"] == "/apply/"
    client.post("/accounts/logout/")
    client.post("/accounts/password/reset/", {"email": typed})
    assert Mail.objects.get().to == ADDRESS


def test_a_tag_of_ones_own_makes_a_second_account(client: Client):
    """Refusing it would tell who has an account; who compares people compares without the tag."""
    make_user(ADDRESS)
    _sign_up(client, "nalani.new+imh@example.org")
    assert User.objects.count() == 2
