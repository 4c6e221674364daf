"""Letters that the clock writes: an endorsement is about to lapse, and what then came of it."""

from datetime import date

from endorsement_plugin.mail.texts import LetterKind, Placeholder

from .holders import HOLDER, REGISTRY

LAPSES = Placeholder("lapses", "the day on which it lapses", date(2027, 7, 31))
REMOVED = Placeholder("removed", "the day on which the name is removed; nothing for never", date(2028, 7, 31))
UNTIL = Placeholder("until", "the last day of the leave", date(2027, 12, 31))

LETTERS = (
    LetterKind(
        name="lapse_warning",
        title="About to lapse",
        when="A week before an endorsement that is not renewed lapses.",
        placeholders=(*HOLDER, LAPSES),
        needed=("link", "lapses"),
    ),
    LetterKind(
        name="lapsed",
        title="Lapsed",
        when="When an endorsement that was not renewed has lapsed.",
        placeholders=(*HOLDER, LAPSES, REMOVED, REGISTRY),
    ),
    LetterKind(
        name="leave_ends",
        title="A leave ends soon",
        when="Thirty days before the last day of a leave.",
        placeholders=(*HOLDER, UNTIL),
        needed=("link", "until"),
    ),
    LetterKind(
        name="leave_over",
        title="A leave has ended",
        when="When a leave has ended and its holder has not come back.",
        placeholders=(*HOLDER, UNTIL, REMOVED, REGISTRY),
    ),
    LetterKind(
        name="provisional_lapsed",
        title="Ended as provisional by the clock",
        when="When what was to follow is missing on the last day, where the policy ends it by itself.",
        placeholders=(*HOLDER, UNTIL, REGISTRY),
    ),
    LetterKind(
        name="removed_by_clock",
        title="Removed after it had lapsed",
        when="So many days after it lapsed, as the renewal policy says.",
        placeholders=(*HOLDER, REGISTRY),
    ),
)
