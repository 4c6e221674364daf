import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from endorsement_plugin.models.people import Person


class JoinedRecord(models.Model):
    """That another record became part of this person's, and the account that was left without a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="joined_records")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="left_for",
        help_text="The other account of the same human being. It never scores what this person wrote.",
    )
    name = models.CharField(max_length=254, blank=True, help_text="As the other record was called.")
    reason = models.TextField(blank=True)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-joined_at"]

    def __str__(self) -> str:
        return f"Joined record {self.pk}"


class DistinctPair(models.Model):
    """Two records that look like one person's, and are two people's, as somebody has said.

    `first` has the smaller id, so that a pair is one row.
    """

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_first")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_second")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="distinct_pair_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Distinct pair {self.pk}"
