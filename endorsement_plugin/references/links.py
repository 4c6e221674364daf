"""The referee's link: a capability that can be derived again, but is not stored.

The token is an HMAC of the reference's id and nonce; the row holds only the token's SHA-256. A new nonce
ends the link before. An invitation to join makes its link of the same parts.
"""

import base64
import hashlib
import secrets
from uuid import UUID

from django.urls import reverse
from django.utils.crypto import salted_hmac

from endorsement_plugin.models import Reference

SALT = "endorsement_plugin.reference"


def new_link(reference: Reference) -> None:
    """Give the row a new link and end the one before; the caller saves."""
    reference.nonce = new_nonce()
    reference.token_digest = digest(token_of(reference))


def end_link(reference: Reference) -> None:
    """From now on the link leads nowhere; the caller saves."""
    reference.nonce = ""
    reference.token_digest = None


def token_of(reference: Reference) -> str:
    """The token of the link now in force."""
    return derived(SALT, reference.pk, reference.nonce)


def new_nonce() -> str:
    """What makes the link another one."""
    return secrets.token_urlsafe(32)


def derived(salt: str, pk: UUID, nonce: str) -> str:
    """256 bits that nobody guesses. `salt` keeps the links of one table from being those of another."""
    mac = salted_hmac(salt, f"{pk}:{nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(token: str) -> str:
    """What the row holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def reference_path(reference: Reference) -> str:
    """The path of the link, for a mail."""
    return reverse("endorsement:reference_link", args=[token_of(reference)])
