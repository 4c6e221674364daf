import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.models.applications import Application
from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.models.endorsements import Endorsement
from endorsement_plugin.models.people import Person
from endorsement_plugin.rules.states import ErasureState


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


class AccessEvent(models.Model):
    """That somebody of an association read what is confidential, or took a list away.

    Only ever added to, until the association's policy of retention removes it.

    It names what was read by its id alone; whose it was stands on the application or endorsement, so that
    nothing here says so any longer once that was erased.
    """

    class Kind(models.TextChoices):
        """What was read or exported, as the screen says it."""

        TRANSCRIPT = "transcript", "Transcript"
        REFERENCE = "reference", "Reference"
        SCAN = "scan", "Scan of what came on paper"
        AUDIT_DOCUMENT = "audit_document", "Document for an audit"
        APPLICATIONS = "applications", "List of applications"
        ENDORSEMENTS = "endorsements", "List of endorsements"
        RENEWALS = "renewals", "List of renewals"
        AUDIT_LIST = "audit_list", "List of an audit's draw"
        FEES = "fees", "List of fees"
        FEE_TOTALS = "fee_totals", "Totals of fees"
        IMPORT_PROBLEMS = "import_problems", "Rows with problems of an import"
        RETENTION = "retention", "List of what is to be removed"

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="accesses")
    at = models.DateTimeField()
    hour = models.DateTimeField(help_text="The hour in which it was, by which a read is noted once.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    thing = models.CharField(max_length=40, blank=True, help_text="The id of what was read.")
    application = models.ForeignKey(
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="accesses"
    )
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.SET_NULL, null=True, blank=True, related_name="accesses"
    )
    rows = models.PositiveIntegerField(null=True, blank=True, help_text="Of an export: how many.")
    detail = models.CharField(max_length=200, blank=True, help_text="Of an export: how it was narrowed.")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "kind", "thing", "hour"],
                condition=Q(rows__isnull=True),
                name="one_access_event_per_read_and_hour",
            ),
        ]
        indexes = [models.Index(fields=["association", "-at"], name="access_by_association")]

    def __str__(self) -> str:
        return self.kind

    @property
    def person(self) -> Person | None:
        """Whose it was; None for a list."""
        if self.application is not None:
            return self.application.person
        return self.endorsement.person if self.endorsement is not None else None
