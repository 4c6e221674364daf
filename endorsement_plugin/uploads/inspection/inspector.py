"""Inspect one PDF: a program of its own, started as `python -I inspector.py LIMITS`, the file on its input.

It prints one line of JSON: outcome, reason, pages, flags. It imports nothing of this project but the two
modules beside it, which know nothing of Django; it sets its own limits before it imports a parser, and treats
any error of the parser as an answer about the file.
"""

import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

# Started with -I, a program has no path but the installed packages; a checkout is none of them. Nor does it
# know its own package, so what it imports is named in full.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from endorsement_plugin.uploads.inspection.opening import Refused, opened
from endorsement_plugin.uploads.inspection.walking import HIDDEN, flags_of, watch_parser

PATIENCE_PER_PAGE_S = 1.5
PATIENCE_FOR_TEXT_S = 6.0
PAGES_READ = 30
MOST_PAGES = 200
LEADS_TO_OTHER_FORMATS = (b"<", b"PK", b"MZ", b"GIF")


def main(limits: dict[str, int]) -> dict[str, Any]:
    """The whole inspection. `limits`: bytes of the file, bytes of memory, seconds of CPU."""
    _limit_resources(limits)
    data = sys.stdin.buffer.read(limits["size"] + 1)
    try:
        _check_shape(data, limits["size"])
        return _inspect(data)
    except Refused as refused:
        return {"outcome": "refuse", "reason": str(refused)}
    except MemoryError:
        return {"outcome": "refuse", "reason": "too_complex"}
    except Exception:  # a parser may raise anything at all on a hostile file
        return {"outcome": "refuse", "reason": "unreadable"}


def _limit_resources(limits: dict[str, int]) -> None:
    memory, cpu = limits["memory"], limits["cpu"]
    # At the hard limit of the processor comes a SIGKILL, as from a machine short of memory; at the soft one,
    # a signal that says whose fault it is.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def _check_shape(data: bytes, size: int) -> None:
    if not data:
        raise Refused("empty")
    if len(data) > size:
        raise Refused("too_big")
    if data.lstrip()[:3].startswith(LEADS_TO_OTHER_FORMATS):
        raise Refused("polyglot" if b"%PDF-" in data[:1024] else "not_pdf")
    if b"%PDF-" not in data[:1024]:
        raise Refused("not_pdf")


def _inspect(data: bytes) -> dict[str, Any]:
    with watch_parser() as oddities:
        reader = opened(data)
        pages = _count(reader)
        flags = flags_of(reader) | oddities
    report: dict[str, Any] = {"outcome": "accept", "reason": "", "pages": pages, "flags": sorted(flags)}
    if not _readable(reader):
        return report | {"outcome": "quarantine", "reason": "hard_to_read"}
    if flags & HIDDEN:
        return report | {"outcome": "quarantine", "reason": "active_content"}
    return report


def _count(reader: Any) -> int:
    pages = len(reader.pages)
    if pages == 0:
        raise Refused("no_pages")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def _readable(reader: Any) -> bool:
    """Whether every page decodes within its limits, and the first pages give up their text in time."""
    try:
        for page in reader.pages:
            _decode(page)
        with _alarm(PATIENCE_FOR_TEXT_S, PATIENCE_PER_PAGE_S) as next_page:
            for page in reader.pages[:PAGES_READ]:
                next_page()
                page.extract_text()
    except MemoryError:
        raise
    except Exception:  # too large, too deep, too slow, or not what it says it is: a person decides
        return False
    return True


def _decode(page: Any) -> None:
    """Reading a page's text skips a stream over the limit in silence; decoding it raises."""
    contents = page.get_contents()
    if contents is not None:
        contents.get_data()
    resources = page.get("/Resources", {}).get_object() if "/Resources" in page else {}
    for item in resources.get("/XObject", {}).values():
        drawn = item.get_object()
        if drawn.get("/Subtype") == "/Form":
            drawn.get_data()


@contextmanager
def _alarm(altogether: float, each: float) -> Iterator[Any]:
    """Raise TimeoutError in the body once a page, or all of them, took too long.

    Seconds of the processor, not of the wall clock: a busy machine makes no file harder to read.
    """
    deadline = time.process_time() + altogether

    def too_late(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    def next_page() -> None:
        signal.setitimer(signal.ITIMER_PROF, max(0.001, min(each, deadline - time.process_time())))

    signal.signal(signal.SIGPROF, too_late)
    try:
        yield next_page
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))  # noqa: T201
