"""When somebody was last here: for the list of their sessions, and to end those of staff that lie idle."""

from collections.abc import Callable
from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from association.roles import roles_of

SEEN = "seen"
EDITING = "/editing-sessions/"


class ActivityMiddleware:
    """Ends a session that somebody who works here has left alone; notes the time of others.

    The time is written once in LAST_SEEN_MINUTES, so most requests write nothing, and an idle session may
    last so much longer. Comes after the messages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.LAST_SEEN_MINUTES and settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._look_at(request)
        return self.get_response(request)

    def _look_at(self, request: HttpRequest) -> None:
        seen, now = request.session.get(SEEN, 0), int(time())
        if now - seen < settings.LAST_SEEN_MINUTES * 60 or not request.user.is_authenticated:
            return
        if seen and _is_idle(now - seen) and roles_of(request.user).works_here:
            logout(request)
            hours = settings.STAFF_IDLE_HOURS
            messages.info(request, f"You were away for more than {hours} hours, so we have signed you out.")
        elif not _by_itself(request):
            request.session[SEEN] = now
            _note(request)


def begin(request: HttpRequest) -> None:
    """A session starts, of a browser or of an app: from now on it may lie idle."""
    request.session[SEEN] = int(time())


def _by_itself(request: HttpRequest) -> bool:
    """An open page asks this again and again; nobody has to sit before it."""
    return EDITING in request.path or (request.method == "GET" and "HX-Request" in request.headers)


def _is_idle(seconds: int) -> bool:
    return 0 < settings.STAFF_IDLE_HOURS * 3600 < seconds


def _note(request: HttpRequest) -> None:
    rows = UserSession.objects.filter(session_key=request.session.session_key, user=request.user)
    if not rows.update(last_seen_at=timezone.now()):
        UserSession.objects.create_from_request(request)
