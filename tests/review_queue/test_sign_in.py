"""Signing in where the queue's host has no sign-in of its own."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from review_queue.models import PoolRole
from review_queue.sign_in.links import first_link
from tests.factories import reviews

pytestmark = pytest.mark.django_db

URLS = pytest.mark.urls("tests.review_queue.sign_in_urls")
PASSWORD = "a long one, of seven words or so"


@pytest.fixture
def robin() -> User:
    user = User(username="robin@example.org", email="robin@example.org", last_name="Reader")
    user.set_unusable_password()
    user.save()
    return user


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def choose(client: Client, link: str, password: str = PASSWORD) -> str:
    """The page after a password was chosen by this link."""
    shown = client.get(path_of(link), follow=True)
    path = shown.redirect_chain[-1][0] if shown.redirect_chain else path_of(link)
    sent = client.post(path, {"new_password1": password, "new_password2": password}, follow=True)
    return sent.content.decode()


def sign_in(client: Client, address: str, password: str = PASSWORD, **more: str):
    return client.post("/own/sign-in/", {"username": address, "password": password, **more}, follow=True)


@URLS
def test_a_first_link_works_once(client: Client, robin: User):
    link = first_link(robin)
    assert "<h1>Sign in</h1>" in choose(client, link)
    robin.refresh_from_db()
    assert robin.check_password(PASSWORD)
    again = Client().get(path_of(link), follow=True).content.decode()
    assert "This link is used up" in again
    assert 'href="/own/password/"' in again


def test_there_is_no_link_where_the_host_has_a_sign_in_of_its_own(robin: User):
    assert first_link(robin) == ""


@URLS
def test_a_password_that_is_too_short_is_refused_beside_its_field(client: Client, robin: User):
    page = choose(client, first_link(robin), "short")
    assert "This password is too short" in page
    robin.refresh_from_db()
    assert not robin.has_usable_password()


@URLS
@pytest.mark.parametrize("typed", ["robin@example.org", " Robin@Example.ORG ", "robin@example.org\u200b"])
def test_an_address_is_the_same_in_any_case_and_with_signs_that_nobody_sees(client, robin, typed):
    robin.set_password(PASSWORD)
    robin.save()
    assert sign_in(client, typed).wsgi_request.user == robin


@URLS
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client: Client, robin: User):
    robin.set_password(PASSWORD)
    robin.save()
    said = [
        sign_in(client, one, "wrong").content.decode() for one in ("robin@example.org", "who@example.org")
    ]
    errors = [re.findall(r'class="error-summary".*?</div>', page, re.DOTALL) for page in said]
    assert errors[0] == errors[1] != []
    assert "do not belong together" in errors[0][0]
    assert not sign_in(client, "robin@example.org", "wrong").wsgi_request.user.is_authenticated


@URLS
def test_an_account_that_was_closed_does_not_get_in(client: Client, robin: User, mailoutbox):
    robin.set_password(PASSWORD)
    robin.is_active = False
    robin.save()
    assert not sign_in(client, robin.email).wsgi_request.user.is_authenticated
    client.post("/own/password/", {"email": robin.email})
    assert mailoutbox == []


@URLS
def test_whoever_scores_clears_or_does_neither_starts_where_they_belong(client: Client):
    scorer = reviews.make_reviewer().user
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, email="clearer@example.org")
    neither = User.objects.create_user("neither@example.org", "neither@example.org")
    for user, page in (
        (scorer, "<h1>Your reviews</h1>"),
        (clearer, "<h1>Blind review</h1>"),
        (neither, "neither scores answers nor clears"),
    ):
        user.set_password(PASSWORD)
        user.save()
        assert page in sign_in(Client(), user.username).content.decode()


@URLS
def test_where_one_was_going_is_gone_on_to_and_nowhere_else(client: Client, robin: User):
    robin.set_password(PASSWORD)
    robin.save()
    inside = sign_in(client, robin.email, next="/review/history/")
    assert inside.redirect_chain[0][0] == "/review/history/"
    outside = sign_in(Client(), robin.email, next="https://elsewhere.example.org/")
    assert outside.redirect_chain[0][0] == "/own/signed-in/"


@URLS
def test_a_new_password_is_asked_for_also_by_whoever_never_had_one(client: Client, robin: User, mailoutbox):
    page = client.post("/own/password/", {"email": "ROBIN@example.org"}, follow=True).content.decode()
    other = client.post("/own/password/", {"email": "who@example.org"}, follow=True).content.decode()
    assert "Look into your mail" in page
    assert re.sub(r"nonce=\S+", "", page) == re.sub(r"nonce=\S+", "", other)
    (letter,) = mailoutbox
    assert letter.subject == "Choose a password for blind review"
    (link,) = re.findall(r"http\S+", letter.body)
    assert "<h1>Sign in</h1>" in choose(client, link)


@URLS
def test_a_letter_leads_to_the_site_of_the_settings_whatever_a_request_says(
    client, robin, mailoutbox, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "BASE_URL": "https://review.example.org"}
    client.post("/own/password/", {"email": robin.email}, HTTP_HOST="evil.example.org")
    (letter,) = mailoutbox
    assert "https://review.example.org/own/password/" in letter.body
    assert "evil" not in letter.body


@URLS
def test_signing_out_ends_the_session_and_takes_a_press_of_a_button(client: Client, robin: User):
    client.force_login(robin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/own/sign-out/").status_code == 405
    assert client.post("/own/sign-out/", follow=True).redirect_chain[-1][0] == "/own/sign-in/"
    assert not client.get("/own/signed-in/", follow=True).wsgi_request.user.is_authenticated
