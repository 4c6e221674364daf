"""Letters about an endorsement that is granted without an application, or becomes a full one."""

from endorsement_plugin.mail.texts import Context, LetterKind, Placeholder

from .holders import HOLDER

LISTED = (
    "Your name is in our public registry with it from today, because you asked for that with each of them."
)


def _held(context: Context) -> str:
    return "\n".join(
        f"- {part.credential.name} ({part.credential.code}), number {part.number}"
        for part in context["parts"]
    )


def _registry(context: Context) -> str:
    if context["endorsement"].listed:
        return LISTED
    return (
        "Your name is not in our public registry with it, because you did not ask for that with each of them."
    )


LETTERS = (
    LetterKind(
        name="made_full",
        title="No longer provisional",
        when="When a provisional endorsement is made a full one.",
        placeholders=HOLDER,
    ),
    LetterKind(
        name="granted_for_holding",
        title="Granted for holding others",
        when="When somebody is granted a credential for holding all of certain others.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "held",
                "the endorsements that it is granted for, one on each line",
                "- Infant Family Associate (IFA), number AIMH-2024-00007\n"
                "- Early Childhood Family Associate (ECFA), number AIMH-2025-00019",
                _held,
            ),
            Placeholder(
                "registry",
                "whether the name is in the public registry with it",
                LISTED,
                _registry,
            ),
        ),
    ),
)
