import hashlib
import mimetypes
import uuid
from datetime import timedelta
from pathlib import PurePath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.errors import AlreadyOpen, Incomplete, TooLarge, TooMany, WrongType
from endorsement_plugin.models import Application, ApplicationEvent, Transcript
from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.models.transcripts import stored_name
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import BY_HAND

UPLOADED = "transcript_uploaded"
NOT_PDF = "This is not a PDF. Please save or scan the transcript as a PDF file."
HEADER_WITHIN = 1024


def upload_transcript(*, application: UUID, by: Visitor, block_id: str, file: UploadedFile) -> Transcript:
    """Store a transcript under a random name, byte for byte, and have it inspected in the background.

    The bytes are not parsed here. Raises NotAllowed for somebody else's application, TooMany in an hour,
    WrongState, Incomplete once there are enough files, AlreadyOpen for a file that this section has, TooLarge
    and WrongType. Then nothing is stored.
    """
    digest = check_pdf(file)
    with transaction.atomic():  # before the bytes are written, so that a full application costs no space
        _check_new(lock_editable(by, application), by, block_id, digest)
    storage = private_storage()
    transcript = Transcript(id=uuid.uuid4(), block_id=block_id, size=file.size or 0, sha256=digest)
    transcript.original_name = name_of(file)
    name = storage.save(stored_name(transcript, transcript.original_name), file)
    try:
        return _record(transcript, name, application, by)
    except BaseException:
        storage.delete(name)
        raise


@transaction.atomic
def _record(transcript: Transcript, name: str, application: UUID, by: Visitor) -> Transcript:
    row = lock_editable(by, application)
    _check_new(row, by, transcript.block_id, transcript.sha256)
    transcript.application = row
    transcript.file.name = name
    transcript.save(force_insert=True)
    record_event(row, UPLOADED, by=by, role="applicant", detail=str(transcript.pk))
    ask("endorsement.inspect_transcript", str(transcript.pk))
    return transcript


def check_pdf(file: UploadedFile) -> str:
    """The SHA-256 of a file that may be a PDF; the inspector finds out whether it is."""
    limit = current().TRANSCRIPT_MAX_BYTES
    if not file.size:
        raise WrongType("The file is empty.")
    if file.size > limit:
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
    name = PurePath(file.name or "transcript").name
    return name[-255:] if name.lower().endswith(".pdf") else f"{name[-251:]}.pdf"


def too_large() -> TooLarge:
    """The refusal of a file over the limit, with the limit in it."""
    megabytes = current().TRANSCRIPT_MAX_BYTES // (1024 * 1024)
    return TooLarge(f"The file is too large. A transcript may have at most {megabytes} MB.")


def _check_new(application: Application, by: Visitor, block_id: str, digest: str) -> None:
    """That there is room for a file, and that it is not one of those that are there."""
    twin = application.transcripts.filter(block_id=block_id, sha256=digest).order_by("uploaded_at").last()
    if twin is not None and twin.status is not TranscriptState.REFUSED:
        raise AlreadyOpen(f"You have sent this file already, as “{twin.original_name}”.", str(twin.pk))
    if twin is not None and twin.reason == BY_HAND:
        raise WrongType("A coordinator has refused this very file. Please send another one.")
    _check_room(application, by, block_id)


def _check_room(application: Application, by: Visitor, block_id: str) -> None:
    asked = application.definition.section(TranscriptsSection, block_id)
    if asked is None:
        raise Incomplete("This form asks for no such file.")
    kept = application.transcripts.exclude(state=TranscriptState.REFUSED)
    most, altogether = asked.max or current().TRANSCRIPTS_PER_APPLICATION, application.transcripts
    if kept.filter(block_id=block_id).count() >= most:
        raise Incomplete(f"There are {most} files already, which is the most you can send. Remove one first.")
    if altogether.count() >= current().TRANSCRIPTS_PER_APPLICATION:
        raise Incomplete("There are too many files already. Remove one first.")
    _check_pace(by)


def _check_pace(by: Visitor) -> None:
    limit = current().UPLOADS_PER_HOUR
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = ApplicationEvent.objects.filter(action=UPLOADED, actor_id=by.pk, at__gt=hour_ago)
    if recent.count() >= limit:
        raise TooMany(f"You have uploaded {limit} files in an hour. Please wait a while.", 3600)
