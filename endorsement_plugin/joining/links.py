"""The link of an invitation: derived from its row, which holds only the digest, as a referee's link is."""

from django.urls import reverse

from endorsement_plugin.models import Invitation
from endorsement_plugin.references.links import derived, digest, new_nonce

SALT = "endorsement_plugin.invitation"


def new_link(invitation: Invitation) -> None:
    """Give the row its link; the caller saves."""
    invitation.nonce = new_nonce()
    invitation.token_digest = digest(token_of(invitation))


def end_link(invitation: Invitation) -> None:
    """From now on the link leads nowhere; the caller saves."""
    invitation.nonce, invitation.token_digest = "", None


def token_of(invitation: Invitation) -> str:
    """The token of the link now in force."""
    return derived(SALT, invitation.pk, invitation.nonce)


def join_path(invitation: Invitation) -> str:
    """The path of the link, for a letter."""
    return reverse("endorsement:join", args=[token_of(invitation)])
