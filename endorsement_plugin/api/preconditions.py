"""Entity tags: an integer revision for what is written, a hash for what is only read."""

import hashlib
import re

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from pydantic import BaseModel

from endorsement_plugin.errors import Stale

from .problems import Unmet

# A proxy that compresses an answer makes its tag a weak one; our numbers mean the same either way.
_OURS = re.compile(r'(?:W/)?"(\d{1,9})"')
PRIVATE = "private, no-cache"
"""Of what is one person's: kept by their client only, which asks each time whether it has changed."""
_ELSEWHERE = "This was changed on another device after you read it."


def tag(response: HttpResponse, revision: int) -> None:
    """Put the revision into the answer's headers; it is in the body as well."""
    response["ETag"] = f'"{revision}"'


def revision_in(request: HttpRequest, current: int) -> int:
    """The revision that If-Match names; `*` is whatever is there.

    Raises Unmet without the header, and Stale for a tag that we cannot have given out.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Unmet(428, "precondition-required", 'Send If-Match with the revision that you read, as in "3".')
    if given == "*":
        return current
    match = _OURS.fullmatch(given)
    if match is None or int(match[1]) > current:
        raise Stale(_ELSEWHERE, current)
    return int(match[1])


def fresh(request: HttpRequest, body: BaseModel, *, cache: str) -> HttpResponse:
    """The body with a tag of its content; 304 for a reader who has it already. `cache` is Cache-Control."""
    response = JsonResponse(body.model_dump(mode="json"), encoder=DjangoJSONEncoder)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = etag, cache
    conditional: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    return conditional
