import secrets
import uuid

from django.db import models
from django.db.models import Q

from endorsement_plugin.models.associations import Association

from .record import Endorsement

STATUS_BITS = 131_072
"""Of one status list: the least that Bitstring Status List 1.0 allows, so that an index hides among many."""


def new_salt() -> str:
    """128 bits, in hexadecimal."""
    return secrets.token_hex(16)


class SigningKey(models.Model):
    """A key with which an association signs badges. Its public half stays published after it was replaced."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="signing_keys")
    name = models.CharField(max_length=40, help_text="By which badges name it.")
    public = models.JSONField(help_text="The public half, a JSON Web Key.")
    sealed = models.TextField(help_text="The private half, encrypted with a key made from the settings.")
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True, help_text="Since when it signs nothing new.")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is no longer published: somebody else may have it."
    )

    class Meta:
        ordering = ["association", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["association", "name"], name="signing_key_name_once"),
            models.UniqueConstraint(
                fields=["association"], condition=Q(replaced_at=None), name="one_signing_key_in_use"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(replaced_at__isnull=False),
                name="withdrawn_signing_key_was_replaced",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Badge(models.Model):
    """The digital badge of an endorsement, once it was issued: its id and its place among those of a list.

    One at a time. What was revoked is so for good: its endorsement, in force again, gets another one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="badges")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="badges")
    status_list = models.PositiveIntegerField(help_text="The number of its status list.")
    status_index = models.PositiveIntegerField(help_text="Drawn at random; its place in the list.")
    salt = models.CharField(max_length=32, default=new_salt, help_text="Of the digests of name and address.")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["association", "issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "status_list", "status_index"], name="badge_status_once"
            ),
            models.CheckConstraint(
                condition=Q(status_index__lt=STATUS_BITS), name="badge_status_in_its_list"
            ),
        ]

    def __str__(self) -> str:
        return f"Badge of {self.endorsement}"
