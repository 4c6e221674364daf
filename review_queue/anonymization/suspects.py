"""What may still be a person after masking: shown to the clearer, never changed by itself."""

import re
from collections.abc import Iterator

from .spans import Doubt, Reason

_CAPITAL = r"[A-Z\u00C0-\u00DE][\w'’ʻ-]{1,40}"
_LOOKS = (
    (
        Reason.TITLE,
        re.compile(rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Rev|Aunty|Uncle|Kumu)\.?\s+{_CAPITAL}"),
    ),
    (
        Reason.INTRODUCTION,
        re.compile(rf"\b(?i:my name is|i am called|people call me|signed,?)\s+{_CAPITAL}(?:\s+{_CAPITAL})?"),
    ),
    # Mid-sentence only: preceded by a lower-case letter or a comma.
    (Reason.TWO_CAPITALS, re.compile(rf"(?<=[a-z,;]\s){_CAPITAL}(?:\s+{_CAPITAL}){{1,3}}")),
    (Reason.HANDLE, re.compile(r"(?<![\w@.])@\w{2,30}|\b\w{2,30}\s+at\s+\w{2,30}\s+dot\s+\w{2,6}\b")),
    (Reason.LONG_NUMBER, re.compile(r"(?<![\w.,-])\d{5,15}(?![\w,-])")),
)


def look(text: str) -> Iterator[Doubt]:
    """Ranges that look like a person, an address or a number."""
    for reason, pattern in _LOOKS:
        for match in pattern.finditer(text):
            yield Doubt(match.start(), match.end(), reason)
