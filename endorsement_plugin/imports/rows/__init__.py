"""What one row says: cleaned, read and judged by itself. Whose it is, is another question. No query."""

from collections.abc import Callable, Mapping, Sequence

from endorsement_plugin.imports.columns import OF_KIND, cell
from endorsement_plugin.imports.reading.workbooks import FORMULA
from review_queue.typed.addresses import folded_address
from review_queue.typed.cleaning import clean, clean_address

from .endorsees import read_endorsee
from .fields import Reading, Said
from .history import read_renewal, read_training

__all__ = ["Reading", "Said", "address_of", "key_of", "said_by"]

LONGEST: Mapping[str, int] = {
    "number": 64,
    "given_name": 100,
    "family_name": 100,
    "name": 200,
    "email": 254,
    "designation": 40,
    "county": 80,
    "discipline": 80,
    "languages": 200,
    "title": 200,
    "organization": 200,
}
"""Characters that there is room for."""


def said_by(cells: Sequence[str], reading: Reading) -> Said:
    """The row, read. A problem is said once for each field, and all of them at once."""
    said = Said()
    for column in OF_KIND[reading.kind]:
        text = cell(cells, reading.columns, column.name)
        if text.startswith(FORMULA):
            said.wrong(column.name, f"{column.label} is a formula (={text[2:60]}). Paste it as a value.")
            text = ""
        text = clean_address(text) if column.name == "email" else clean(text)
        if len(text) > LONGEST.get(column.name, 200):
            said.wrong(
                column.name, f"{column.label} has more than {LONGEST.get(column.name, 200)} characters."
            )
            text = ""
        said.values[column.name] = text
    _OF_KIND[reading.kind](said, reading)
    return said


def key_of(cells: Sequence[str], kind: str, columns: Mapping[str, int]) -> str:
    """The number, folded: in a file of endorsees it is there once. Empty for trainings."""
    return clean(cell(cells, columns, "number")).casefold()[:80] if kind != "trainings" else ""


def address_of(cells: Sequence[str], columns: Mapping[str, int]) -> str:
    """The address as addresses are compared."""
    return folded_address(cell(cells, columns, "email"))[:254]


_OF_KIND: Mapping[str, Callable[[Said, Reading], None]] = {
    "endorsees": read_endorsee,
    "renewals": read_renewal,
    "trainings": read_training,
}
