"""The referee's link: made as all links that open something by themselves (`mail/links.py`)."""

from django.urls import reverse

from endorsement_plugin.mail.links import derived, digest, new_nonce
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


def reference_path(reference: Reference) -> str:
    """The path of the link, for a mail."""
    return reverse("endorsement:reference_link", args=[token_of(reference)])
