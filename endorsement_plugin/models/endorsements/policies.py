from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.credentials import Credential
from endorsement_plugin.rules.renewals import Cycle, DueRule


class RenewalPolicyQuerySet(models.QuerySet["RenewalPolicy"]):
    """Which policies are the rule on a day."""

    def standing(self) -> "RenewalPolicyQuerySet":
        """The published ones, without those that were cancelled before they came into force."""
        return self.filter(published_at__isnull=False, cancelled_at=None)

    def by(self, day: date) -> "RenewalPolicyQuerySet":
        """The published ones that have come into force by that day, the newest first."""
        begun = self.standing().filter(effective_from__lte=day)
        return begun.order_by("-effective_from", "-number")


class RenewalPolicy(models.Model):
    """How endorsements are renewed, lapse and come back, from a day on. Once published it never changes."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="renewal_policies")
    credential = models.ForeignKey(
        Credential,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewal_policies",
        help_text="Empty: for every credential of the association that has no policy of its own.",
    )
    number = models.PositiveIntegerField(default=1, editable=False)
    effective_from = models.DateField(help_text="Periods that begin on this day or later are held to it.")
    note = models.CharField(max_length=400, blank=True, help_text="Why it was published.")

    cycle_years = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    due = models.CharField(max_length=12, choices=DueRule.choices(), default=DueRule.ANNIVERSARY)
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="For a cycle of several years that is the same for all: a year in which it ends.",
    )
    first_after_months = models.PositiveSmallIntegerField(
        default=12, help_text="The first day of renewal is at least so many months after granting."
    )
    first_free = models.BooleanField(default=False, help_text="The first period asks for no hours.")
    window_days = models.PositiveSmallIntegerField(
        default=90, help_text="It can be renewed from so many days before it is due."
    )
    reminder_days = models.JSONField(default=list, blank=True, help_text="Days before it is due.")
    grace_days = models.PositiveSmallIntegerField(
        default=30, help_text="It lapses so many days after it was due."
    )
    removal_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its name is removed so many days after it lapsed. Empty: never."
    )
    ends_provisional = models.BooleanField(
        default=False,
        help_text="A provisional one lapses after its last day. Not: a coordinator acts.",
    )
    fee = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    late_fee = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    one_fee = models.BooleanField(
        default=False,
        help_text="Whoever holds several owes both fees once for all that are due on the same day.",
    )
    settled_first = models.BooleanField(
        default=False,
        help_text="Nothing is renewed, and nobody active again, before the fees of it are settled.",
    )

    clauses = models.JSONField(
        default=list, blank=True, help_text="What is to be shown of a period, compiled."
    )
    source = models.JSONField(default=list, blank=True, help_text="Both as blocks, as they were written.")
    statements = models.JSONField(
        default=list, blank=True, help_text="What is signed: id, title and statement (HTML) of each."
    )
    shares_hours = models.BooleanField(
        default=True, help_text="One activity may count for several credentials of its holder."
    )
    audit_percent = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="Of a hundred renewals.",
    )

    leave_years = models.PositiveSmallIntegerField(
        default=0, help_text="For how long at most somebody may be inactive on request. 0: not at all."
    )
    back_within_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="After so many months inactive there is no way back. Empty: always.",
    )
    back_fee = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    back_hours = models.BooleanField(default=True, help_text="The hours that were missed are to be shown.")
    back_signed = models.BooleanField(default=True, help_text="The statements are signed anew.")
    back_references = models.PositiveSmallIntegerField(default=0, help_text="New references asked for.")
    emeritus = models.BooleanField(default=False, help_text="Whoever retires may be listed as emeritus.")

    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RenewalPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["association", "credential", "-effective_from", "-number"]
        verbose_name_plural = "renewal policies"
        constraints = [
            models.UniqueConstraint(
                fields=["association", "credential", "number"],
                nulls_distinct=False,
                name="renewal_policy_number_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(due=DueRule.FIXED, due_month__range=(1, 12), due_day__range=(1, 31))
                    | Q(due=DueRule.ANNIVERSARY, due_month=None, due_day=None, due_year=None)
                ),
                name="renewal_policy_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Renewal policy {self.number} of {self.credential or self.association}"

    @property
    def is_standing(self) -> bool:
        """Whether it is published, and was not cancelled before it came into force."""
        return self.published_at is not None and self.cancelled_at is None

    @property
    def cycle(self) -> Cycle:
        """Its dates, as the rules reckon with them."""
        return Cycle(
            years=self.cycle_years,
            due=DueRule(self.due),
            month=self.due_month,
            day=self.due_day,
            year=self.due_year,
            first_after_months=self.first_after_months,
            window_days=self.window_days,
            reminder_days=tuple(self.reminder_days),
            grace_days=self.grace_days,
            removal_days=self.removal_days,
        )
