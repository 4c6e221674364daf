import uuid
from datetime import date

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.rules.fees import DUE, HOLDS, Holds, when
from endorsement_plugin.rules.money import money

from .associations import Association

LONGEST_FEE = 120

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
    granted_for = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="gives",
        help_text="Whoever holds all of these is granted it without an application. "
        "Empty: it is applied for.",
    )
    provisional_label = models.CharField(max_length=40, blank=True, help_text="“Emerging”")
    provisional_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long it may be granted provisionally. Empty: it never is."
    )
    written = models.ForeignKey(
        "RequirementSet",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The requirements that its page was last published with.",
    )

    class Meta:
        ordering = ["association", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "code"], name="credential_code_once_per_association"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RequirementSetQuerySet(models.QuerySet["RequirementSet"]):
    """Which of the sets of a credential is the rule on a day."""

    def standing(self) -> "RequirementSetQuerySet":
        """Without those that were cancelled before they came into force."""
        return self.filter(cancelled_at=None)

    def by(self, day: date) -> "RequirementSetQuerySet":
        """Those that have come into force by that day, the one in force first.

        That is the one with the latest day; of several from one day, the one with the highest number.
        """
        begun = self.standing().filter(effective_from__lte=day)
        return begun.order_by("-effective_from", "-number")


class RequirementSet(models.Model):
    """What a credential demands from a day on.

    What it asks never changes, so that an application keeps what it started under. Its words may be
    corrected; `corrections` keeps who did it, when, and what stood there before.
    """

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="requirement_sets")
    number = models.PositiveIntegerField()
    clauses = models.JSONField(help_text="Compiled from the credential page.")
    source = models.JSONField(
        default=list, blank=True, help_text="The same as it stood on the page, to be written on from there."
    )
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    note = models.CharField(max_length=400, blank=True, help_text="Why it was published.")
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken back before it came into force."
    )
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RequirementSetQuerySet.as_manager()

    class Meta:
        ordering = ["credential", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["credential", "number"], name="requirement_set_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.credential.code} requirements {self.number}"


class RequirementCorrection(models.Model):
    """Words of a requirement set that were put right: the same demands, said better."""

    requirement_set = models.ForeignKey(RequirementSet, on_delete=models.PROTECT, related_name="corrections")
    before = models.JSONField(help_text="The clauses as they stood.")
    note = models.CharField(max_length=400, blank=True)
    corrected_at = models.DateTimeField(auto_now_add=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["requirement_set", "-corrected_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.requirement_set}, corrected"


class Charged(models.Model):
    """What a fee line says, wherever it is kept."""

    key = models.CharField(max_length=36, help_text="The block on the credential's page.")
    label = models.CharField(max_length=LONGEST_FEE)
    amount = models.DecimalField(max_digits=10, decimal_places=3)
    due = models.CharField(max_length=12, choices=[(one.value, words) for one, words in DUE.items()])
    due_words = models.CharField(max_length=120, blank=True)
    holds = models.CharField(
        max_length=12, blank=True, choices=[(one.value, words) for one, words in HOLDS.items()]
    )
    designation = models.CharField(max_length=40, blank=True, help_text="Empty for everybody.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def when(self) -> str:
        """When it is due, in words."""
        return when(self.due, self.due_words)

    @property
    def settled_before(self) -> str:
        """Before what it must be settled, in words; empty where nothing waits for it."""
        return HOLDS.get(Holds(self.holds), "")


class FeeLine(Charged):
    """A fee of a credential, as its page was last published. In the currency of the association."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="fee_lines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["credential", "position"]
        constraints = [
            models.UniqueConstraint(fields=["credential", "key"], name="fee_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_line_above_zero"),
        ]

    @property
    def price(self) -> str:
        """The amount as it is read. Reads the credential's association."""
        return money(self.amount, self.credential.association.currency)
