"""Conflicts of interest that were applied, so that nobody but the person named can read them.

A pack has one digest for each answer and bar. Whoever was barred gets a key of his or her own from the
association, and finds with it the answers on which the bar was applied; without a key no name can be tried.
"""

import hmac


def applied(key: str, answer: str) -> str:
    """The digest that stands in the pack for one bar on one answer: HMAC-SHA256 under the person's key."""
    return hmac.digest(key.encode(), answer.encode(), "sha256").hex()
