"""What people do in a browser beside typing: signing in, turning back to a tab; and what the tab keeps."""

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect


def sign_in(visitor: Page | BrowserContext, site: str, user: User) -> None:
    """As on the page to sign in: a session and a token that this browser did not have before."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    take_over(visitor, site, client)


def take_over(visitor: Page | BrowserContext, site: str, client: Client) -> None:
    """Go on in a browser as the person who is signed in with this client."""
    context = visitor.context if isinstance(visitor, Page) else visitor
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.clear_cookies()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def come_back(page: Page) -> None:
    """Turn to this tab again: a browser of a test believes that nobody ever leaves one."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def lose_reply(page: Page, address: str) -> None:
    """The next request to this address arrives and is answered, and the answer never reaches the tab."""

    def lost(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route(address, lost, times=1)


def kept(page: Page) -> list[str]:
    """What this tab keeps of what was typed."""
    values: dict[str, str] = page.evaluate("({...sessionStorage})")
    return [value for key, value in values.items() if key.startswith("typed ")]


def type_day(control: Locator, day: str) -> None:
    """Type a day where the admin offers a calendar, and put the calendar away.

    It opens a tenth of a second after the click: whoever closes it sooner has it over the page afterwards.
    """
    calendar = control.page.locator(".xdsoft_datetimepicker:visible")
    control.click()
    calendar.wait_for()
    control.fill(day)
    control.press("Tab")
    expect(calendar).to_have_count(0)
