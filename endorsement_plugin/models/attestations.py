import uuid

from django.conf import settings
from django.db import models

from .applications import Application
from .associations import private_storage


def scan_name(scan: "Scan", filename: str) -> str:
    """A random name, as of a transcript."""
    return f"scans/{uuid.uuid4().hex}.pdf"


class Scan(models.Model):
    """What somebody sent on paper, as a coordinator scanned it: a signed statement, or a referee's letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scans")
    original_name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=scan_name, max_length=200)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.original_name


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
