"""Letters about the audit of a renewal: documents asked for, and what came of it."""

from endorsement_plugin.mail.texts import LetterKind, Placeholder

from .holders import HOLDER
from .renewals import FIRST_DAY, LAST_DAY

PERIOD = (FIRST_DAY, LAST_DAY)
LACKING = Placeholder(
    "lacking",
    "the entries that were not accepted, one on each line; nothing if there are none",
    "- Infants and loss: document missing\n- Reflective supervision: not accepted. The dates differ.",
)
NOTE = Placeholder("note", "what the coordinator writes", "The certificate of June has no name on it.")

LETTERS = (
    LetterKind(
        name="audit_documents",
        title="Audit: documents asked for",
        when="When a renewal was drawn for the audit and is submitted.",
        placeholders=(*HOLDER, *PERIOD),
    ),
    LetterKind(
        name="audit_passed",
        title="Audit: it stays renewed",
        when="When an audit is passed of what was renewed before; after any other leaves “Renewed”.",
        placeholders=(*HOLDER, *PERIOD),
    ),
    LetterKind(
        name="audit_returned",
        title="Audit: something is missing",
        when="When a coordinator returns an audited renewal to its holder.",
        placeholders=(*HOLDER, *PERIOD, LACKING, NOTE),
        needed=("link", "note"),
    ),
    LetterKind(
        name="audit_not_renewed",
        title="Audit: not renewed",
        when="When an audited renewal is not accepted.",
        placeholders=(*HOLDER, *PERIOD, LACKING, NOTE),
        needed=("link", "note"),
    ),
    LetterKind(
        name="audit_reopened",
        title="Audit: looked at again",
        when="When a coordinator takes the outcome of an audit back.",
        placeholders=(*HOLDER, *PERIOD, NOTE),
        needed=("link", "note"),
    ),
)
