"""Transcripts: send, watch the inspection, fetch, remove."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import File, Form, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.errors import WrongType
from endorsement_plugin.limits import UPLOAD
from endorsement_plugin.models import Transcript
from endorsement_plugin.screens.files import transcript as hand_out
from endorsement_plugin.screens.getters import own_application, own_transcript
from endorsement_plugin.screens.uploads import CappedUploadHandler, announces_too_much, of_transcript
from endorsement_plugin.transcripts.actions.remove import remove_transcript
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from endorsement_plugin.uploads.rules import CHOOSE, too_large

from .preconditions import PRIVATE, fresh
from .private import private_router, section_id
from .problems import refused
from .schemas.files import FileList, FileOut

router = private_router("files")


def capped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Stop reading a body as soon as it is larger than any file may be, before anything else looks at it."""

    @wraps(view)
    def reading(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if announces_too_much(request, of_transcript()):
            return refused(request, too_large())
        request.upload_handlers = [CappedUploadHandler(request, most=of_transcript())]
        return view(request, **kwargs)

    return reading


def refuse_too_large(request: HttpRequest) -> None:
    """Raises TooLarge for a body that was not read to its end."""
    if getattr(request, "upload_too_large", False):
        raise too_large()


@router.get("/{uuid:pk}/files/", response=FileList)
def list_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every file of the application. 304 while nothing has changed, as of each file."""
    items = [
        FileOut.of(row)
        for row in own_application(request, pk).transcripts.select_related("application__form_version")
    ]
    return fresh(request, FileList(count=len(items), items=items), cache=PRIVATE)


@router.post("/{uuid:pk}/files/", response={201: FileOut}, throttle=[UPLOAD])
@decorate_view(capped)
def upload(
    request: HttpRequest,
    pk: UUID,
    response: HttpResponse,
    field: Form[str],
    file: UploadedFile | None = File(None),  # noqa: B008
) -> Status:
    """Send a PDF for the section named `field`. Reading it again tells how its inspection went."""
    row = own_application(request, pk)
    refuse_too_large(request)
    if file is None:
        raise WrongType(CHOOSE)
    block = section_id(row, TranscriptsSection, field)
    stored = upload_transcript(application=pk, by=request.user, block_id=block, file=file)
    response["Location"] = f"{request.path}{stored.pk}/"
    return Status(201, FileOut.of(stored))


@router.get("/{uuid:pk}/files/{uuid:file}/", response=FileOut)
def read_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """What became of it: its `state`, its pages, and why it was held or refused."""
    return fresh(request, FileOut.of(_file(request, pk, file)), cache=PRIVATE)


@router.get("/{uuid:pk}/files/{uuid:file}/content/", response=bytes)
def content(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """The file as it was sent, as a download."""
    return hand_out(request, transcript=_file(request, pk, file).pk)


@router.delete("/{uuid:pk}/files/{uuid:file}/", response={204: None})
def remove(request: HttpRequest, pk: UUID, file: UUID) -> Status:
    """Take the file back."""
    remove_transcript(transcript=_file(request, pk, file).pk, by=request.user)
    return Status(204, None)


def _file(request: HttpRequest, pk: UUID, file: UUID) -> Transcript:
    transcript = own_transcript(request, file)
    if transcript.application_id != pk:
        raise Http404("No such file")
    return transcript
