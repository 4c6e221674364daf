"""The files of an unpacked pack."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running it, and with one kind of line end."""
    return cell.removeprefix("'").replace("\r\n", "\n")


class Pack:
    """A folder. A file that is not there is empty: what it should hold is then found missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a file with one in each line."""
        path = self._folder / name
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                yield from (json.loads(line) for line in file if line.strip())

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file by the names in its first line."""
        path = self._folder / name
        if not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def names(self) -> list[str]:
        """Every file, by its path in the pack."""
        found = (one.relative_to(self._folder) for one in self._folder.rglob("*") if one.is_file())
        return sorted(one.as_posix() for one in found if "__pycache__" not in one.parts)

    def header(self, name: str) -> list[str]:
        """The names in the first line of a CSV file."""
        with (self._folder / name).open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])

    def json(self, name: str) -> Any:
        path = self._folder / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def compare(
    file: str, key: str, sealed: dict[str, dict[str, Any]], rows: list[dict[str, str]]
) -> Iterator[str]:
    """A sentence for each row that is missing, not sealed, or not what was sealed; `key` is its number."""
    shown = {row[key]: row for row in rows}
    if len(shown) != len(rows):
        yield f"{file} has a row twice."
    for number in sorted(sealed.keys() ^ shown.keys()):
        of = {**shown, **sealed}[number].get("answer") or "(the round)"
        what = "missing" if number in sealed else "not sealed"
        yield f"Answer {of}: row {number} of {file} is {what}."
    for number in sorted(sealed.keys() & shown.keys()):
        for name, value in sealed[number].items():
            if plain(shown[number][name]) != plain(value):
                of = shown[number].get("answer") or "(the round)"
                yield f"Answer {of}: {name} in row {number} of {file} is not what was sealed."
