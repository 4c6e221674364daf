"""Links inside a name: it stands in letters, and mail programs make a link of all that looks like one."""

import re
import unicodedata

from .signs import DOTS

_DOTS = str.maketrans(dict.fromkeys(DOTS, "."))

_LINK = re.compile(
    r"://|\bwww\.|@"  # a scheme, or an address
    r"|[^\W_][\w-]+\.(?:[^\W\d_]|xn--){2,}"  # example.org, also in other scripts; no “J.R.R.” and no “Ph.D.”
    r"|\b\w\.(?:com|co|net|org|me|io|info)\b"  # x.com, and no “J.Smith”
    r"|\b[\w-]+\.\w{2,}/",
    re.IGNORECASE,
)


def holds_link(text: str) -> bool:
    """Whether a mail program could make a link of a part: http://…, www.…, example.org, name@example.org."""
    return bool(_LINK.search(unicodedata.normalize("NFKC", text).translate(_DOTS)))
