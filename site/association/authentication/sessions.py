"""Where somebody is signed in, and the buttons that end it there."""

import re
from typing import Any

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from review_queue.typed.numbers import row_number

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


class SessionsView(ListUserSessionsView):
    """allauth's list, apps with a token among them. `session` ends that one; without it all others end."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = sorted(context["sessions"], key=lambda row: row.last_seen_at, reverse=True)
        context["sessions"] = [
            {"row": row, "device": device(row.user_agent), "current": row.is_current()} for row in rows
        ]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("session", "")
        if not wanted:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        rows = UserSession.objects.filter(user=request.user, pk=row_number(wanted))
        end_sessions(request, list(rows))
        messages.success(request, "Signed out there.")
        return redirect("usersessions_list")


def device(user_agent: str) -> str:
    """In words that help to recognize it; an app's own name otherwise."""
    browser = next((name for part, name in BROWSERS if part in user_agent), "")
    system = next((name for part, name in SYSTEMS if part in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    program = re.match(r"[\w.-]{1,40}", user_agent)
    return browser or system or (program[0] if program else "An unknown program")
