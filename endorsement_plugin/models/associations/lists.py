import uuid

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .record import Association

LONGEST_LABEL = 120


class FieldOfWork(models.Model):
    """A field that a position can be in: "infant mental health". What entries keep is the value."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="fields_of_work")
    value = models.CharField(max_length=60, editable=False, help_text="Never changes.")
    label = models.CharField("field", max_length=LONGEST_LABEL)
    offered = models.BooleanField(
        "offered to new requirements",
        default=True,
        help_text="Requirements that were published with it keep it.",
    )

    class Meta:
        ordering = ["association", "label"]
        verbose_name_plural = "fields of work"
        constraints = [
            models.UniqueConstraint(fields=["association", "value"], name="field_of_work_once"),
        ]

    def __str__(self) -> str:
        return self.label


class VettedPerson(models.Model):
    """Somebody without an endorsement whose supervision or reference an association accepts for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="vetted_people")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", help_text="By which they are found in an application.")
    since = models.DateField("vetted from", null=True, blank=True, help_text="Empty for any day before.")
    until = models.DateField("vetted until", null=True, blank=True, help_text="Empty for no end.")
    note = models.TextField(blank=True, help_text="Who vetted them, and how. Only your association reads it.")

    class Meta:
        ordering = ["association", "name"]
        verbose_name_plural = "vetted people"
        constraints = [
            models.UniqueConstraint(fields=["association", "email"], name="vetted_person_once"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="vetted_person_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompetencyFramework(ClusterableModel):
    """One version of a framework of competencies: areas in domains. Once published it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_LABEL, help_text="“IFS competencies”")
    number = models.PositiveIntegerField("version", default=1, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["association", "name", "-number"]
        verbose_name = "competency framework"
        constraints = [
            models.UniqueConstraint(fields=["association", "name", "number"], name="framework_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether requirements can use it, so that it changes no more."""
        return self.published_at is not None


class CompetencyArea(models.Model):
    """One area. `kinds`: the kinds of evidence that may count for it; any, if empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = ParentalKey(CompetencyFramework, on_delete=models.CASCADE, related_name="areas")
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"
    domain = models.CharField(max_length=LONGEST_LABEL, blank=True, help_text="“Theoretical foundations”")
    label = models.CharField("area", max_length=LONGEST_LABEL)
    value = models.CharField(max_length=60, editable=False, help_text="The same in every version.")
    kinds = models.JSONField("may be shown by", default=list, blank=True)

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "value"], name="competency_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.label}" if self.domain else self.label
