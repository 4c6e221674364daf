import uuid

from django.conf import settings
from django.db import models

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.people import Person


class Invitation(models.Model):
    """A letter to somebody without an account: its link joins their record to the account they confirm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField(help_text="Where the letter went: the account has to have confirmed it.")
    nonce = models.CharField(max_length=64, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
