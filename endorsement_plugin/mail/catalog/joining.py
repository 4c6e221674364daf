"""Letters to whoever was moved in and has no account yet."""

from endorsement_plugin.mail.texts import LetterKind, Placeholder

from .holders import HOLDER

LETTERS = (
    LetterKind(
        name="join_invitation",
        title="Invitation to join a record to an account",
        when="When somebody from imported records, who has no account, is invited.",
        placeholders=(
            *HOLDER,
            Placeholder("days", "for how many days the link works", "30"),
        ),
    ),
)
