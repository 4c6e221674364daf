"""Every address of the site, with something real behind it, and how the site answers each role there."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("access_matrix.txt")
ROLES = (
    *("anonymous", "applicant", "other_applicant", "coordinator", "other_coordinator"),
    *("editor", "other_editor", "clearer", "chief", "reviewer_a", "reviewer_b"),
    *("adjudicator", "outsider", "superuser", "auditor"),
)
WIDTH = 76
ANY_APP = re.compile(r"(?<=<app_label>)[^)]*")  # a list of apps that grows
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|\(()(?:[^()]|\([^()]*\))*\)")
ONLY_POSTED = (
    *("accept/", "draft/", "mask/", "release/", "return/", "begin/", "send/", "unblind/end/", "here/"),
    *("conflicts/declare/", "conflicts/<int:pk>/end/"),
    *("accounts/logout/", "look/", "area/", "tick/", "unmask/", "undo/", "clearance/<slug:code>/again/"),
    *("auditors/<int:pk>/end/",),
    *("away/", "take/", "extend/", "/apply/", "/redraw/", "notes/"),
)


def routes() -> list[str]:
    """Every pattern of the site, written out from the root; one that repeats is listed once."""
    return list(dict.fromkeys(ANY_APP.sub("…", route) for route in _walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


@cache
def table() -> dict[str, dict[str, str]]:
    """The expected answers: by route, by role."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            route, *answers = line.split()
            if len(answers) < len(ROLES):  # an auditor is an outsider but where the table says otherwise
                answers.append(answers[ROLES.index("outsider")])
            rows[route] = dict(zip(ROLES, answers, strict=True))
    return rows


def row(route: str, answers: Mapping[str, str]) -> str:
    """A line of the table."""
    return f"{route:<{WIDTH}} " + " ".join(f"{answers[role]:<4}" for role in ROLES).rstrip()


def path_of(route: str, samples: Mapping[str, Mapping[str, object]]) -> str:
    """The route with something real in place of each parameter: that of the longest prefix, else 1."""
    known = {
        name: value
        for prefix in sorted(samples, key=len)
        if route.startswith(prefix)
        for name, value in samples[prefix].items()
    }
    plain = GROUP.sub(lambda match: str(known.get(match[1] or "", "1")), route)
    plain = PARAMETER.sub(lambda match: str(known.get(match[1], "1")), plain)
    return "/" + re.sub(r"[\^$]|\.\*", "", plain).replace("\\Z", "")


def visitor(user: User | None) -> Client:
    """Signed in once, for all that is asked."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def answer(client: Client, method: str, path: str, **request: Any) -> str:
    """How the site answers; whatever it wrote is taken back, in the database and in the visitor's cookies."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(path, **request)
        if response.streaming:
            list(response)  # closes the file
        transaction.set_rollback(True)
    client.cookies = cookies
    return in_short(response)


def in_short(response: HttpResponseBase) -> str:
    """The status, or `in` for being sent to sign in."""
    if response.status_code in (301, 302) and "/accounts/login/" in response["Location"]:
        return "in"
    return str(response.status_code)


def method_of(route: str) -> str:
    """What the table is about: the page, or the button where there is no page."""
    pressed = route.endswith(ONLY_POSTED) and route.startswith(("review/", "exam/", "apply/", "accounts/"))
    called = route.startswith("api/") and ("/actions/" in route or route.endswith("validate/"))
    return "post" if pressed or called else "get"


BODIES: Mapping[str, Mapping[str, object]] = {
    "/actions/list/": {"listed": True},
    "/actions/ask/": {"kind": "name", "name": "Ina Kahale"},
    "/actions/withdraw/": {"kind": "name"},
    "/actions/erase/": {"understood": True},
    "/evidence/": {"kind": "training", "title": "A day"},
    "/references/": {"slot": 1, "name": "Rita", "email": "rita@example.org"},
    "/submit/": {"list_in_registry": False, "attestations": []},
    "/steps/<slug:name>/": {"answers": {}},
    "api/v3-preview/sittings/<uuidstr:pk>/": {"answers": {}},
}


def body_of(route: str, method: str) -> dict[str, Any]:
    """What an endpoint takes, else its answer would be about that; a form takes anything."""
    if method == "get" or not route.startswith("api/"):
        return {}
    if route.endswith("/files/"):
        return {"data": {"field": "transcripts"}}
    body = next((body for end, body in BODIES.items() if route.endswith(end)), {})
    return {"data": json.dumps(body), "content_type": "application/json"}
