import uuid

from django.conf import settings
from django.db import models

from endorsement_plugin.rules.states import TranscriptState

from .applications import Application
from .associations import private_storage
from .evidence import InspectedFile


def scan_name(scan: "Scan", filename: str) -> str:
    """A random name, as of a transcript."""
    return f"scans/{uuid.uuid4().hex}.pdf"


class Scan(InspectedFile):
    """What somebody sent on paper, as a coordinator scanned it: a signed statement, or a referee's letter."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scans")
    file = models.FileField(storage=private_storage, upload_to=scan_name, max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    @property
    def is_sound(self) -> bool:
        """Whether it was inspected and found to be pages only: nobody is handed anything else."""
        return self.status is TranscriptState.ACCEPTED

    @property
    def has_to_be_replaced(self) -> bool:
        """Whether inspecting it found that it cannot be handed to anybody."""
        return self.status in {TranscriptState.QUARANTINED, TranscriptState.REFUSED}


class Attestation(models.Model):
    """A statement someone signed: its exact text, its hash, the typed name and the moment."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attestations")
    block_id = models.CharField(max_length=36)
    title = models.CharField(max_length=200)
    statement = models.TextField(help_text="HTML, as it was shown.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the statement.")
    typed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField(help_text="When it was signed here, or entered.")
    signed_on = models.DateField(
        null=True, blank=True, help_text="When it was signed on paper; empty if it was signed here."
    )
    scan = models.ForeignKey(
        Scan, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "block_id"], name="one_signature_per_statement")
        ]

    def __str__(self) -> str:
        return self.title
