import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.rules.states import ErasureState

from .associations import Association
from .associations.files import private_storage
from .people import Person


def archive_name(download: "DataDownload", filename: str) -> str:
    """A random name, which tells nobody whose it is."""
    return f"downloads/{uuid.uuid4().hex}.zip"


class DataDownload(models.Model):
    """All that is held about a person, as they asked for it: a file of their own, for some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="downloads")
    file = models.FileField(storage=private_storage, upload_to=archive_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When it was last fetched.")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_at:%Y-%m-%d}"


class Erasure(models.Model):
    """That somebody asked an association to erase what it holds about them, and what became of that.

    Once it is done it names nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="erasures")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="erasures"
    )
    state = models.CharField(max_length=10, choices=ErasureState.choices(), default=ErasureState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=400, blank=True, help_text="Why not; the person reads it.")
    done_at = models.DateTimeField(null=True, blank=True)
    erased = models.JSONField(default=dict, blank=True, help_text="How many of what.")

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "request for erasure"
        verbose_name_plural = "requests for erasure"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "association"],
                condition=Q(state__in=["asked", "approved"]),
                name="one_open_erasure_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(person__isnull=True), name="done_erasure_names_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}, {self.asked_at:%Y-%m-%d}"

    @property
    def status(self) -> ErasureState:
        """The state with its label."""
        return ErasureState(self.state)
