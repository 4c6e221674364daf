"""Letters about a certificate and how it is verified."""

from endorsement_plugin.mail.texts import LetterKind

from .holders import HOLDER

LETTERS = (
    LetterKind(
        name="code_renewed",
        title="A new verification code",
        when="When the code on a certificate is renewed, so that the old one is withdrawn.",
        placeholders=HOLDER,
    ),
)
