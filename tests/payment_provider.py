"""A payment provider that is really there: a small HTTP server with pages to pay at and signed messages."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from uuid import UUID

from endorsement_plugin.fees.providers import (
    Charge,
    Forged,
    Notice,
    PaymentProvider,
    Started,
    Unreachable,
    believe,
    sign,
)

SECRET = b"between the two of us"
PATH = "tests.payment_provider.HttpProvider"


class HttpProvider(PaymentProvider):
    """Speaks to the server below."""

    address: ClassVar[str] = "http://127.0.0.1:9"  # where nobody listens

    def start(self, charge: Charge) -> Started:
        told = self._post(
            "/payments",
            {
                "key": str(charge.key),
                "amount": str(charge.amount),
                "currency": charge.currency,
                "label": charge.label,
                "call_back": charge.call_back,
            },
        )
        return Started(told["address"], told["reference"])

    def read(self, headers: Mapping[str, str], body: bytes, now: float) -> Notice:
        believe(SECRET, headers.get("X-Stamp", ""), body, headers.get("X-Signature", ""), now=now)
        try:
            told = json.loads(body)
            return Notice(
                UUID(told["key"]),
                told["reference"],
                Decimal(told["amount"]),
                told["currency"],
                told["paid"] is True,
            )
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise Forged("It says nothing that was agreed.") from error

    def refund(self, *, reference: str, key: UUID, amount: Decimal, currency: str) -> str:
        told = self._post(
            "/refunds",
            {"reference": reference, "key": str(key), "amount": str(amount), "currency": currency},
        )
        return str(told["reference"])

    def _post(self, path: str, body: Mapping[str, str]) -> Any:
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), method="POST")  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return json.load(answer)
        except (OSError, ValueError) as error:
            raise Unreachable(str(error)) from error


class Till(ThreadingHTTPServer):
    """What the server knows: payments and refunds by key, and what it was answered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.payments: dict[str, dict[str, str]] = {}
        self.refunds: dict[str, dict[str, str]] = {}
        self.answers: list[int] = []

    def pay(self, key: str, **differs: Any) -> int:
        """Somebody has paid: tell the site, as often as this is called; the status of its answer."""
        payment = self.payments[key]
        told = {name: payment[name] for name in ("key", "reference", "amount", "currency")}
        body = json.dumps(told | {"paid": True} | differs).encode()
        status = post(payment["call_back"], body, **signed(body))
        self.answers.append(status)
        return status


class Handler(BaseHTTPRequestHandler):
    """POST /payments and /refunds; GET /pay/<key> is the page on which a card would be typed."""

    server: Till

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kept = self.server.payments if self.path == "/payments" else self.server.refunds
        own = {"of": said.get("reference", ""), "reference": f"{self.path[1:3]}-{len(kept) + 1}"}
        row = kept.setdefault(said["key"], said | own)
        here = f"http://127.0.0.1:{self.server.server_port}"
        self._answer({"address": f"{here}/pay/{said['key']}", "reference": row["reference"]})

    def do_GET(self) -> None:
        self._answer({"answered": self.server.pay(self.path.rpartition("/")[2])})

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""

    def _answer(self, said: Mapping[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def signed(body: bytes, *, at: float | None = None, secret: bytes = SECRET) -> dict[str, str]:
    """The headers of a message that is the provider's own."""
    stamp = str(int(time.time() if at is None else at))
    return {"X-Stamp": stamp, "X-Signature": sign(secret, stamp, body)}


def post(address: str, body: bytes, **headers: str) -> int:
    """Send it; the status."""
    request = urllib.request.Request(address, body, dict(headers), method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@contextmanager
def running_till() -> Iterator[Till]:
    """The server, at an address that `HttpProvider` knows."""
    till = Till()
    thread = threading.Thread(target=till.serve_forever, daemon=True)
    thread.start()
    before, HttpProvider.address = HttpProvider.address, f"http://127.0.0.1:{till.server_port}"
    try:
        yield till
    finally:
        HttpProvider.address = before
        till.shutdown()
        till.server_close()
        thread.join()
