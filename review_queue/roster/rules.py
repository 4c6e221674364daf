"""Limits of what a reviewer's details may say."""

from review_queue.errors import Refusal

MOST_AT_ONCE = 50
_PUBLIC = """
aol.com fastmail.com gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com icloud.com live.com mac.com
mail.com me.com msn.com outlook.com pm.me proton.me protonmail.com web.de yahoo.com ymail.com
"""
PUBLIC_DOMAINS = frozenset(_PUBLIC.split())
"""Mailboxes that anybody can have: a conflict with all of them would leave no answer."""


class RecordedAlready(Refusal):
    """The same training on the same day would count twice."""

    sentence = "This training is recorded already for that day."


class NothingToCompare(Refusal):
    """What was declared as a conflict names nobody; the sentence says what is missing."""
