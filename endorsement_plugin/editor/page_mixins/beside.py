"""What stands beside the text of a credential, as visitors meet it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from endorsement_plugin.clock import named, today
from endorsement_plugin.editor.blocks.choosing import KEY_LENGTH
from endorsement_plugin.editor.blocks.windows import window_of
from endorsement_plugin.models import Association
from endorsement_plugin.rules.videos import Player, player
from endorsement_plugin.rules.windows import Always, Cohort, Window, read, upcoming


@dataclass(frozen=True)
class Day:
    """A day to submit by; or, with `until`, on which a group starts that submits by then."""

    day: date
    until: date | None = None


@dataclass(frozen=True)
class Dates:
    """When applications are taken up. Without days, and not `always`, the next are not known."""

    sentence: str
    days: tuple[Day, ...]
    always: bool
    zone: str


@dataclass(frozen=True)
class Download:
    title: str
    url: str
    note: str
    kind: str
    bytes: int | None


@dataclass(frozen=True)
class Video:
    key: str
    title: str
    address: str
    minutes: int | None
    text: str
    player: Player | None
    """None for a site that is only linked to."""

    playing: bool


def dates(written: Sequence[Any], association: Association | None) -> Dates | None:
    """From the first of these fields in which something is written, else as the association's settings say.

    Today is where the association is.
    """
    if association is None:
        return None
    windows = [*(window_of(field) for field in written), read(association.windows)]
    window = next((one for one in windows if one is not None), None)
    return shown(window, association) if window is not None else None


def shown(window: Window, association: Association) -> Dates:
    """The rule in words with its next days."""
    days = tuple(_day(window, day) for day in upcoming(window, today(association)))
    return Dates(window.sentence, days, isinstance(window, Always), named(association))


def _day(window: Window, day: date) -> Day:
    return Day(day, window.ends(day) if isinstance(window, Cohort) else None)


def downloads(written: Iterable[Any]) -> list[Download]:
    """The files of these fields, each file once; one that was deleted since is left out."""
    chosen = [child.value for field in written for child in field if child.value["document"]]
    once: dict[int, Any] = {}
    for value in chosen:
        once.setdefault(value["document"].pk, value)
    return [_download(value) for value in once.values()]


def _download(value: Any) -> Download:
    document = value["document"]
    title = value["title"] or document.title
    kind = document.file_extension.upper()
    return Download(title, document.url, value["note"] or "", kind, document.file_size)


def videos(written: Any, playing: str) -> list[Video]:
    """The videos; the one whose key is asked for plays."""
    return [_video(child, playing) for child in written]


def _video(child: Any, playing: str) -> Video:
    key, value = str(child.id or "")[:KEY_LENGTH], child.value
    found = player(value["address"])
    shown = bool(found and key and key == playing)
    title, text = value["title"], value["text"] or ""
    return Video(key, title, value["address"], value["minutes"], text, found, shown)
