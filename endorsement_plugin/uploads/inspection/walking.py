"""Look for what a PDF does besides showing pages. Knows nothing of Django."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST_OBJECTS = 200_000
MOST_BROKEN = 200
MOST_ACTIONS = 200

# Dictionary keys, and values of /S, /Subtype, /Type and /FT, behind which a file does more than show pages.
ACTIVE = frozenset(
    {
        "JavaScript",
        "JS",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "EF",
        "XFA",
        "SubmitForm",
        "ImportData",
        "GoToR",
        "GoToE",
        "RichMedia",
        "RichMediaExecute",
        "Movie",
        "Sound",
        "Rendition",
        "3D",
        "Thread",
        "SetOCGState",
        "Hide",
    }
)
NAMING_KEYS = frozenset({"/S", "/Subtype", "/Type", "/FT"})
HIDDEN = ACTIVE | {
    "external_stream",
    "too_many_objects",
    "many_broken_objects",
    "duplicate_key",
    "partly_read_dictionary",
    "opens_link",
}
"""Flags of a file that a person has to look at: it does more than show pages, or may, out of our sight."""

DICTIONARIES = "pypdf.generic._data_structures"
DUPLICATE = "Multiple definitions in dictionary"


class _Oddities(logging.Handler):
    """Collects what the parser skips with a warning only.

    Of two entries with one key pypdf keeps the first and others the last, and of a dictionary with an error
    it keeps the part before: so a script can stand where pypdf does not see it.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.flags: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning about a dictionary."""
        duplicate = str(record.msg).startswith(DUPLICATE)
        self.flags.add("duplicate_key" if duplicate else "partly_read_dictionary")


@contextmanager
def watch_parser() -> Iterator[set[str]]:
    """The flags for what the parser skips while the body runs."""
    oddities = _Oddities()
    logger = logging.getLogger(DICTIONARIES)
    logger.addHandler(oddities)
    logger.propagate = False
    try:
        yield oddities.flags
    finally:
        logger.removeHandler(oddities)


def flags_of(reader: Any) -> set[str]:
    """Walk every reachable object once, without recursion, and note what is not page content."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    flags: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    visited = broken = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            try:
                item = item.get_object()
            except Exception:  # a broken object is counted, whatever the parser made of it
                broken += 1
        visited += 1
        if visited > MOST_OBJECTS:
            return flags | {"too_many_objects"}
        if isinstance(item, DictionaryObject):
            flags |= _active_names(item)
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)
    return flags | ({"many_broken_objects"} if broken > MOST_BROKEN else set())


def _active_names(entry: Any) -> set[str]:
    from pypdf.generic import NameObject, StreamObject

    names = {key[1:] for key in entry}
    names |= {
        value[1:] for key, value in entry.items() if key in NAMING_KEYS and isinstance(value, NameObject)
    }
    flags = names & ACTIVE
    if isinstance(entry, StreamObject) and names & {"F", "FFilter"}:
        flags.add("external_stream")
    if names & {"OpenAction", "AA"} and _opens_link(entry):
        flags.add("opens_link")
    return flags


def _opens_link(entry: Any) -> bool:
    """Whether an address is opened without a click, with the file or a page: it tells when it is read."""
    causes = _resolved(entry.get("/AA"))
    waiting = [entry.get("/OpenAction"), *(causes.values() if isinstance(causes, dict) else ())]
    for _ in range(MOST_ACTIONS):
        if not waiting:
            return False
        action = _resolved(waiting.pop())
        if not isinstance(action, dict):
            continue  # a place to begin reading at
        if action.get("/S") == "/URI":
            return True
        following = _resolved(action.get("/Next"))
        waiting.extend(following if isinstance(following, list) else [following])
    return True


def _resolved(value: Any) -> Any:
    """The object behind a reference; None for one that cannot be read, which is counted elsewhere."""
    try:
        return None if value is None else value.get_object()
    except Exception:
        return None
