"""The link of an invitation: derived from its row, which holds only the digest, as a referee's link is."""

import base64
import hashlib
import secrets

from django.urls import reverse
from django.utils.crypto import salted_hmac

from endorsement_plugin.models import Invitation

SALT = "endorsement_plugin.invitation"


def new_link(invitation: Invitation) -> None:
    """Give the row its link; the caller saves."""
    invitation.nonce = secrets.token_urlsafe(32)
    invitation.token_digest = digest(token_of(invitation))


def end_link(invitation: Invitation) -> None:
    """From now on the link leads nowhere; the caller saves."""
    invitation.nonce, invitation.token_digest = "", None


def token_of(invitation: Invitation) -> str:
    """256 bits that nobody guesses."""
    mac = salted_hmac(SALT, f"{invitation.pk}:{invitation.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(token: str) -> str:
    """What the row holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def join_path(invitation: Invitation) -> str:
    """The path of the link, for a letter."""
    return reverse("endorsement:join", args=[token_of(invitation)])
