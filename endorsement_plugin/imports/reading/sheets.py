"""What both kinds of file are held to."""

MOST_COLUMNS = 60
LONGEST_CELL = 2_000
"""Characters. Nothing that is moved in is longer."""


class Unreadable(Exception):
    """A file that cannot be read, in the words of whoever saved it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def bounded(cells: list[str], number: int) -> list[str]:
    """The cells without blanks around them. Raises Unreadable for too many, or for one too long."""
    kept = [cell.replace("\x00", "").strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) > MOST_COLUMNS:
        raise Unreadable(f"Row {number} has more than {MOST_COLUMNS} columns. Leave out what is not needed.")
    if any(len(cell) > LONGEST_CELL for cell in kept):
        raise Unreadable(
            f"A cell in row {number} has more than {LONGEST_CELL:,} characters. In a CSV file a quotation "
            "mark may be missing there."
        )
    return kept
