import uuid

from django.conf import settings
from django.db import models

from endorsement_plugin.requirements.standards import CHOICES as STANDARDS
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import BY_HAND, in_words, why

from .applications import Application
from .associations import private_storage


def stored_name(transcript: "Transcript", filename: str) -> str:
    """A random name: the applicant's own file name can hold a name, and is kept as data only."""
    return f"transcripts/{uuid.uuid4().hex}.pdf"


class Transcript(models.Model):
    """A transcript as it was uploaded, byte for byte, and what inspecting it found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="transcripts")
    block_id = models.CharField(max_length=36, blank=True, help_text="The question it answers.")
    original_name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=stored_name, max_length=200)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12, choices=TranscriptState.choices(), default=TranscriptState.UPLOADED
    )
    reason = models.CharField(max_length=30, blank=True, help_text="Why it was held or refused.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    inspected_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    standard = models.CharField(
        max_length=12,
        choices=STANDARDS,
        blank=True,
        help_text="What it was found to be when it was verified.",
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["uploaded_at"]
        indexes = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return self.original_name

    @property
    def status(self) -> TranscriptState:
        """The state with its label."""
        return TranscriptState(self.state)

    @property
    def may_be_shown(self) -> bool:
        """Whether a browser may open it: it was inspected, holds nothing active, and no person refused it."""
        sound = {TranscriptState.ACCEPTED, TranscriptState.VERIFIED}
        return self.status in sound and not self.reason and self.inspected_at is not None

    @property
    def in_words(self) -> str:
        """Why it was held or refused, as its applicant reads it; empty for a file that was taken."""
        return self.note if self.reason == BY_HAND else in_words(self.reason)

    @property
    def why(self) -> str:
        """The same without what to do about it, for when nothing can be uploaded any more."""
        return self.note if self.reason == BY_HAND else why(self.reason)
