from django.db import models

from .applications import Application


class Attestation(models.Model):
    """A statement someone signed: its exact text, its hash, the typed name and the moment."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attestations")
    block_id = models.CharField(max_length=36)
    title = models.CharField(max_length=200)
    statement = models.TextField(help_text="HTML, as it was shown.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the statement.")
    typed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "block_id"], name="one_signature_per_statement")
        ]

    def __str__(self) -> str:
        return self.title
