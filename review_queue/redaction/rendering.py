"""Run the renderer as a child that has no environment, no folder of ours, and not much time."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from .annotations import left_out
from .geometry import Box
from .refusals import CannotRedact

RENDERER = Path(__file__).with_name("renderer.py")
MEGABYTE = 1024 * 1024
LONGEST_REPORT = 64 * MEGABYTE


@dataclass(frozen=True)
class Limits:
    """`size`, `memory` and `output` in bytes, `cpu` and `wall` in seconds, `pixels` for the whole file."""

    size: int = 25 * MEGABYTE
    memory: int = 768 * MEGABYTE
    output: int = 256 * MEGABYTE
    cpu: int = 30
    wall: int = 60
    pages: int = 60
    characters: int = 400_000
    pixels: int = 140_000_000
    page_pixels: int = 6_000_000
    dpi: int = 150


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page as it was drawn: `text[i]` stands at `boxes[i]`, None for blanks.

    `left_out` counts what was left out, in words: notes, stamps, form fields; on the first page, what was
    attached to the file as well. A `lost` page has no size and is white; `small` letters cannot be read.
    """

    width: int
    height: int
    text: str
    boxes: tuple[Box | None, ...]
    source: IO[bytes]
    offset: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    lost: bool = False
    small: bool = False

    def pixels(self) -> bytes:
        """Its gray pixels, a byte each, row by row; read anew each time, while the drawing lasts."""
        self.source.seek(self.offset)
        return self.source.read(self.width * self.height)


@contextmanager
def drawn(data: bytes, limits: Limits) -> Iterator[list[Drawing]]:
    """The pages of the file, whose pixels wait in a file without a name that dies with this process.

    Raises CannotRedact, whatever is in `data`.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryDirectory(prefix="drawing-") as empty:
        _run(data, limits, output, empty)
        output.seek(0)
        report = _report(output)
        yield _pages(output, report)


def _run(data: bytes, limits: Limits, output: IO[bytes], folder: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", str(RENDERER), json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
        start_new_session=True,  # so that the whole group can be killed
    )
    try:
        child.communicate(data, timeout=limits.wall)
    except subprocess.TimeoutExpired:
        _kill(child)
        raise CannotRedact("too_slow") from None
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise CannotRedact("too_slow")
    if child.returncode != 0:
        raise CannotRedact("too_complex")


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdin is not None:
        with suppress(BrokenPipeError):
            child.stdin.close()
    child.wait()


def _report(output: IO[bytes]) -> list[dict[str, Any]]:
    try:
        report = json.loads(output.readline(LONGEST_REPORT))
    except ValueError:
        raise CannotRedact("too_complex") from None
    if "refused" in report:
        raise CannotRedact(report["refused"])
    pages: list[dict[str, Any]] = report["pages"]
    return pages


def _pages(output: IO[bytes], report: list[dict[str, Any]]) -> list[Drawing]:
    offset = output.tell()
    pages = []
    for page in report:
        width, height = page["width"], page["height"]
        boxes = tuple(Box(*box).within(width, height) if box else None for box in page["boxes"])
        pages.append(
            Drawing(
                width,
                height,
                page["text"],
                boxes,
                output,
                offset,
                left_out(page["left_out"]),
                page["lost"],
                page["small"],
            )
        )
        offset += width * height
    if output.seek(0, os.SEEK_END) != offset:
        raise CannotRedact("too_complex")
    return pages
