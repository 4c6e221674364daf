import uuid
from functools import cached_property

import swapper
from django.conf import settings
from django.db import models

from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.definitions.parsing import parse

from .associations import Association
from .credentials import Credential

swapper.set_app_prefix("wagtailcore", "wagtail")


class Form(models.Model):
    """A form that an editor writes on a page: an application, a reference, or an exam paper."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "Application form"
        REFERENCE = "reference", "Reference form"
        EXAM = "exam", "Exam paper"

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="forms")
    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, related_name="forms", null=True, blank=True
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    family = models.UUIDField(default=uuid.uuid4, unique=True)
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
    name = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    designation = models.CharField(
        max_length=40, blank=True, help_text="Of whom sits this exam paper; empty for everybody."
    )
    age_band = models.CharField(
        max_length=100, blank=True, help_text="Of whom sits this exam paper; empty for all ages."
    )
    is_open = models.BooleanField(default=True, help_text="Closed when its page is unpublished or deleted.")

    class Meta:
        ordering = ["association", "title"]

    def __str__(self) -> str:
        return self.title


class FormVersion(models.Model):
    """A form as it was published: immutable, numbered, pinned by whatever was filled in with it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    structure_hash = models.CharField(max_length=64, help_text="Questions, types and rules.")
    text_hash = models.CharField(max_length=64, help_text="Labels and help.")
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision_id = models.PositiveIntegerField(
        null=True, blank=True, help_text="The page revision, for the curious; it may be gone."
    )

    class Meta:
        ordering = ["form", "-number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_number_once")]

    def __str__(self) -> str:
        return f"{self.form.title}, version {self.number}"

    @cached_property
    def parsed(self) -> FormDefinition:
        """The definition as values; read once, because a version never changes."""
        return parse(self.definition)
