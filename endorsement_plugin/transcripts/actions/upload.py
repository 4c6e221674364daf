import uuid
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.errors import Incomplete, WrongType
from endorsement_plugin.models import Application, ApplicationEvent, Transcript
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.rules.file_reasons import BY_HAND
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.uploads.actions import keep_file
from endorsement_plugin.uploads.rules import check_pace, is_there

UPLOADED = "transcript_uploaded"


def upload_transcript(
    *,
    application: UUID,
    by: Visitor,
    block_id: str,
    file: UploadedFile,
    received_on: date | None = None,
) -> Transcript:
    """Keep a transcript, and have it inspected in the background.

    `received_on` is the day on which it came by post from the school, sealed: only for what is entered from
    paper. Raises NotAllowed for somebody else's application, TooMany in an hour, WrongState, Incomplete once
    there are enough files and for a day that cannot be, AlreadyOpen for a file that this section has,
    TooLarge and WrongType. Then nothing is stored.
    """
    row = Transcript(id=uuid.uuid4(), block_id=block_id, received_on=received_on)
    check, record = partial(_checked, application=application, by=by), partial(_record, application, by)
    return keep_file(row, file, check=check, record=record)


def _checked(transcript: Transcript, *, application: UUID, by: Visitor) -> Application:
    """The locked application, which has room for the file."""
    row = lock_editable(by, application)
    _check_received(row, transcript.received_on)
    _check_new(row, by, transcript.block_id, transcript.sha256)
    return row


def _record(application: UUID, by: Visitor, transcript: Transcript) -> Transcript:
    row = transcript.application = _checked(transcript, application=application, by=by)
    transcript.save(force_insert=True)
    record_writing(row, UPLOADED, by=by, detail=str(transcript.pk))
    ask("endorsement.inspect_transcript", str(transcript.pk))
    return transcript


def _check_received(application: Application, day: date | None) -> None:
    if day is None:
        return
    if not application.is_on_paper:
        raise Incomplete("Only what the association enters from paper can have come by post.")
    if day > timezone.localdate():
        raise Incomplete("This day is still to come. Enter the day on which it came by post.")


def _check_new(application: Application, by: Visitor, block_id: str, digest: str) -> None:
    """That there is room for a file, and that it is not one of those that are there."""
    twin = application.transcripts.filter(block_id=block_id, sha256=digest).order_by("uploaded_at").last()
    if twin is not None and twin.status is not TranscriptState.REFUSED:
        raise is_there(twin)
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
    _check_pace(application, by)


def _check_pace(application: Application, by: Visitor) -> None:
    """A person's; of a coordinator, who enters what several have sent on paper, an application's."""
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = ApplicationEvent.objects.filter(action=UPLOADED, actor_id=by.pk, at__gt=hour_ago)
    check_pace((recent.filter(application=application) if application.is_on_paper else recent).count())
