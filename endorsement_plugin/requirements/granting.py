"""What is said of a credential that is granted for holding others. Pure."""

from collections.abc import Sequence

from endorsement_plugin.requirements.wording import both, isolated

BY_ITSELF = (
    "There is nothing to apply for: whoever comes to hold the last of them is granted this one too, and we "
    "write to them. It is due for renewal with the first of them."
)


def granted_to(names: Sequence[str]) -> str:
    """To whom, in a sentence."""
    each = "both" if len(names) == 2 else "all of"
    return f"Granted to everybody who holds {each} {both([isolated(name) for name in names])}."
