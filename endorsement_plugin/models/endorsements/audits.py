import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.models.evidence import InspectedFile
from endorsement_plugin.rules.seasons.audit import EntryOutcome

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


class AuditDocument(InspectedFile):
    """A PDF that a holder sent for the audit."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="documents")
    origin = models.UUIDField(null=True, blank=True, help_text="The entry it shows. Empty: several.")
    file = models.FileField(storage=private_storage, upload_to=stored_audit_name, max_length=200)


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
