"""What an association's own words are likely to mean. Pure."""

from collections.abc import Iterable, Mapping

from review_queue.typed.folding import folded

STATES: Mapping[str, str] = {
    "active": "Active",
    "provisional": "Provisional",
    "inactive": "Inactive, for the reason in its own column",
    "inactive:lapsed": "Inactive: not renewed",
    "inactive:requested": "Inactive: at the holder's request",
    "inactive:sanction": "Inactive: sanction by a licensing board",
    "emeritus": "Emeritus",
    "retired": "Retired",
    "removed": "Removed",
}
REASONS: Mapping[str, str] = {
    "lapsed": "Not renewed",
    "requested": "At the holder's request",
    "sanction": "Sanction by a licensing board",
}
LIKELY_STATES: Mapping[str, str] = {
    **dict.fromkeys(
        ("active", "current", "endorsed", "good standing", "in good standing", "yes", "a"), "active"
    ),
    **dict.fromkeys(("provisional", "emerging", "conditional"), "provisional"),
    **dict.fromkeys(("inactive", "i", "not active"), "inactive"),
    **dict.fromkeys(("lapsed", "expired", "not renewed", "overdue"), "inactive:lapsed"),
    **dict.fromkeys(("leave", "on leave", "leave of absence", "hold", "on hold"), "inactive:requested"),
    **dict.fromkeys(("sanctioned", "sanction", "suspended"), "inactive:sanction"),
    "emeritus": "emeritus",
    **dict.fromkeys(("retired", "archived", "surrendered"), "retired"),
    **dict.fromkeys(("removed", "revoked", "withdrawn"), "removed"),
}
LIKELY_REASONS: Mapping[str, str] = {
    **dict.fromkeys(("lapsed", "expired", "not renewed", "did not renew", "nonrenewal", "overdue"), "lapsed"),
    **dict.fromkeys(("leave", "requested", "own request", "by request", "illness", "moved"), "requested"),
    **dict.fromkeys(
        ("sanction", "sanctioned", "licensing board", "board sanction", "discipline"), "sanction"
    ),
}
YES = frozenset({"yes", "y", "true", "1", "x", "listed", "public", "show", "si", "ja", "oui"})
NO = frozenset({"", "no", "n", "false", "0", "not listed", "unlisted", "private", "hide", "non", "nein"})


def likely(name: str, word: str, choices: Mapping[str, str]) -> str:
    """The value that this word is likely to stand for in the column; empty for none. `choices` by value."""
    of_column = {"state": LIKELY_STATES, "reason": LIKELY_REASONS}.get(name, {})
    if word in of_column:
        return of_column[word]
    return next((value for value, label in choices.items() if word in _spellings(value, label)), "")


def _spellings(value: str, label: str) -> Iterable[str]:
    """The code, the name, and both as "IFS – Family Specialist"."""
    code, name = folded(value), folded(label)
    return {code, name, f"{code} {name}", f"{name} {code}"}
