"""A request that carries an Idempotency-Key takes effect once, however often it arrives."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from endorsement_plugin.models import IdempotencyRecord

from .problems import Unmet

_KEY = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True)
class Reply:
    """An answer as it is kept and given again."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def idempotent(request: HttpRequest, act: Callable[[], Reply]) -> HttpResponse:
    """Act, and remember the answer in the same transaction; a retry within a day gets that answer.

    Without a key it simply acts. A refusal is not remembered, so the same key may be used after putting
    things right. A twin that arrives meanwhile waits for the first on the row of the key. Raises Unmet for a
    key that was used for another request.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return _response(act())
    if not _KEY.fullmatch(key):
        raise Unmet(400, "malformed", "The Idempotency-Key must be 1 to 100 printable characters.")
    try:
        return _first(request, key, act)
    except IntegrityError:
        found = IdempotencyRecord.objects.filter(user_id=_who(request), key=key).first()
        if found is None:  # the effect itself failed
            raise
        return _again(request, found)


@transaction.atomic
def _first(request: HttpRequest, key: str, act: Callable[[], Reply]) -> HttpResponse:
    record = IdempotencyRecord.objects.create(
        user_id=_who(request), key=key, fingerprint=_fingerprint(request), status=0, body={}
    )
    reply = act()
    response = _response(reply)
    # As text: PostgreSQL puts the keys of a stored object into an order of its own.
    record.status, record.body, record.headers = reply.status, response.content.decode(), reply.headers
    record.save(update_fields=["status", "body", "headers"])
    return response


def _again(request: HttpRequest, record: IdempotencyRecord) -> HttpResponse:
    if record.fingerprint != _fingerprint(request):
        raise Unmet(422, "idempotency-key-reused", "This Idempotency-Key was used for another request.")
    headers = {**record.headers, "Idempotent-Replayed": "true"}
    return HttpResponse(record.body, content_type="application/json", status=record.status, headers=headers)


def _who(request: HttpRequest) -> int:
    assert request.user.pk is not None  # endpoints that take effect are for whoever is signed in
    return request.user.pk


def _fingerprint(request: HttpRequest) -> str:
    told = [request.method or "", request.path, request.headers.get("If-Match", "")]
    return hashlib.sha256("\n".join(told).encode() + b"\n" + request.body).hexdigest()


def _response(reply: Reply) -> HttpResponse:
    return JsonResponse(reply.body, status=reply.status, headers=reply.headers)
