"""Read what is written in fixtures/."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "fixtures"
ASSOCIATIONS = ("aimh_hi", "mi_aimh", "alliance", "overview")


def table(*parts: str) -> dict[str, Any]:
    """One TOML file, named by its path inside fixtures/ without the ending."""
    with FOLDER.joinpath(*parts).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def exists(*parts: str) -> bool:
    """Whether there is such a file."""
    return FOLDER.joinpath(*parts).with_suffix(".toml").exists()
