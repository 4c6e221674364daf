"""Refuse an upload that is too large before it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from endorsement_plugin.conf import current

REST_OF_THE_FORM = 64 * 1024
"""Bytes that the other fields and the multipart frame may take."""

View = Callable[..., HttpResponseBase]


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Stops reading as soon as a file has more than it may have, whatever length the request announced."""

    def __init__(self, request: HttpRequest | None = None, *, most: int) -> None:
        super().__init__(request)
        self.left = most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take one piece of the file."""
        self.left -= len(raw_data)
        if self.left < 0:
            assert self.request is not None
            self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def of_transcript() -> int:
    """Bytes that a transcript may have."""
    return current().TRANSCRIPT_MAX_BYTES


def size_limits() -> dict[str, int]:
    """How large a file may be, for a page that says so."""
    most = of_transcript()
    return {"most_bytes": most, "most_megabytes": most // (1024 * 1024)}


def capped_upload(refuse: View, most: Callable[[], int] = of_transcript) -> Callable[[View], View]:
    """Let the view read one file of the permitted size, in bytes; a larger one is answered by `refuse`.

    The size is looked at before Django's check against forged requests, which would read the whole body.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def capped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                if announces_too_much(request, most()):
                    return refuse(request, *args, **kwargs)
                request.upload_handlers = [CappedUploadHandler(request, most=most())]
                _ = request.POST
                if getattr(request, "upload_too_large", False):
                    return refuse(request, *args, **kwargs)
            return protected(request, *args, **kwargs)

        return capped

    return decorate


def announces_too_much(request: HttpRequest, most: int) -> bool:
    """Whether the request says of itself that it is larger than any upload may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    announced = int(length) if length.isdecimal() else 0
    return announced > most + REST_OF_THE_FORM
