import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.rules.fees import is_ahead
from endorsement_plugin.rules.money import money, plain
from endorsement_plugin.rules.payments import Method, PaymentState
from endorsement_plugin.rules.states import FeeState

from .applications import Application
from .associations import Association
from .credentials import Charged, Credential
from .endorsements import Endorsement
from .people import Person


class Fee(Charged):
    """What an application or an endorsement owes or has settled. It stays as it was when it fell due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="fees"
    )
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.PROTECT, null=True, blank=True, related_name="fees"
    )
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=FeeState.choices(), default=FeeState.DUE)
    fell_due_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(
        max_length=400, blank=True, help_text="Why it is waived, or what there is to say of the payment."
    )

    method = models.CharField(max_length=10, blank=True, choices=Method.choices())
    paid_on = models.DateField(null=True, blank=True, help_text="The day on which the money came.")
    payer = models.CharField(
        max_length=200, blank=True, help_text="Who paid, or whom the bill went to, if not whoever owes it."
    )
    reference = models.CharField(
        max_length=120, blank=True, help_text="Of the check, the transfer, the bill or the payment."
    )

    class Meta:
        ordering = ["fell_due_at", "label"]
        verbose_name = "fee"
        indexes = [models.Index(fields=["state", "-fell_due_at"], name="fees_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="fee_once_per_application"),
            models.UniqueConstraint(fields=["endorsement", "key"], name="fee_once_per_endorsement"),
            models.CheckConstraint(
                condition=Q(application__isnull=True) ^ Q(endorsement__isnull=True),
                name="fee_of_application_or_endorsement",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_above_zero"),
            models.CheckConstraint(
                condition=Q(state=FeeState.DUE, settled_at__isnull=True)
                | (~Q(state=FeeState.DUE) & Q(settled_at__isnull=False)),
                name="fee_settled_by_somebody",
            ),
        ]

    @property
    def owner(self) -> Application | Endorsement:
        """What it is of."""
        return self.application or self.endorsement  # type: ignore[return-value]

    @property
    def association(self) -> Association:
        """The one that it is owed to."""
        return self.owner.association

    @property
    def person(self) -> Person:
        """Who owes it."""
        return self.owner.person

    @property
    def credential(self) -> Credential:
        """What it is charged for."""
        return self.owner.credential

    @property
    def number(self) -> str:
        """The endorsement's; empty for an application's fee."""
        return self.endorsement.number if self.endorsement else ""

    @property
    def stands(self) -> str:
        """Where the application or the endorsement stands, in words."""
        return self.owner.status.label

    @property
    def may_hold_up(self) -> bool:
        """Whether the step that waits for it is still to come. Reads what it is of."""
        if self.application is None:
            return bool(self.holds)
        return is_ahead(self.holds, self.application.status)

    @property
    def status(self) -> FeeState:
        """The state with its label."""
        return FeeState(self.state)

    @property
    def price(self) -> str:
        """The amount as it is read."""
        return money(self.amount, self.currency)

    @property
    def exact(self) -> Decimal:
        """The amount in the decimals of its currency: many a spreadsheet reads 25.000 as thousands."""
        return Decimal(plain(self.amount, self.currency))

    @property
    def standing_refunds(self) -> "list[Refund]":
        """What has been paid back and not been taken back. Reads the refunds."""
        return [refund for refund in self.refunds.all() if refund.taken_back_at is None]

    @property
    def refunded(self) -> Decimal:
        """How much of it was paid back. Reads the refunds."""
        return sum((refund.amount for refund in self.standing_refunds), Decimal(0))

    @property
    def left(self) -> Decimal:
        """How much of what was paid can still be paid back. Reads the refunds."""
        return self.amount - self.refunded

    @property
    def refunded_price(self) -> str:
        """What was paid back as it is read; empty for nothing."""
        return money(self.refunded, self.currency) if self.refunded else ""


class Refund(models.Model):
    """Money of a fee that was paid back, in part or whole: how, when, by whom and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=10, decimal_places=3)
    method = models.CharField(max_length=10, choices=Method.choices())
    refunded_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When the provider took on what goes back online."
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_above_zero")]

    def __str__(self) -> str:
        return f"{self.price} of {self.fee}"

    @property
    def price(self) -> str:
        """The amount as it is read. Reads the fee."""
        return money(self.amount, self.fee.currency)


class OnlinePayment(models.Model):
    """One try to pay a fee at the payment provider's. What is typed there never comes here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=10, decimal_places=3)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=PaymentState.choices(), default=PaymentState.STARTED)
    reference = models.CharField(max_length=120, blank=True, help_text="The provider's.")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="payment_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.STARTED, ended_at__isnull=True)
                | (~Q(state=PaymentState.STARTED) & Q(ended_at__isnull=False)),
                name="payment_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fee}, {self.state}"
