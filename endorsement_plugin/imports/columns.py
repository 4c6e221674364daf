"""Which columns a spreadsheet may have, and which heading is likely to mean which. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review_queue.typed.folding import folded


@dataclass(frozen=True)
class Column:
    """One of our fields. `headings` are folded words that associations write above it."""

    name: str
    label: str
    headings: tuple[str, ...] = ()
    needed: bool = False
    worded: bool = False
    """Whether their words are mapped to ours."""


NUMBER = Column(
    "number",
    "Number",
    (
        "number",
        "no",
        "nr",
        "endorsement number",
        "endorsement no",
        "endorsement id",
        "certificate number",
        "id",
    ),
    needed=True,
)
EMAIL = Column("email", "E-mail address", ("email", "e mail", "email address", "e mail address", "mail"))

ENDORSEES = (
    NUMBER,
    Column(
        "given_name", "Given name", ("given name", "first name", "first", "given", "forename", "given names")
    ),
    Column("family_name", "Family name", ("family name", "last name", "last", "surname", "family")),
    Column("name", "Whole name in one cell", ("name", "full name", "endorsee", "endorsee name", "names")),
    EMAIL,
    Column(
        "category",
        "Credential",
        (
            "category",
            "credential",
            "endorsement",
            "level",
            "endorsement category",
            "type",
            "endorsement type",
        ),
        needed=True,
        worded=True,
    ),
    Column("designation", "Designation", ("designation", "track", "pathway")),
    Column(
        "granted",
        "Granted on",
        (
            "granted",
            "granted on",
            "date granted",
            "endorsed",
            "endorsed on",
            "endorsement date",
            "issued",
            "start",
        ),
        needed=True,
    ),
    Column(
        "due",
        "Renewal due",
        (
            "due",
            "renewal due",
            "renewal date",
            "renew by",
            "expires",
            "expiration",
            "expiration date",
            "expiry",
        ),
    ),
    Column("state", "State", ("state", "status", "registry status", "standing"), worded=True),
    Column(
        "reason",
        "Why inactive",
        ("reason", "inactive reason", "why inactive", "reason inactive", "reason for inactive"),
        worded=True,
    ),
    Column("provisional_until", "Provisional until", ("provisional until", "emerging until")),
    Column(
        "listed",
        "In the public registry",
        ("listed", "public", "registry", "in registry", "show in registry"),
    ),
    Column("county", "County", ("county", "region", "island", "parish")),
    Column("discipline", "Discipline", ("discipline", "profession", "field", "degree field")),
    Column("languages", "Languages", ("languages", "language", "languages spoken")),
)
RENEWALS = (
    NUMBER,
    Column("due", "Due", ("due", "renewal due", "period", "period end", "for", "until"), needed=True),
    Column("renewed_on", "Renewed on", ("renewed", "renewed on", "date renewed", "renewal date")),
    Column("hours", "Hours", ("hours", "training hours", "clock hours", "total hours")),
)
TRAININGS = (
    Column("number", "Number", NUMBER.headings),
    EMAIL,
    Column(
        "title", "Title", ("title", "training", "training title", "course", "name of training"), needed=True
    ),
    Column("hours", "Hours", ("hours", "clock hours", "contact hours", "training hours"), needed=True),
    Column("date", "Date", ("date", "training date", "date of training", "completed", "on"), needed=True),
    Column(
        "organization", "Given by", ("organization", "given by", "provider", "sponsor", "trainer", "agency")
    ),
    Column("topic", "Topic", ("topic", "area", "competency", "competency area", "subject"), worded=True),
)
OF_KIND: Mapping[str, tuple[Column, ...]] = {
    "endorsees": ENDORSEES,
    "renewals": RENEWALS,
    "trainings": TRAININGS,
}
DAYS = frozenset({"granted", "due", "provisional_until", "renewed_on", "date"})
"""The columns that hold days."""

NOT_TOLD = "Choose the column that holds it: without it nothing can be imported."
NO_NAME = "Choose the column of the names: the whole name, or the family name."
NOBODY = "Choose the number or the e-mail address: one of them says whose training it is."


def guessed(kind: str, headings: Sequence[str], before: Mapping[str, str]) -> dict[str, int]:
    """By field, the column that it is likely to be. `before`: the headings that were chosen the last time."""
    places = {folded(heading): place for place, heading in reversed(list(enumerate(headings))) if heading}
    found: dict[str, int] = {}
    for column in OF_KIND[kind]:
        likely = (before.get(column.name, ""), *column.headings)
        place = next((places[word] for word in likely if word and word in places), None)
        if place is not None and place not in found.values():
            found[column.name] = place
    if kind == "endorsees" and "family_name" in found:
        found.pop("name", None)
    return found


def missing(kind: str, columns: Mapping[str, int]) -> dict[str, str]:
    """What keeps this choice from being one, by field."""
    found = {one.name: NOT_TOLD for one in OF_KIND[kind] if one.needed and one.name not in columns}
    if kind == "endorsees" and not {"name", "family_name", "given_name"} & columns.keys():
        found["name"] = NO_NAME
    if kind == "trainings" and not {"number", "email"} & columns.keys():
        found["number"] = NOBODY
    return found


def cell(cells: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    """What the row says there; empty where it has no such column."""
    place = columns.get(name)
    return cells[place] if place is not None and place < len(cells) else ""
