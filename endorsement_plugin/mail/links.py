"""Links in letters that open something by themselves: capabilities that can be derived again, but are not
stored.

A token is an HMAC of its row's id and nonce; the row holds only the token's SHA-256. A new nonce ends the
link before. A referee's link is made so, and that of an invitation: every letter to somebody without an
account can carry it, as long as it works.
"""

import base64
import hashlib
import secrets
from uuid import UUID

from django.urls import reverse
from django.utils.crypto import salted_hmac

from endorsement_plugin.models import Invitation

SALT = "endorsement_plugin.invitation"


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


def new_invitation_link(invitation: Invitation) -> None:
    """Give the row its link; the caller saves."""
    invitation.nonce = new_nonce()
    invitation.token_digest = digest(_token_of(invitation))


def end_invitation_link(invitation: Invitation) -> None:
    """From now on the link leads nowhere; the caller saves."""
    invitation.nonce, invitation.token_digest = "", None


def join_path(invitation: Invitation) -> str:
    """The path of the link, for a letter."""
    return reverse("endorsement:join", args=[_token_of(invitation)])


def _token_of(invitation: Invitation) -> str:
    return derived(SALT, invitation.pk, invitation.nonce)
