"""Read what is written in fixtures/."""

import tomllib
from pathlib import Path
from string import Template
from typing import Any

from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "fixtures"
ASSOCIATIONS = ("aimh_hi", "mi_aimh", "alliance", "overview")


def table(*parts: str) -> dict[str, Any]:
    """One TOML file, named by its path inside fixtures/ without the ending."""
    with FOLDER.joinpath(*parts).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def credential(path: str) -> dict[str, Any]:
    """A credential's file. `requirements_of` names those that it shares with others, in its own `words`."""
    facts = table(path)
    if "requirements_of" not in facts:
        return facts
    shared = FOLDER.joinpath(path).with_name("requirements") / f"{facts['requirements_of']}.toml"
    filled = Template(shared.read_text(encoding="utf-8")).substitute(facts["words"], code=facts["code"])
    return facts | tomllib.loads(filled)


def exists(*parts: str) -> bool:
    """Whether there is such a file."""
    return FOLDER.joinpath(*parts).with_suffix(".toml").exists()
