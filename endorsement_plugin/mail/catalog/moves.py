"""Letters about what happens to an endorsement after it was granted: in and out of what counts."""

from datetime import date

from django.utils.formats import date_format

from endorsement_plugin.mail.texts import Context, LetterKind, Placeholder

from .holders import HOLDER, REGISTRY


def _instead(context: Context) -> str:
    other = context.get("other")
    if other is None:
        return ""
    return f"Instead of it you hold {other.credential.name} ({other.credential.code}), number {other.number}."


def _now(context: Context) -> str:
    row = context["endorsement"]
    if row.state == "inactive":
        return f"inactive as it was before: {row.get_inactive_reason_display().lower()}"
    return f"{row.standing.lower()} again, and due for renewal by {date_format(row.renewal_due, 'j F Y')}"


NOW = Placeholder("now", "what it is now", "active again, and due for renewal by 30 June 2027", _now)
REASON = Placeholder("reason", "the coordinator's reason", "Your letter to us of 2 March.")
STATE = Placeholder(
    "state", "what it is now", "inactive", lambda context: context["endorsement"].standing.lower()
)

AGAIN = "We decide about your application anew, and write to you."

LETTERS = (
    LetterKind(
        name="sanctioned",
        title="Inactive for a sanction",
        when="When a coordinator records that a licensing board has sanctioned the holder.",
        placeholders=(
            *HOLDER,
            Placeholder("on", "the day on which the board did it", date(2026, 2, 9)),
            Placeholder("what", "what the board did", "License suspended for six months."),
            REGISTRY,
        ),
    ),
    LetterKind(
        name="reinstated",
        title="The sanction has ended",
        when="When a coordinator records that the sanction was lifted.",
        placeholders=(
            *HOLDER,
            Placeholder("lifted_on", "the day on which the board lifted it", date(2026, 8, 9)),
            NOW,
        ),
    ),
    LetterKind(
        name="leave_granted",
        title="On leave",
        when="When a coordinator grants a leave, or changes its last day.",
        placeholders=(
            *HOLDER,
            Placeholder("until", "the last day of the leave", date(2027, 3, 1)),
            REGISTRY,
        ),
    ),
    LetterKind(
        name="brought_back",
        title="Active again",
        when="When a coordinator makes an endorsement active again that lapsed, was on leave or had ended.",
        placeholders=(*HOLDER, NOW),
    ),
    LetterKind(
        name="provisional_over",
        title="Ended as provisional",
        when="When a coordinator ends a provisional endorsement.",
        placeholders=(*HOLDER, STATE, REASON),
    ),
    LetterKind(
        name="name_corrected",
        title="Another name",
        when="When a coordinator corrects the name on an endorsement.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "new_name",
                "the name from now on",
                "Leilani Kahale",
                lambda context: context["endorsement"].name,
            ),
            Placeholder("former", "the name before", "Leilani Keawe"),
            REGISTRY,
        ),
    ),
    LetterKind(
        name="category_changed",
        title="Another category",
        when="When a coordinator changes the category of an endorsement.",
        placeholders=(
            *HOLDER,
            Placeholder("on", "the day from which it is of the new category", date(2026, 3, 2)),
            Placeholder("former", "the category before", "Infant Family Associate (IFA)"),
            REASON,
            REGISTRY,
        ),
    ),
    LetterKind(
        name="designation_changed",
        title="Another designation",
        when="When a coordinator changes the designation of an endorsement.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "designation",
                "the designation from now on",
                "Clinical",
                lambda context: context["endorsement"].designation or "none",
            ),
            REASON,
        ),
    ),
    LetterKind(
        name="emeritus",
        title="Emeritus",
        when="When a coordinator lists an endorsement as emeritus.",
        placeholders=HOLDER,
    ),
    LetterKind(
        name="retired",
        title="Retired",
        when="When its holder or a coordinator retires an endorsement.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "instead",
                "what the holder has instead of it, if there is something",
                "Instead of it you hold Infant Mental Health Specialist (IMHS), number AIMH-2026-00051.",
                _instead,
            ),
            REASON,
            REGISTRY,
        ),
    ),
    LetterKind(
        name="grant_undone",
        title="Granted by mistake",
        when="When a coordinator undoes the granting of an endorsement.",
        placeholders=(
            *HOLDER,
            REASON,
            REGISTRY,
            Placeholder(
                "again",
                "that the application is decided anew, if there is one",
                AGAIN,
                lambda context: AGAIN if context.get("reopened") else "",
            ),
        ),
    ),
    LetterKind(
        name="removed",
        title="Removed",
        when="When a coordinator removes an endorsement.",
        placeholders=(*HOLDER, REASON, REGISTRY),
    ),
    LetterKind(
        name="request_declined",
        title="Not granted",
        when="When a coordinator does not grant a leave, a way back or another name.",
        placeholders=(
            *HOLDER,
            Placeholder("asked", "what was asked for", "a leave"),
            Placeholder("asked_on", "the day on which it was asked for", date(2026, 3, 2)),
            Placeholder("answer", "the coordinator's answer", "A leave is for two years at the most."),
        ),
    ),
)
