"""The seam for a payment provider: what one has to be able to do, and how its messages are believed.

`ENDORSEMENT["PAYMENT_PROVIDER"]` names a class. Cards, accounts and wallets are typed on the provider's own
pages; nothing of them comes here, is sent from here or is kept here.
"""

import hashlib
import hmac
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.module_loading import import_string

from endorsement_plugin.conf import current

TOLERANCE = 300
"""Seconds by which the moment of a message may differ from now; an older one is a replay."""


@dataclass(frozen=True)
class Charge:
    """What is to be paid. The same `key` is the same payment, however often it is started.

    `return_to` is where the person goes afterwards, `call_back` where the provider says what became of it.
    """

    key: UUID
    amount: Decimal
    currency: str
    label: str
    return_to: str
    call_back: str


@dataclass(frozen=True)
class Started:
    """Where to pay, and what the provider calls the payment."""

    address: str
    reference: str


@dataclass(frozen=True)
class Notice:
    """What the provider says became of a payment."""

    key: UUID
    reference: str
    amount: Decimal
    currency: str
    paid: bool


class Forged(Exception):
    """A message that the provider did not send, or not now."""


class Unreachable(Exception):
    """The provider does not answer, or not as agreed. Nothing was changed; it can be tried again."""


class PaymentProvider(ABC):
    """What a provider has to be able to do. It keeps no state: each call may come from another process."""

    @abstractmethod
    def start(self, charge: Charge) -> Started:
        """Begin a payment. The same key gives the same payment. Raises Unreachable."""

    @abstractmethod
    def read(self, headers: Mapping[str, str], body: bytes, now: float) -> Notice:
        """A message to `call_back`, if it is the provider's own and of now. Raises Forged."""

    @abstractmethod
    def refund(self, *, reference: str, key: UUID, amount: Decimal, currency: str) -> str:
        """Pay back some of a payment; what the provider calls it. The same key pays back once.

        Raises Unreachable.
        """


def provider() -> PaymentProvider | None:
    """The one that this site has, or None."""
    path = current().PAYMENT_PROVIDER
    return import_string(path)() if path else None


def pays_online() -> bool:
    """Whether fees can be paid online here."""
    return bool(current().PAYMENT_PROVIDER)


def sign(secret: bytes, stamp: str, body: bytes) -> str:
    """HMAC-SHA-256 over the moment (Unix seconds) and the body, as hexadecimal digits."""
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def believe(secret: bytes, stamp: str, body: bytes, signature: str, *, now: float) -> None:
    """Raises Forged unless the signature is of this body and moment, and the moment is now."""
    if not hmac.compare_digest(sign(secret, stamp, body).encode(), signature.encode()):
        raise Forged("The signature is not of this message.")
    if not stamp.isascii() or not stamp.isdigit() or abs(now - int(stamp)) > TOLERANCE:
        raise Forged("The message is not of now.")
