"""What it means that something does not go by itself, and how long a chief reviewer may let it wait."""

import datetime
from collections.abc import Mapping
from enum import StrEnum

from review_queue.matching.eligibility import WhyNot

TELL_AGAIN = datetime.timedelta(days=7)
"""What is still open is told again after so long, though nothing new has come."""
FROM_HOUR = 8
"""The day's letter is written from then on, in the zone in which days end."""
LET_PASS = 2
"""So many offers in a row that nobody answered."""
LONGEST_DAYS = 60


class Why(StrEnum):
    """What has stopped."""

    PLACE = "place"
    THIRD = "third"
    SILENT = "silent"


class WhyReviewer(StrEnum):
    """What keeps a reviewer from being counted on."""

    ACCOUNT = "account"
    OFFERS = "offers"


WORDS = {
    Why.PLACE: "nobody can take an open place",
    Why.THIRD: "the reviews disagree, and nobody can be the third",
    Why.SILENT: "a reviewer gives no sign of life, and it is due",
}
WORDS_OF_REVIEWERS = {
    WhyReviewer.ACCOUNT: "the account is closed; what was held went back to the pool",
    WhyReviewer.OFFERS: "the last offers were not answered",
}

FULL = (
    "This reviewer holds as many answers as was agreed. Tick “Ask for more than was agreed” if they have "
    "said yes to one more."
)
SEEN_BY_CHIEF = "You see who scores this answer and how far they are, so you cannot score it blind."
REFUSALS = {
    WhyNot.BARRED: "This reviewer may not see this answer.",
    WhyNot.ASKED_BEFORE: "This reviewer was asked for this answer before.",
    WhyNot.UNQUALIFIED: "This reviewer lacks a qualification that the answer asks for.",
    WhyNot.LANGUAGE: "This reviewer does not read the language of the answer.",
    WhyNot.UNCALIBRATED: "This reviewer’s calibration is not passed, or not in date.",
    WhyNot.UNTRAINED: "This reviewer has no training in date, which the round asks for.",
    WhyNot.NOT_ADJUDICATOR: "This reviewer is no third reviewer.",
    WhyNot.SAME_AGENCY: "Somebody of the same agency scores this answer already.",
    WhyNot.SECOND_NOVICE: "A novice scores this answer already, and this reviewer is one.",
    WhyNot.AWAY: "This reviewer is away.",
}
COUNTED: Mapping[str, str] = {
    "eligible": "could take it, but for what else was given out",
    WhyNot.INACTIVE: "no longer review",
    WhyNot.OTHER_POOL: "of another pool",
    WhyNot.BARRED: "may not see it",
    WhyNot.ASKED_BEFORE: "have or had it",
    WhyNot.UNQUALIFIED: "lack a qualification",
    WhyNot.LANGUAGE: "do not read its language",
    WhyNot.UNCALIBRATED: "calibration not passed, or not in date",
    WhyNot.UNTRAINED: "without a training in date",
    WhyNot.NOT_ADJUDICATOR: "no third reviewers",
    WhyNot.SAME_AGENCY: "of an agency that scores it already",
    WhyNot.SECOND_NOVICE: "novices beside a novice",
    WhyNot.AWAY: "away",
    WhyNot.FULL: "hold as much as was agreed",
}


def counted_in_words(detail: str) -> str:
    """What an event says of an open place (`open:1 barred:2 away:1`), for a chief reviewer. Empty for an
    event from before reasons were counted."""
    pairs = [part.partition(":") for part in detail.split() if ":" in part]
    said = [f"{number} {COUNTED[why]}" for why, _, number in pairs if why in COUNTED and number.isdecimal()]
    return ", ".join(said)
