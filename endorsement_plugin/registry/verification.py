"""Whether an endorsement is valid, for whoever was given its code. Nobody guesses one: 125 bits.

The holder gave the code away, so the answer has the name, listed or not. Of why it is inactive it says only
what the association lets the public read, as the registry does.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.clock import local, today
from endorsement_plugin.mail.letters import address_of
from endorsement_plugin.models import Association, Endorsement, WithdrawnCode
from endorsement_plugin.models.endorsements.record import CODE_LETTERS
from endorsement_plugin.policies.queries import policy_for
from endorsement_plugin.rules.states import ENDED, EndorsementState

from .rules import Standing, is_overdue, standing_of

LENGTH = 25
GROUP = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Verdict(StrEnum):
    """The answer in a word."""

    VALID = "valid"
    EMERITUS = "emeritus"
    INACTIVE = "inactive"
    ENDED = "ended"

    @property
    def headline(self) -> str:
        """The answer as people read it."""
        return {
            "valid": "Valid",
            "emeritus": "Emeritus: no longer active",
            "inactive": "Not valid now",
            "ended": "No longer valid",
        }[self.value]


@dataclass(frozen=True)
class Verification:
    """What whoever has the code may know, as of the moment at which they asked.

    `valid_until` is the last day that is sure: of the period, of the provisional time, or of the days of
    grace for one that is due. None for what is not valid, or without an end that is known.
    """

    endorsement: Endorsement
    association: Association
    verdict: Verdict
    standing: Standing
    valid_until: date | None
    checked_at: datetime

    @property
    def is_valid(self) -> bool:
        """Whether it counts on this day."""
        return self.verdict is Verdict.VALID


def read_code(typed: str) -> str:
    """The code as it is kept: without blanks, dashes and case; O is 0, I and L are 1. Not checked."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_ALIKE)
    return "".join(sign for sign in plain if sign.isalnum())


def fault_in(code: str) -> str:
    """Why a read code cannot be one, in a sentence; empty if it can."""
    strange = sorted({sign for sign in code if sign not in CODE_LETTERS})
    if strange:
        return f"No code has {' or '.join(strange)} in it. Please compare it with the certificate."
    if len(code) != LENGTH:
        return f"A code has {LENGTH} letters and digits, this one has {len(code)}."
    return ""


def in_groups(code: str) -> str:
    """The code as it is printed: 7K2QX-…, five signs at a time."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def address_to_verify(endorsement: Endorsement) -> str:
    """Where it is verified, in full: what a certificate prints, also as a QR code."""
    page = reverse("endorsement:verified", args=[endorsement.verification_code])
    return address_of(endorsement.association, page)


def with_code(code: str) -> Endorsement | None:
    """The endorsement with this code now."""
    rows = Endorsement.objects.select_related("association__site", "credential")
    return rows.filter(verification_code=code).first() if not fault_in(code) else None


def withdrawn(code: str) -> WithdrawnCode | None:
    """The code, if it was one until it was renewed."""
    return WithdrawnCode.objects.filter(code=code).first()


def verify(endorsement: Endorsement) -> Verification:
    """The answer now. One query more where its day of renewal has passed."""
    association, now = endorsement.association, timezone.now()
    day = today(association)
    standing = standing_of(endorsement, association, day)
    return Verification(
        endorsement=endorsement,
        association=association,
        verdict=_verdict(endorsement, standing),
        standing=standing,
        valid_until=_until(endorsement, day) if standing.counts else None,
        checked_at=local(now, association),
    )


def _verdict(endorsement: Endorsement, standing: Standing) -> Verdict:
    if standing.counts:
        return Verdict.VALID
    if endorsement.status is EndorsementState.EMERITUS:
        return Verdict.EMERITUS
    return Verdict.ENDED if endorsement.status in ENDED else Verdict.INACTIVE


def _until(endorsement: Endorsement, day: date) -> date | None:
    if endorsement.status is EndorsementState.PROVISIONAL:
        return endorsement.provisional_until
    if not is_overdue(endorsement, day):
        return endorsement.renewal_due
    policy = policy_for(endorsement.credential, endorsement.renewal_due)
    last = policy.cycle.lapses_on(endorsement.renewal_due) - timedelta(days=1) if policy else None
    return last if last and last >= day else None
