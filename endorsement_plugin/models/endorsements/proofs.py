import uuid

from django.db import models

from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.rules.states import CertificateState

from .record import Endorsement


def certificate_name(certificate: "Certificate", filename: str) -> str:
    """A random name: nobody's name stands in the storage's list of files."""
    return f"certificates/{uuid.uuid4().hex}.pdf"


class Certificate(models.Model):
    """The certificate of an endorsement as it was last asked for; what it says is in the endorsement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endorsement = models.OneToOneField(Endorsement, on_delete=models.CASCADE, related_name="certificate")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that it says, and of its design.")
    revision = models.PositiveIntegerField(default=0, help_text="How often it was set to be made.")
    state = models.CharField(max_length=8, choices=CertificateState.choices(), default=CertificateState.ASKED)
    reason = models.CharField(max_length=12, blank=True, help_text="Why it could not be made.")
    file = models.FileField(storage=private_storage, upload_to=certificate_name, max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["endorsement"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(state="made") & ~models.Q(file=""))
                | (~models.Q(state="made") & models.Q(file="")),
                name="made_certificate_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"Certificate of {self.endorsement}"

    @property
    def status(self) -> CertificateState:
        """The state with its label."""
        return CertificateState(self.state)
