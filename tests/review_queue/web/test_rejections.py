"""The session has ended, or the token is an old one: said as such, and what was typed can be sent again."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from review_queue.models import Review
from tests.review_queue.reviewer.test_desk import answers

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
SCRIPTS = [{"Accept": "application/json"}, {"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}]


@pytest.fixture
def strict(own):
    """A browser with a token, and a session like the reviewer's."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(own.reviewer.user, backend="django.contrib.auth.backends.ModelBackend")
    browser.get(own.get_absolute_url())
    return browser


def sign_in(browser: Client, user) -> None:
    """As signing in does: another session, another token."""
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    browser.cookies[settings.CSRF_COOKIE_NAME] = "b" * 32


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


def token(browser: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies[settings.CSRF_COOKIE_NAME].value}


@pytest.mark.parametrize("headers", SCRIPTS)
@pytest.mark.parametrize("name", ["draft", "assignment", "here"])
def test_a_script_is_told_that_the_session_has_ended(reviewer, own, headers, name):
    Session.objects.all().delete()
    response = reviewer.post(reverse(f"review_queue:{name}", args=[own.code]), answers(0), headers=headers)
    assert response.status_code == 401
    assert response.json()["code"] == "signed_out"
    assert response["Cache-Control"].startswith("max-age=0")


def test_a_script_that_reads_is_told_too_and_a_person_is_led_to_sign_in(reviewer, own):
    Session.objects.all().delete()
    address = own.get_absolute_url()
    assert reviewer.get(address, headers={"Sec-Fetch-Dest": "empty"}).status_code == 401
    response = reviewer.get(address, headers={"Sec-Fetch-Dest": "document"})
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address}")


def test_what_was_typed_comes_through_signing_in(strict, own):
    """Without a script: each page that turns it away holds the fields."""
    address, typed = own.get_absolute_url(), answers("0", feedback='Two\nlines & "quotes" <b>')
    Session.objects.all().delete()
    out = strict.post(address, typed | token(strict), headers=HERE)
    assert out.status_code == 401
    held = hidden(out.content.decode())
    assert {name: held[name] for name in typed} == typed
    assert "no-store" in out["Cache-Control"]

    sign_in(strict, own.reviewer.user)
    old = strict.post(address, held, headers=HERE)
    assert old.status_code == 403
    again = hidden(old.content.decode())
    assert strict.post(address, again, headers=HERE).status_code == 302
    assert Review.objects.get(assignment=own).feedback == typed["feedback"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/review/"},
        {"Referer": "http://testserver.elsewhere.example/"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_nothing_is_offered_for_sending_again_to_another_site(strict, own, headers):
    response = strict.post(own.get_absolute_url(), answers(0, feedback="forged"), headers=headers)
    assert response.status_code == 403
    assert "forged" not in response.content.decode()
    assert "Send it again" not in response.content.decode()


@pytest.mark.parametrize(
    "headers", [HERE, {"Referer": "http://testserver/review/"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_it_is_offered_where_the_browser_vouches_for_this_site(strict, own, headers):
    response = strict.post(own.get_absolute_url(), answers(0, feedback="mine"), headers=headers)
    assert response.status_code == 403
    assert hidden(response.content.decode())["feedback"] == "mine"


@pytest.mark.parametrize(
    "typed", [{"new_password1": "secret words"}, {"Password": "secret words"}, {"feedback": "x" * 1_000_001}]
)
def test_no_password_and_nothing_endless_is_given_back(strict, own, typed):
    response = strict.post(own.get_absolute_url(), typed, headers=HERE)
    assert response.status_code == 403
    assert "secret words" not in response.content.decode()
    assert "Send it again" not in response.content.decode()


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/accounts/email/", {"email": "mine@example.org", "action_add": "1"}),
        ("/accounts/2fa/authenticate/", {"code": "mine 123456"}),
        ("/accounts/2fa/totp/activate/", {"code": "mine 123456"}),
        ("/accounts/sessions/", {"end": "mine"}),
        ("/accounts/logout/", {"next": "/mine/"}),
    ],
)
def test_what_would_change_the_account_of_whoever_signs_in_next_is_not_offered(
    strict, own, address, typed, signed_in
):
    if not signed_in:
        Session.objects.all().delete()
    for sent in (typed, typed | token(strict)):
        page = strict.post(address, sent, headers=HERE).content.decode()
        assert "mine" not in page
        assert "Send it again" not in page
        if signed_in:
            break  # with a good token it is simply done


def test_it_goes_to_the_same_address_of_this_site_and_nowhere_else(strict):
    address = "/review/away/?next=//elsewhere.example"
    page = strict.post(address, {"until": "x"}, headers=HERE).content.decode()
    assert f'action="{address}"' in page


def test_a_file_has_to_be_chosen_again(strict, own, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    with (tmp_path / "a.pdf").open("rb") as file:
        response = strict.post(own.get_absolute_url(), {"feedback": "x", "file": file}, headers=HERE)
    assert "chosen again" in response.content.decode()


def test_a_script_is_told_of_an_old_token(strict, own):
    address = reverse("review_queue:draft", args=[own.code])
    response = strict.post(address, answers(0), headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert response.json()["code"] == "csrf"
