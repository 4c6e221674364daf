"""The people who score, and what makes them eligible."""

import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now

from .pools import Pool


class Reviewer(models.Model):
    """A person who may be asked to score. Accounts with marks are deactivated, never deleted."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pools = models.ManyToManyField(Pool, through="PoolMembership", related_name="reviewers")
    agency = models.CharField(max_length=160, blank=True, help_text="Employer, for conflicts of interest.")
    capacity = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1)], help_text="Answers held at one time."
    )
    novice = models.BooleanField(default=False, help_text="At most one novice scores any one answer.")
    may_adjudicate = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    away_until = models.DateField(
        null=True, blank=True, help_text="Gets nothing new up to this day, which reviewers set themselves."
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Reviewer {self.pk}"


class PoolMembership(models.Model):
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="memberships")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "reviewer"], name="rq_one_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} in {self.pool_id}"


class Qualification(models.Model):
    """A tag the reviewer holds. The queue compares tags and never interprets them."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="qualifications")
    tag = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "tag"], name="rq_one_qualification"),
        ]

    def __str__(self) -> str:
        return self.tag


class Language(models.Model):
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=12, default="en", help_text="A language tag, such as en or es.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "code"], name="rq_one_language"),
        ]

    def __str__(self) -> str:
        return self.code


class ReviewerChange(models.Model):
    """Written once. Of a conflict it says the kind, never the words."""

    class What(models.TextChoices):
        CAPACITY = "capacity", "Answers at one time"
        AGENCY = "agency", "Agency"
        AWAY = "away_until", "Away until"
        QUALIFICATIONS = "qualifications", "Qualifications"
        LANGUAGES = "languages", "Languages"
        NOVICE = "novice", "Novice"
        THIRD = "may_adjudicate", "Third reviewer"
        ACTIVE = "active", "Reviews"
        DECLARED = "declared", "Conflict declared"
        WITHDRAWN = "withdrawn", "Conflict withdrawn"

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=14, choices=What.choices)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"change {self.pk}"


def in_force(day: datetime.date) -> models.Q:
    """Whether a training counts on this day: given by then, not run out, and not struck out."""
    running = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
    return models.Q(given_on__lte=day, struck_at=None) & running


class Training(models.Model):
    """Written once, and struck out with a reason if it was wrong. Each step is sealed."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="trainings")
    what = models.CharField(max_length=200)
    given_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2, validators=[MinValueValidator(0.25)])
    given_by = models.CharField(max_length=160)
    valid_until = models.DateField(null=True, help_text="The last day; empty if it does not run out.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    struck_at = models.DateTimeField(null=True)
    struck_because = models.CharField(max_length=400, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "what", "given_on"],
                condition=models.Q(struck_at=None),
                name="rq_one_training_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(struck_at=None, struck_by=None, struck_because="")
                | (models.Q(struck_at__isnull=False, struck_by__isnull=False) & ~models.Q(struck_because="")),
                name="rq_training_struck_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("given_on")),
                name="rq_training_valid_afterwards",
            ),
        ]

    def __str__(self) -> str:
        return f"training {self.pk}"

    @property
    def length(self) -> str:
        """Its hours without zeros that say nothing: 2.5, 10."""
        return f"{self.hours.normalize():f}"
