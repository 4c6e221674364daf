import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.rules.seasons.audit import EntryOutcome
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import in_words

from .record import Endorsement
from .renewals import Renewal


def stored_audit_name(document: "AuditDocument", filename: str) -> str:
    """A random name: a holder's own file name can hold a name, and is kept as data only."""
    return f"audits/{uuid.uuid4().hex}.pdf"


class AuditDraw(models.Model):
    """One draw for the audit, whole: whoever has its seed and its list draws the same. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="audit_draws")
    first = models.DateField(help_text="The first day on which what was listed was due.")
    last = models.DateField(help_text="The last one.")
    percent = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="Of the list.")
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-drawn_at"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="audit_draw_draws_some")
        ]

    def __str__(self) -> str:
        return f"{self.association}, {self.drawn_at:%Y-%m-%d}"


class AuditDrawRow(models.Model):
    """One renewal that was on the list of a draw. It is on one list only."""

    draw = models.ForeignKey(AuditDraw, on_delete=models.PROTECT, related_name="rows")
    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    line = models.CharField(max_length=80, help_text="As it stood in the list.")
    drawn = models.BooleanField()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["endorsement", "due"], name="listed_for_one_draw"),
        ]

    def __str__(self) -> str:
        return self.line


class AuditDocument(models.Model):
    """A PDF that a holder sent for the audit, byte for byte, and what inspecting it found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="documents")
    origin = models.UUIDField(null=True, blank=True, help_text="The entry it shows. Empty: several.")
    original_name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=stored_audit_name, max_length=200)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12, choices=TranscriptState.choices(), default=TranscriptState.UPLOADED
    )
    reason = models.CharField(max_length=30, blank=True, help_text="Why it was held or refused.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    inspected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def status(self) -> TranscriptState:
        """The state with its label."""
        return TranscriptState(self.state)

    @property
    def in_words(self) -> str:
        """Why it was held or refused; empty for a file that was taken."""
        return in_words(self.reason)


class AuditFinding(models.Model):
    """What a coordinator found of one entry of a renewal that is audited."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="audit_findings")
    origin = models.UUIDField(help_text="The entry.")
    outcome = models.CharField(max_length=10, choices=EntryOutcome.choices())
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["renewal", "origin"], name="one_audit_finding_per_entry"),
        ]

    def __str__(self) -> str:
        return self.outcome
