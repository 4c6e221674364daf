import uuid

from django.conf import settings
from django.db import models

from endorsement_plugin.requirements.standards import CHOICES as STANDARDS
from endorsement_plugin.rules.file_reasons import BY_HAND, why
from endorsement_plugin.rules.states import TranscriptState

from .applications import Application
from .associations import private_storage
from .evidence import InspectedFile


def stored_name(transcript: "Transcript", filename: str) -> str:
    """A random name: the applicant's own file name can hold a name, and is kept as data only."""
    return f"transcripts/{uuid.uuid4().hex}.pdf"


class Transcript(InspectedFile):
    """A transcript of an application, and what a coordinator found it to be."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="transcripts")
    block_id = models.CharField(max_length=36, blank=True, help_text="The question it answers.")
    file = models.FileField(storage=private_storage, upload_to=stored_name, max_length=200)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField(
        null=True, blank=True, help_text="When it came by post from the school, sealed; else empty."
    )
    standard = models.CharField(
        max_length=12,
        choices=STANDARDS,
        blank=True,
        help_text="What it was found to be when it was verified.",
    )
    note = models.TextField(blank=True)

    class Meta(InspectedFile.Meta):
        indexes = [models.Index(fields=["sha256"])]

    @property
    def may_be_shown(self) -> bool:
        """Whether a browser may open it: it was inspected, holds nothing active, and no person refused it."""
        sound = {TranscriptState.ACCEPTED, TranscriptState.VERIFIED}
        return self.status in sound and not self.reason and self.inspected_at is not None

    @property
    def in_words(self) -> str:
        """Why it was held or refused; where a coordinator refused it, in the coordinator's words."""
        return self.note if self.reason == BY_HAND else super().in_words

    @property
    def why(self) -> str:
        """The same without what to do about it, for when nothing can be uploaded any more."""
        return self.note if self.reason == BY_HAND else why(self.reason)
