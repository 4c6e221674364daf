"""What a page that saves itself while it is written sends along."""

from django.http import HttpRequest


def revision_of(request: HttpRequest) -> int:
    """What the page was read at, or what its reader means to replace. 0, always old, for no number."""
    given = request.POST.get("replace") or request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def from_script(request: HttpRequest) -> bool:
    """Whether the answer is read by a program and not by a person."""
    return request.headers.get("Accept", "").startswith("application/json")
