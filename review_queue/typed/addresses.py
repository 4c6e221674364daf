"""When two e-mail addresses reach one person."""

from .cleaning import clean_address
from .folding import PLAIN

_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""Hosts that read no dots before the @. Source: Gmail's help, “Dots don't matter in Gmail addresses”."""


def folded_address(text: str) -> str:
    """What is the same for all spellings of an address; for comparing only, never to write to.

    Case, unseen signs, look-alike dots and everything from the first + on (a tag) are left out, for Gmail the
    dots before the @ too; the domain is in its IDNA form. Empty for a blank text.
    """
    local, _, domain = clean_address(text).rpartition("@")
    domain = _ascii(domain)
    host = _DOTLESS.get(domain, domain)
    name = _plain(local).partition("+")[0] or _plain(local)
    if reads_no_dots(host):
        name = name.replace(".", "")
    return f"{name}@{host}" if local else host


def reads_no_dots(host: str) -> bool:
    """Whether an address at this host is the same with and without dots before the @."""
    return host in _DOTLESS


def _plain(local: str) -> str:
    return "".join(PLAIN.get(letter, letter) for letter in local.casefold())


def _ascii(domain: str) -> str:
    """The domain as mail servers are asked for it. What is no domain stays as it is, in lower case."""
    domain = domain.rstrip(".")
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return domain.casefold()
