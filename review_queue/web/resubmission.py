"""What came with a request that had to be turned away, so that it can be sent again as it was."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

MOST_FIELDS = 1_000
MOST_CHARACTERS = 1_000_000
ACCOUNTS = ("allauth.", "django.contrib.auth.")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field


@dataclass(frozen=True, slots=True)
class Held:
    """The fields of a form in their order, the address they were sent to, and whether files came along."""

    action: str
    fields: list[tuple[str, str]]
    with_files: bool

    @property
    def texts(self) -> list[str]:
        """What somebody wrote rather than chose, for reading and copying."""
        return [value for _, value in self.fields if len(value) > 20 or "\n" in value]


def held_in(request: HttpRequest) -> Held | None:
    """What may be offered for sending again; None if nothing may.

    Only what was sent from this very site: on a page that another site had somebody send, a fresh token would
    make one press of a button do what the token is there to prevent. Passwords and files are never given
    back, and nothing about an account: it would change that of whoever has signed in since.
    """
    if request.method != "POST" or not from_this_site(request) or _is_of_accounts(request):
        return None
    try:
        posted, with_files = request.POST, bool(request.FILES)
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return None
    fields = [(name, value) for name, values in posted.lists() if name != TOKEN for value in values]
    size = sum(len(name) + len(value) for name, value in fields)
    secret = any("password" in name.lower() for name, _ in fields)
    if secret or len(fields) > MOST_FIELDS or size > MOST_CHARACTERS:
        return None
    return Held(request.get_full_path(), fields, with_files)


def _is_of_accounts(request: HttpRequest) -> bool:
    """Whether a view of an app that keeps accounts answers here, such as `allauth.account`."""
    view = request.resolver_match and request.resolver_match.func
    kinds = getattr(view, "view_class", object).__mro__
    return any(made.__module__.startswith(ACCOUNTS) for made in (*kinds, view) if made)


def from_this_site(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of this host sent the request. Silence is a no."""
    site = f"{request.scheme}://{request.get_host()}"
    fetched, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if fetched not in (None, "same-origin") or origin not in (None, site):
        return False
    return bool(fetched or origin) or came_from(request) is not None


def came_from(request: HttpRequest) -> str | None:
    """The path of the page of this host that the request came from, if the browser names it."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if (referer.scheme, referer.netloc) != (request.scheme, request.get_host()):
        return None
    query = f"?{referer.query}" if referer.query else ""
    return f"/{referer.path.lstrip('/')}{query}"


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a program reads the answer: then a page to sign in on is no answer."""
    headers = request.headers
    return (
        headers.get("Accept", "").startswith("application/json")
        or headers.get("HX-Request") == "true"
        or headers.get("X-Requested-With") == "XMLHttpRequest"
        or headers.get("Sec-Fetch-Dest") == "empty"
    )
