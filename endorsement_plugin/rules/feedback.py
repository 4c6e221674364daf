"""Take the candidate's name out of what reviewers wrote. Pure."""

import re
from collections.abc import Iterable

NAME = "[name]"


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with every one of `names` replaced, as whole words, as written or in capitals.

    A name in lower case stays: "may" and "will" are words too. A name of one letter stays as well.
    E-mail addresses are replaced whatever their case.
    """
    wanted = {name.strip() for name in names if len(name.strip()) > 1}
    addresses = {name for name in wanted if "@" in name}
    text = _replace(text, addresses, re.IGNORECASE)
    plain = wanted - addresses
    return _replace(text, plain | {name.upper() for name in plain}, re.NOFLAG)


def _replace(text: str, words: set[str], flags: re.RegexFlag) -> str:
    if not words:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", NAME, text, flags=flags)
