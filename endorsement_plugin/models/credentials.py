import uuid

import swapper
from django.conf import settings
from django.db import models

from .associations import Association

swapper.set_app_prefix("wagtailcore", "wagtail")


class Credential(models.Model):
    """A category of endorsement that an association grants: written on its page, kept here for references."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="credentials")
    family = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="The page it is written on, across copies of the page's row.",
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(
        max_length=100,
        blank=True,
        help_text="The language of that page, by its locale's code. Its translations decide nothing.",
    )
    code = models.CharField(max_length=20, help_text="As written after a name: IFS.")
    name = models.CharField(max_length=200)
    age_band = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["association", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "code"], name="credential_code_once_per_association"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RequirementSet(models.Model):
    """What a credential demands, as published on one day.

    Never changed: an application keeps the one it started under.
    """

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="requirement_sets")
    number = models.PositiveIntegerField()
    clauses = models.JSONField(help_text="Compiled from the credential page.")
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["credential", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["credential", "number"], name="requirement_set_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.credential.code} requirements {self.number}"
