"""Everybody sees where they are signed in, and ends it; a session of staff that lies idle ends by itself."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from association.authentication import activity
from association.authentication.sessions import device
from tests.cast import Cast, make_cast
from tests.endorsement_plugin.api.headless import App, signed_in
from tests.factories.people import PASSWORD, make_user
from tests.site.authentication.test_second_factor import user_of

pytestmark = pytest.mark.django_db

PLACE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604"


def enter(user: User, agent: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def inside(client: Client) -> bool:
    return client.get("/apply/").status_code == 200


@pytest.fixture
def ann(db: None) -> User:
    return make_user("ann@example.org")


def test_the_list_says_device_address_and_when(ann):
    here, _ = enter(ann), enter(ann, PHONE, "198.51.100.4")
    page = here.get(PLACE).text
    for words in ("Firefox on Linux", "Safari on iPhone", "192.0.2.1", "198.51.100.4", "last here"):
        assert words in page
    assert page.count("Here</span>") == 1


def test_one_of_them_is_ended_and_the_others_go_on(ann):
    here, phone, third = enter(ann), enter(ann, PHONE), enter(ann)
    row = UserSession.objects.get(user_agent=PHONE)
    assert here.post(PLACE, {"session": row.pk})["Location"] == PLACE
    assert [inside(client) for client in (here, phone, third)] == [True, False, True]


def test_all_others_are_ended_at_once_with_the_tokens_of_apps(ann):
    here, phone, app = enter(ann), enter(ann, PHONE), signed_in(ann.email, PASSWORD)
    assert app.get("/applications/").status_code == 200
    here.post(PLACE)
    assert [inside(client) for client in (here, phone)] == [True, False]
    assert app.get("/applications/").status_code == 401


@pytest.mark.parametrize("wanted", ["theirs", "0", "-1", "x", "99999999999999999999"])
def test_nobody_ends_a_session_of_somebody_else(ann, wanted):
    other = enter(make_user("ben@example.org"))
    theirs = str(UserSession.objects.get().pk)
    here = enter(ann)
    here.post(PLACE, {"session": theirs if wanted == "theirs" else wanted})
    assert inside(other)
    assert inside(here)


def test_ending_ones_own_is_signing_out(ann):
    here = enter(ann)
    here.post(PLACE, {"session": UserSession.objects.get().pk})
    assert not inside(here)


def test_it_is_asked_to_sign_in_first(client):
    assert client.get(PLACE)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("python-requests/2.32", "python-requests"),
        ("", "An unknown program"),
        ("<script>alert(1)</script>", "An unknown program"),
    ],
)
def test_a_device_in_words(agent, words):
    assert device(agent) == words


class Clock:
    now = 1_800_000_000.0


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    made = Clock()
    monkeypatch.setattr(activity, "time", lambda: made.now)
    settings.LAST_SEEN_MINUTES, settings.STAFF_IDLE_HOURS = 10, 8
    return made


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("name", ["coordinator", "editor", "clearer", "chief", "superuser"])
@pytest.mark.parametrize(("hours", "stays"), [(7.9, True), (8.1, False), (200, False)])
def test_an_idle_session_of_staff_ends(clock, cast, name, hours, stays):
    client = enter(user_of(cast, name))
    assert inside(client)
    clock.now += hours * 3600
    assert inside(client) is stays
    if not stays:
        assert "more than 8 hours" in client.get("/accounts/login/").text


@pytest.mark.parametrize("name", ["applicant", "reviewer_a"])
def test_who_writes_for_days_is_left_alone(clock, cast, name):
    client = enter(user_of(cast, name))
    assert inside(client)
    clock.now += 200 * 3600
    assert inside(client)


@pytest.mark.parametrize(("hours", "opens"), [(1, True), (9, False)])
def test_an_old_token_of_an_app_opens_nothing_as_a_cookie(clock, cast, hours, opens):
    """It is the key of a session; where nobody is asked for a second factor this would be a way around."""
    app = signed_in(cast.coordinator.email, PASSWORD)
    clock.now += hours * 3600
    client = Client()
    client.cookies["sessionid"] = app.headers["X-Session-Token"]
    assert (client.get("/admin/").status_code == 200) is opens


def test_working_keeps_it_open(clock, cast):
    client = enter(cast.coordinator)
    for _ in range(5):
        assert inside(client)
        clock.now += 5 * 3600


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/editing-sessions/ping/endorsement_pages/credentialpage/1/1/", {}),
        ("/review/staff/operations/", {"HX-Request": "true"}),
    ],
)
def test_an_open_page_that_asks_by_itself_keeps_nothing_open(clock, cast, path, headers):
    client = enter(cast.superuser)
    assert inside(client)
    for _ in range(10):
        clock.now += 3600
        client.get(path, headers=headers)
    assert not inside(client)


def test_most_requests_write_nothing(clock, cast):
    client = enter(cast.applicant.user)
    client.get("/apply/")
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=3))
    clock.now += 599
    with CaptureQueriesContext(connection) as asked:
        client.get("/apply/")
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert UserSession.objects.get().last_seen_at < timezone.now() - timedelta(days=2)
    clock.now += 2
    client.get("/apply/")
    assert UserSession.objects.get().last_seen_at > timezone.now() - timedelta(days=1)


def test_a_session_from_before_the_list_gets_into_it(clock, cast):
    client = Client()
    client.force_login(cast.coordinator)
    client.get("/apply/")
    assert UserSession.objects.get().user == cast.coordinator


def test_an_app_without_cookies_is_listed_too(ann):
    App(signed_in(ann.email, PASSWORD).headers["X-Session-Token"])
    assert UserSession.objects.get().user == ann
