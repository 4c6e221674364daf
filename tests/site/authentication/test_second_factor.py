"""Whoever works for an association shows a second factor before the first staff page, in whatever client."""

import re
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from endorsement_plugin.models import Mail, Person
from tests.cast import Cast, make_cast
from tests.endorsement_plugin.api.headless import App
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
SHOW = "/accounts/2fa/reauthenticate/"
STAFF = ["coordinator", "editor", "clearer", "chief", "superuser"]
PAGES = ["/admin/", "/django-admin/", "/review/staff/", "/review/staff/operations/", "/admin/reports/"]


def code(secret: str = SECRET, *, at: int = 0) -> str:
    """What an authenticator app shows, `at` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + at))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _demanded(settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = True


def user_of(cast: Cast, name: str) -> User:
    someone = getattr(cast, name)
    return someone.account if isinstance(someone, Person) else someone


def sign_in(client: Client, user: User, **more: str) -> str:
    """Where signing in with the password leads."""
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})
    return str(answer["Location"])


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize("page", PAGES)
def test_staff_without_a_factor_are_led_to_set_one_up(client, cast, name, page):
    client.force_login(user_of(cast, name))
    for answer in (client.get(page), client.post(page), client.head(page)):
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert "Please set one up now." in client.get("/accounts/2fa/").text


@pytest.mark.parametrize("name", ["applicant", "reviewer_a", "adjudicator", "outsider"])
def test_whoever_reads_no_names_is_not_asked(client, cast, name):
    client.force_login(user_of(cast, name))
    assert [client.get(page).status_code for page in ("/apply/", "/accounts/2fa/")] == [200, 200]
    assert client.get("/review/staff/").status_code == 404
    refused = client.get("/admin/")
    main = refused.text.partition("<main")[2].partition("</main>")[0]
    assert (refused.status_code, bool(main), "/accounts/2fa/" in main) == (403, True, False)


def test_nothing_is_demanded_where_the_setting_is_off(client, cast, settings):
    settings.SECOND_FACTOR_DEMANDED = False
    client.force_login(cast.coordinator)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
@pytest.mark.parametrize("page", ["/admin/api/main/pages/", "/review/staff/operations/"])
def test_a_script_is_told_and_not_redirected(client, cast, page, headers):
    client.force_login(cast.superuser)
    answer = client.get(page, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:endorsement:problem:second-factor-required"
    assert answer.json()["place"] == "/accounts/2fa/"


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_work(client, cast):
    client.force_login(cast.coordinator)
    asked = client.get("/accounts/2fa/totp/activate/")
    client.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = re.search(r'<code class="code-long">(\w+)</code>', page.text)
    assert secret
    refused = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "This code is not right" in refused.text
    assert secret[1] in refused.text, "whoever mistypes need not scan again"
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret[1])})
    assert client.get("/admin/").status_code == 200
    kept = Authenticator.objects.get(type="totp")
    assert secret[1] not in str(kept.data), "a copy of the database must not hold it readably"
    assert Mail.objects.filter(to=cast.coordinator.email).exists()
    shown = client.get("/accounts/2fa/recovery-codes/").text
    assert len(re.findall(r"<code>\d{8}</code>", shown)) == 10


@pytest.fixture
def guarded(cast: Cast) -> User:
    """A coordinator with an app and recovery codes."""
    TOTP.activate(cast.coordinator, SECRET)
    RecoveryCodes.activate(cast.coordinator)
    return cast.coordinator


def test_the_password_alone_opens_nothing_and_the_code_everything(client, guarded):
    assert sign_in(client, guarded, next="/admin/reports/") == "/accounts/2fa/authenticate/"
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "123123"})
    assert "This code is not right" in wrong.text
    assert client.post("/accounts/2fa/authenticate/", {"code": code()})["Location"] == "/admin/reports/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("at", [-1, 0])
def test_a_clock_half_a_minute_off_does_no_harm(client, guarded, at):
    sign_in(client, guarded)
    assert client.post("/accounts/2fa/authenticate/", {"code": code(at=at)}).status_code == 302


def test_a_recovery_code_works_once(guarded):
    (one, *_) = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    answers = []
    for client in (Client(), Client()):
        sign_in(client, guarded)
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": one}).status_code)
    assert answers == [302, 200]


def test_codes_cannot_be_tried_without_end(client, guarded):
    sign_in(client, guarded)
    for number in range(10):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})
    assert "Too many" in client.post("/accounts/2fa/authenticate/", {"code": code()}).text
    assert "_auth_user_id" not in client.session


def test_a_session_from_before_shows_the_factor_and_goes_on_where_it_was(client, guarded):
    client.force_login(guarded)
    asked = client.get("/admin/reports/site-history/?a=1")
    assert asked["Location"].startswith(f"{SHOW}?next=")
    assert "back where you were" in client.get(asked["Location"]).text
    shown = client.post(asked["Location"], {"code": code(), "next": "/admin/reports/site-history/?a=1"})
    assert shown["Location"] == "/admin/reports/site-history/?a=1"
    assert client.get("/admin/").status_code == 200


def test_a_token_of_an_app_is_no_way_around(client, guarded):
    """It is the key of a session: as a cookie it opens what that session has proven, and no more."""
    app = App().account("post", "/auth/login", {"email": guarded.email, "password": PASSWORD})
    assert app.status_code == 401
    assert [flow["id"] for flow in app.json()["data"]["flows"]][-1:] == ["mfa_authenticate"]
    client.cookies["sessionid"] = app.json()["meta"]["session_token"]
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")


def test_a_token_of_staff_without_a_factor_opens_no_staff_page(client, cast):
    app = App().account("post", "/auth/login", {"email": cast.coordinator.email, "password": PASSWORD})
    token = app.json()["meta"]["session_token"]
    client.cookies["sessionid"] = token
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"
    assert App(token).get("/applications/").status_code == 200


@pytest.mark.parametrize("name", ["coordinator", "applicant"])
def test_only_who_may_do_without_removes_the_last_one(client, cast, name):
    user = user_of(cast, name)
    TOTP.activate(user, SECRET)
    sign_in(client, user)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/2fa/totp/deactivate/", follow=True)
    assert Authenticator.objects.filter(type="totp").exists() is (name == "coordinator")
    assert ("Set up another one first" in answer.text) is (name == "coordinator")


def test_who_has_lost_it_gets_a_new_start_from_the_operator(client, guarded):
    sign_in(client, guarded)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    out = StringIO()
    call_command("reset_second_factor", guarded.email.upper(), stdout=out)
    assert "2 removed" in out.getvalue()
    assert client.get("/admin/")["Location"].startswith("/accounts/login/"), "every session has ended"
    assert not UserSession.objects.exists()
    assert Mail.objects.get(to=guarded.email, subject="Your second factor was removed").body
    sign_in(client, guarded)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("email", ["nobody@example.org", ""])
def test_the_operator_hears_of_a_wrong_address(email):
    with pytest.raises(CommandError, match="No account has the address"):
        call_command("reset_second_factor", email)


def test_a_former_secret_still_reads_what_is_kept(client, guarded, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer one" * 6
    sign_in(client, guarded)
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
