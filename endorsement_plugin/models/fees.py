import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.rules.fees import is_ahead
from endorsement_plugin.rules.money import money, plain
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
        max_length=400, blank=True, help_text="A reference of the payment, whom the bill went to, or why not."
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
