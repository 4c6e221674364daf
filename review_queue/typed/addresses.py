"""When two e-mail addresses reach one person."""

import re

from .cleaning import clean_address
from .folding import PLAIN

_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""Hosts that read no dots before the @. Source: Gmail's help, “Dots don't matter in Gmail addresses”."""
_PAIR = re.compile(r"\\(.)")
"""A backslash in a quoted name before the @, and the sign it stands for."""


def folded_address(text: str) -> str:
    """What is the same for all spellings of an address; for comparing only, never to write to.

    Case, unseen signs, look-alike dots, quotes and everything from the first + on (a tag) are left out, for
    Gmail the dots before the @ too; the domain is in its IDNA form. Empty for a blank text.
    """
    local, _, domain = clean_address(text).rpartition("@")
    domain = _ascii(domain)
    host = _DOTLESS.get(domain, domain)
    local = _unquoted(local)
    name = _plain(local).partition("+")[0] or _plain(local)
    if reads_no_dots(host):
        name = name.replace(".", "")
    return f"{name}@{host}" if local else host


def reads_no_dots(host: str) -> bool:
    """Whether an address at this host is the same with and without dots before the @."""
    return host in _DOTLESS


def _unquoted(local: str) -> str:
    """`"ada"@` and `"a\\da"@` are the mailbox `ada@`. Source: RFC 5322, 3.2.4, and RFC 5321, 4.1.2."""
    if len(local) < 3 or not local.startswith('"') or not local.endswith('"'):
        return local
    return _PAIR.sub(r"\1", local[1:-1]).strip()


def _plain(local: str) -> str:
    return "".join(PLAIN.get(letter, letter) for letter in local.casefold())


def _ascii(domain: str) -> str:
    """The domain as mail servers are asked for it. What is no domain stays as it is, in lower case."""
    domain = domain.rstrip(".")
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return domain.casefold()
