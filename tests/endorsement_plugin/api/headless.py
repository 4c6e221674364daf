"""A client without a browser: JSON in, JSON out, and a token of allauth's app client."""

import json
from typing import Any

from django.test import Client

ROOT = "/api/v3-preview"
PROBLEM = "application/problem+json"


class App:
    """Speaks to the API as one person, or as nobody."""

    def __init__(self, token: str = "", host: str = "localhost", **headers: str) -> None:
        self.client = Client(headers={"host": host}, enforce_csrf_checks=True)
        self.headers = {**headers, **({"X-Session-Token": token} if token else {})}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(ROOT + path, headers=self._with(headers))

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(ROOT + path, headers=self._with(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", ROOT + path, {} if body is None else body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", ROOT + path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("put", ROOT + path, body, headers)

    def upload(self, path: str, **fields: Any) -> Any:
        return self.client.post(ROOT + path, fields, headers=self.headers)

    def account(self, method: str, path: str, body: Any = None) -> Any:
        """A request to allauth's own endpoints."""
        return self._send(method, f"/_allauth/app/v1{path}", body or {}, {})

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        data = body if isinstance(body, str) else json.dumps(body)
        call = getattr(self.client, method)
        return call(path, data, content_type="application/json", headers=self._with(headers))

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        return {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}


def signed_in(email: str, password: str) -> App:
    """Somebody who signed in through allauth's app client."""
    answer = App().account("post", "/auth/login", {"email": email, "password": password})
    assert answer.status_code == 200, answer.content
    return App(answer.json()["meta"]["session_token"])


def codes(answer: Any) -> list[tuple[str, list[str]]]:
    """What a problem or a checked step complains about, and where."""
    body = answer.json()
    return [(one["type"], one["loc"]) for one in body.get("errors", body.get("problems", []))]
