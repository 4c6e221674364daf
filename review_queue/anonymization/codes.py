"""Random codes for people to read: no order, no number behind them, no look-alike letters."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 3
GROUP_LENGTH = 3


def new_code() -> str:
    """A code such as `K7M-2QX-4PT`, one of about 2 x 10^13; uniqueness is the database's to enforce."""
    number, letters = secrets.randbelow(len(ALPHABET) ** (GROUPS * GROUP_LENGTH)), []
    for _ in range(GROUPS * GROUP_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    code = "".join(letters)
    return "-".join(code[at : at + GROUP_LENGTH] for at in range(0, len(code), GROUP_LENGTH))
