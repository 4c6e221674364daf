"""What a credential costs, and what an application owes."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from endorsement_plugin.models import Application, Credential, Fee, FeeLine, Refund


def make_line(credential: Credential, label: str = "Processing", **fields: Any) -> FeeLine:
    """A published line: $100 at submission, for everybody, which nothing waits for."""
    values = {"key": str(uuid4()), "amount": Decimal(100), "due": "submission"}
    values["position"] = credential.fee_lines.count()
    return FeeLine.objects.create(credential=credential, label=label, **(values | fields))


def make_fee(application: Application, label: str = "Processing", state: str = "due", **fields: Any) -> Fee:
    """A fee of the application, in this state."""
    values = {"key": str(uuid4()), "amount": Decimal(100), "due": "submission", "currency": "USD"}
    if state != "due":
        values["settled_at"] = timezone.now()
    return Fee.objects.create(application=application, label=label, state=state, **(values | fields))


def make_refund(fee: Fee, by: Any, **fields: Any) -> Refund:
    """Ten of it went back by transfer."""
    values = {
        "amount": Decimal(10),
        "method": "transfer",
        "refunded_on": timezone.localdate(),
        "reason": "Left",
    }
    return Refund.objects.create(fee=fee, by=by, **(values | fields))
