"""What a step out of the order of things has to say for itself."""

from endorsement_plugin.errors import Incomplete, Problem

LONGEST = 400
"""Characters; the history keeps it whole."""


def given_reason(reason: str) -> str:
    """The reason as it is kept. Raises Incomplete without one."""
    if not reason.strip():
        raise Incomplete(
            "The reason is missing.", [Problem("reason_missing", "Write the reason.", ("reason",))]
        )
    return reason.strip()[:LONGEST]
