"""What people do in a browser beside typing: signing in, turning back to a tab; and what the tab keeps."""

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page


def sign_in(page: Page, site: str, user: User) -> None:
    """As on the page to sign in: a session and a token that this browser did not have before."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def come_back(page: Page) -> None:
    """Turn to this tab again: a browser of a test believes that nobody ever leaves one."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def kept(page: Page) -> list[str]:
    """What this tab keeps of what was typed."""
    values: dict[str, str] = page.evaluate("({...sessionStorage})")
    return [value for key, value in values.items() if key.startswith("typed ")]
