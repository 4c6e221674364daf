"""How an applicant is known to the API: by allauth's app token, or by the session of the site itself.

Wagtail's bearer tokens carry the permissions of a CMS user and are of no use here.
"""

from collections.abc import Callable, Sequence

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from ninja.security import SessionAuth

from endorsement_plugin.permissions import Visitor


class SiteSession(SessionAuth):
    """The session cookie, checked for forgery. Without a signed-in session it has no opinion."""

    def __call__(self, request: HttpRequest) -> Visitor | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None  # a stranger is asked to sign in, not told about forgery
        return super().__call__(request)


def signed_in() -> Sequence[Callable[[HttpRequest], object]]:
    """Tokens first: the session refuses what carries no proof against forgery."""
    if not apps.is_installed("allauth.headless"):
        return (SiteSession(),)
    from .tokens import SessionToken

    return (SessionToken(), SiteSession())
