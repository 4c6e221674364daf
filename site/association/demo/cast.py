"""The invented people of the demo, as fixtures/cast.json lists them."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Member:
    """Someone to sign in as. `opens` is the path of the screen that shows what they do here."""

    role: str
    name: str
    email: str
    password: str
    opens: str


def read(file: Path) -> list[Member]:
    """Everyone, in the order in which a newcomer should meet them."""
    return [Member(**row) for row in json.loads(file.read_text())]
