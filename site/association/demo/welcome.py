"""What the terminal says once the demo is up."""

from collections.abc import Iterable
from pathlib import Path

from association.demo.cast import Member


def text(addresses: Iterable[tuple[str, str]], cast: list[Member], data_dir: Path) -> str:
    """Where to look and whom to sign in as; `addresses` are (name, address), the default site first."""
    addresses = list(addresses)
    width = max(len(name) for name, _ in addresses)
    lines = ["", "The demo is running.", ""]
    lines += [f"  {name:<{width}}  {address}/" for name, address in addresses]
    home = addresses[0][1]
    lines += [f"  {'Mailbox':<{width}}  {home}/mailbox/", "", *_sign_ins(home, cast), ""]
    lines += [f"Data and logs: {data_dir}", "Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def _sign_ins(home: str, cast: list[Member]) -> list[str]:
    role = max((len(member.role) for member in cast), default=0)
    email = max((len(member.email) for member in cast), default=0)
    passwords = {member.password for member in cast}
    heading = f"Sign in as (password: {passwords.pop()})" if len(passwords) == 1 else "Sign in as"
    return [
        f"{heading}:",
        *(f"  {one.role:<{role}}  {one.email:<{email}}  {home}{one.opens}" for one in cast),
    ]
