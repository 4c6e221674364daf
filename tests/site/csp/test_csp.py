"""No inline script without the response's own nonce, in the Wagtail admin too."""

import re
from pathlib import Path

import pytest
import wagtail.admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from association.csp.chooser import with_nonce
from association.csp.nonce import nonce
from endorsement_plugin.pages.models import CredentialIndexPage
from tests.factories.pages import make_home
from tests.visitors import sign_in

THEIRS = Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin"
OURS = Path(__file__).parents[3] / "site/association/csp/templates/wagtailadmin"
OVERRIDES = sorted(file.relative_to(OURS) for file in OURS.rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>")

# One with date pickers, one with a page chooser, and the plain ones every editor sees.
SCREENS = [
    "/admin/",
    "/admin/reports/site-history/",
    "/admin/redirects/add/",
    "/admin/pages/",
    "/admin/account/",
]


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("super", "super@example.org", "pw")


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


@pytest.mark.parametrize("name", OVERRIDES, ids=str)
def test_an_override_is_wagtails_template_with_a_nonce(name: Path):
    ours = (OURS / name).read_text().replace("{% load cspnonce %}\n", "").replace("{% load cspnonce %}", "")
    assert ours.replace(' nonce="{% cspnonce %}"', "") == (THEIRS / name).read_text()
    assert "{% cspnonce %}" in ours


def test_no_template_of_the_admin_with_an_inline_script_is_left_out():
    inline = {
        file.relative_to(THEIRS)
        for file in THEIRS.rglob("*.html")
        if re.search(r"<script>", file.read_text())
    }
    assert inline == set(OVERRIDES)


@pytest.mark.parametrize("path", SCREENS)
def test_every_inline_script_of_a_screen_has_the_nonce_of_its_header(admin: Client, path: str):
    response = admin.get(path)
    assert response.status_code == 200
    header = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])
    for tag in INLINE.findall(response.content.decode()):
        assert header
        assert f'nonce="{header[1]}"' in tag


def test_the_screens_above_do_contain_inline_scripts(admin: Client):
    tags = [INLINE.findall(admin.get(path).content.decode()) for path in SCREENS]
    assert len(tags[1]) >= 1
    assert len(tags[2]) >= 1


def test_no_policy_allows_inline_code_or_another_host(client: Client, db: None):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'self'" in policy


def test_outside_a_request_there_is_no_nonce():
    assert nonce() == ""


def test_a_value_that_looks_like_a_script_gets_no_nonce():
    assert with_nonce("<i><script>evil()</script></i><script>init()</script>").startswith("<i><script>evil()")


def test_a_chooser_without_a_script_is_left_alone():
    assert with_nonce("<i></i>") == "<i></i>"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", SCREENS)
def test_a_browser_reports_no_violation(live_server, page: Page, path: str):
    sign_in(page, live_server.url, User.objects.create_superuser("super", "super@example.org", "pw"))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(live_server.url + path, wait_until="networkidle")
    assert [text for text in problems if "Content Security Policy" in text] == []
    assert page.locator("main").count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_date_pickers_and_choosers_work_under_the_policy(live_server, page: Page):
    sign_in(page, live_server.url, User.objects.create_superuser("super", "super@example.org", "pw"))
    page.goto(f"{live_server.url}/admin/redirects/add/")
    page.get_by_role("button", name="Choose a page").click()
    page.get_by_role("dialog").get_by_text("Choose a page").wait_for()
    index = make_home().add_child(instance=CredentialIndexPage(title="Credentials", slug="credentials"))
    page.goto(f"{live_server.url}/admin/pages/add/endorsement_pages/credentialpage/{index.pk}/")
    page.locator("#id_effective_from").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()
