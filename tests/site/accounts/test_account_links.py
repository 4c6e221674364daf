"""Links in messages about accounts lead to the association's site, whatever Host a request was sent with."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.models import Site

from endorsement_plugin.models import Mail
from tests.factories.credentials import make_association
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "nalani.new@example.org"
PHRASE = "a long invented phrase"
SIGN_UP = ("/accounts/signup/", {"email": ADDRESS, "password1": PHRASE, "password2": PHRASE})
FORGOTTEN = ("/accounts/password/reset/", {"email": ADDRESS})


@pytest.fixture(autouse=True)
def _hosts(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


def _roots() -> set[str]:
    return set(re.findall(r"https?://[^/\s]+", Mail.objects.get().body))


@pytest.mark.parametrize("host", ["evil.example.com", "localhost.evil.example", "localhost:6666"])
@pytest.mark.parametrize(
    ("known", "request_"),
    [(False, SIGN_UP), (True, SIGN_UP), (True, FORGOTTEN), (False, FORGOTTEN)],
    ids=["confirm", "have an account", "new password", "no account"],
)
def test_a_host_that_was_made_up_is_in_no_message(
    host: str, known: bool, request_: tuple[str, dict[str, str]]
):
    make_association(name="AIMH Hawaii")
    if known:
        make_user(ADDRESS)
    Client(headers={"host": host}).post(*request_)
    mail = Mail.objects.get()
    assert _roots() == {"http://localhost"}
    assert "evil" not in mail.subject + mail.body


@pytest.mark.parametrize("host", ["mi.example.org", "MI.example.org"])
def test_each_association_has_links_to_its_own_site(host: str):
    make_association()
    other = make_association("mi-aimh", "mi.example.org")
    Site.objects.filter(pk=other.site_id).update(port=443)
    Client(headers={"host": host}).post(*SIGN_UP)
    assert _roots() == {"https://mi.example.org"}
    assert Mail.objects.get().association == other


def test_a_link_asked_for_over_tls_stays_on_tls():
    make_association()
    Client(headers={"host": "evil.example.com"}).post(*SIGN_UP, secure=True)
    assert _roots() == {"https://localhost"}


def test_a_message_through_the_api_too():
    make_association()
    make_user(ADDRESS)
    Client(headers={"host": "evil.example.com"}).post(
        "/_allauth/app/v1/auth/password/request", {"email": ADDRESS}, content_type="application/json"
    )
    assert _roots() == {"http://localhost"}
