"""What a transcript is found to be when a person verifies it: each counts as those before it, too."""

UNOFFICIAL, OFFICIAL, SEALED = "unofficial", "official", "sealed"

CHOICES = [
    (UNOFFICIAL, "A copy, not official"),
    (OFFICIAL, "Official, issued by the school"),
    (SEALED, "Official, and sealed: it came from the school itself"),
]

RANKS = {standard: rank for rank, (standard, _) in enumerate(CHOICES)}

PHRASES = {
    "": ("official transcript", ""),
    UNOFFICIAL: ("transcript", ", official or not"),
    OFFICIAL: ("official transcript", ""),
    SEALED: ("official transcript", ", sealed by the school"),
}
"""What is counted, and what is said after it. Empty: whatever a person verifies."""


def counts_as(found: str, asked: str) -> bool:
    """Whether a transcript that was found to be this counts where that is asked for."""
    return not asked or RANKS.get(found, -1) >= RANKS.get(asked, len(RANKS))
