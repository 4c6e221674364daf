"""Back to Check your answers, for whoever came from there to change something.

Kept in the session, because uploads, entries and signatures lead through pages of their own.
"""

from uuid import UUID

from django.http import HttpRequest

KEY = "endorsement_from_check"


def note_the_check(request: HttpRequest, application: UUID) -> None:
    """Remember it if this page was opened from there."""
    if request.GET.get("back") == "check":
        request.session[KEY] = str(application)


def came_from_check(request: HttpRequest, application: UUID) -> bool:
    """Whether the next page is the check."""
    return request.session.get(KEY) == str(application)


def forget_the_check(request: HttpRequest) -> None:
    """They are back, or have gone elsewhere."""
    request.session.pop(KEY, None)
