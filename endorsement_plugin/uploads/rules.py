"""What a file must be, before anybody looks into it."""

import hashlib
import mimetypes
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from endorsement_plugin.conf import current
from endorsement_plugin.errors import AlreadyOpen, TooLarge, TooMany, WrongType
from endorsement_plugin.models import AuditDocument, ExamFile, Transcript

CHOOSE = "Choose a file first."
NOT_PDF = "This is not a PDF. Please save or scan it as a PDF file."
HEADER_WITHIN = 1024
HOUR_S = 3600


def check_pdf(file: UploadedFile) -> str:
    """The SHA-256 of a file that may be a PDF; the inspector finds out whether it is.

    Raises TooLarge and WrongType.
    """
    if not file.size:
        raise WrongType("The file is empty.")
    if file.size > current().TRANSCRIPT_MAX_BYTES:
        raise too_large()
    if _is_named_otherwise(file.name or ""):
        raise WrongType(NOT_PDF)
    digest = hashlib.sha256()
    for number, chunk in enumerate(file.chunks()):
        if number == 0 and b"%PDF-" not in chunk[:HEADER_WITHIN]:
            raise WrongType(NOT_PDF)
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _is_named_otherwise(name: str) -> bool:
    """Whether the name's ending is that of another type; none, or ".2024", is not."""
    return mimetypes.guess_type(name)[0] not in (None, "application/pdf")


def name_of(file: UploadedFile) -> str:
    """The name it came under, which ends as a PDF does, for whoever downloads it."""
    name = PurePath(file.name or "file").name
    return name[-255:] if name.lower().endswith(".pdf") else f"{name[-251:]}.pdf"


def too_large() -> TooLarge:
    """The refusal of a file over the limit, with the limit in it."""
    megabytes = current().TRANSCRIPT_MAX_BYTES // (1024 * 1024)
    return TooLarge(f"The file is too large. It may have at most {megabytes} MB.")


def is_there(twin: Transcript | AuditDocument | ExamFile) -> AlreadyOpen:
    """The refusal of a file that was sent before, with the name it has."""
    return AlreadyOpen(f"You have sent this file already, as “{twin.original_name}”.", str(twin.pk))


def check_pace(in_an_hour: int) -> None:
    """Raises TooMany for whoever has sent so many in the last hour that it has to be enough."""
    limit = current().UPLOADS_PER_HOUR
    if in_an_hour >= limit:
        raise TooMany(f"You have uploaded {limit} files in an hour. Please wait a while.", HOUR_S)
