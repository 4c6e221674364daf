"""Inspect a file of ours as it is stored, within the limits of the installation."""

from typing import Any, Protocol

from endorsement_plugin.conf import current
from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.rules.file_reasons import Verdict

from .process import Limits, inspect


class Uploaded(Protocol):
    """A stored file, with the SHA-256 that it was uploaded with."""

    file: Any
    sha256: Any


def verdict_on(uploaded: Uploaded, *, is_last: bool) -> Verdict:
    """What inspecting a stored file found; held for a person where the last try was cut short too.

    Raises Unfinished before that.
    """
    try:
        return inspect(_bytes_of(uploaded), sha256=uploaded.sha256, limits=_limits())
    except Unfinished:
        if not is_last:
            raise
        return Verdict("quarantine", "unchecked")


def _bytes_of(uploaded: Uploaded) -> bytes:
    """What is stored; nothing, which no upload has been, if the file is gone."""
    try:
        with uploaded.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _limits() -> Limits:
    settings = current()
    return Limits(
        size=settings.TRANSCRIPT_MAX_BYTES,
        memory=settings.INSPECTION_MEMORY,
        cpu=settings.INSPECTION_CPU_SECONDS,
        wall=settings.INSPECTION_SECONDS,
    )
