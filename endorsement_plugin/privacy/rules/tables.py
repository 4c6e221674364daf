"""What is said of each table that holds something about a person."""

from dataclasses import dataclass
from enum import StrEnum

DOWNLOAD_DAYS = 7
"""How long a download can be fetched."""

DOWNLOADS_A_DAY = 3

IN_CONFIDENCE = "written in confidence"
DERIVED = "made from what stands elsewhere here, to be found by"
STAFF = "a note of the association's own work"

ENTRY: tuple[str, ...] = (
    "kind",
    "title",
    "organization",
    "started_on",
    "ended_on",
    "hours",
    "degree",
    "areas",
)
ENTRY += ("hours_per_week", "basis", "field", "ages", "families", "giver", "giver_email", "setting", "number")

MASKING = ("middle_names", "other_script", "birth_date", "places", "web_sites", "organizations", "people")


class Erasing(StrEnum):
    """What becomes of the rows."""

    DELETE = "delete"
    BLANK = "blank"
    KEEP = "keep"


@dataclass(frozen=True)
class Held:
    """`path` leads from the row to the person, and so does `also` where there are two ways.

    `told` are the fields of a download, or `untold` says why there are none; `told_late` are told only of
    what is decided. `erasing` says what becomes of the rows; of those that stay, `blank` is emptied and
    `kept` says what the rest is for.
    """

    words: str
    path: str
    told: tuple[str, ...] = ()
    untold: str = ""
    told_late: tuple[str, ...] = ()
    erasing: Erasing = Erasing.DELETE
    blank: tuple[str, ...] = ()
    kept: str = ""
    also: str = ""
