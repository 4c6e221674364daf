"""Run the setter apart from us, and take what it made."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from endorsement_plugin.isolation import Unfinished, run_isolated

from .setter import REFUSED

SETTER = Path(__file__).with_name("setter.py")
ONE_THREAD = {"RAYON_NUM_THREADS": "1"}
"""Else typst starts a thread for each processor."""


class Unset(Exception):
    """It cannot be set as it is, now or later; `reason` is characters or design."""

    def __init__(self, reason: str, error: str) -> None:
        super().__init__(error)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """`memory` in bytes of address space; `cpu` and `wall` in seconds."""

    memory: int
    cpu: int
    wall: int


def set_pdf(data: dict[str, Any], *, day: date, logo: bytes, limits: Limits) -> bytes:
    """The certificate as PDF/UA-1 and PDF/A-2a. The same `data`, `day` and `logo` give the same bytes.

    `day` stands in the file as when it was made. Raises Unset and Unfinished.
    """
    order = {"data": data, "day": day.isoformat(), "logo": b64encode(logo).decode()}
    given = {"memory": limits.memory, "cpu": limits.cpu}
    ended = run_isolated(
        SETTER, json.dumps(order).encode(), limits=given, wall=limits.wall, environment=ONE_THREAD
    )
    return _made(*ended)


def _made(returncode: int, out: bytes) -> bytes:
    if returncode == REFUSED:
        said = json.loads(out)
        raise Unset(said["reason"], said["error"])
    if returncode != 0 or not out.startswith(b"%PDF-"):
        raise Unfinished(f"exit {returncode}")
    return out
