"""Inspect one PDF: a program of its own, started as `python -I inspector.py LIMITS`, the file on its input.

It prints one line of JSON: outcome, reason, pages, flags. It imports nothing of this project, sets its own
limits before it imports a parser, and treats any error of the parser as an answer about the file.
"""

import io
import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

PATIENCE_PER_PAGE_S = 1.5
PATIENCE_FOR_TEXT_S = 6.0
PAGES_READ = 30
MOST_PAGES = 200
MOST_OBJECTS = 200_000
MOST_BROKEN = 200
DECODED_MOST = 30_000_000
LEADS_TO_OTHER_FORMATS = (b"<", b"PK", b"MZ", b"GIF")

# Dictionary keys, and values of /S, /Subtype, /Type and /FT, behind which a file does more than show pages.
ACTIVE = frozenset(
    {
        "JavaScript",
        "JS",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "EF",
        "XFA",
        "SubmitForm",
        "ImportData",
        "GoToR",
        "GoToE",
        "RichMedia",
        "RichMediaExecute",
        "Movie",
        "Sound",
        "Rendition",
        "3D",
        "Thread",
        "SetOCGState",
        "Hide",
        "Trans",
    }
)
NAMING_KEYS = frozenset({"/S", "/Subtype", "/Type", "/FT"})


class Refused(Exception):
    """The file cannot be taken; the reason is a code."""


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
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
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
    reader = _open(data)
    pages = _count(reader)
    flags = _scan(reader)
    found: dict[str, Any] = {"outcome": "accept", "reason": "", "pages": pages, "flags": sorted(flags)}
    if not _readable(reader):
        return found | {"outcome": "quarantine", "reason": "hard_to_read"}
    if flags & (ACTIVE | {"external_stream", "too_many_objects", "many_broken_objects"}):
        return found | {"outcome": "quarantine", "reason": "active_content"}
    return found


def _open(data: bytes) -> Any:
    import pypdf

    pypdf.overwrite_configuration(
        jbig2dec_binary=None,
        disable_legacy_handling=True,
        maximum_declared_stream_length=len(data),
        zlib_maximum_output_length=DECODED_MOST,
        lzw_maximum_output_length=DECODED_MOST,
        run_length_maximum_output_length=DECODED_MOST,
        brotli_maximum_output_length=1_000_000,
        array_based_stream_maximum_output_length=DECODED_MOST,
        stream_filters_maximum_length=6,
        stream_decoding_work_maximum_length=3 * DECODED_MOST,
        stream_parsing_work_maximum_count=1_000_000,
        array_maximum_element_count=50_000,
        dictionary_maximum_element_count=20_000,
        page_tree_maximum_entries=5_000,
        page_tree_maximum_depth=40,
        outline_maximum_entries=5_000,
        form_fields_maximum_entries=5_000,
        xform_maximum_invocations_per_extraction=500,
        xmp_maximum_input_length=500_000,
    )
    reader = pypdf.PdfReader(
        io.BytesIO(data),
        strict=False,
        root_object_recovery_limit=5_000,
        xref_stream_maximum_entries=300_000,
    )
    # Many schools protect a transcript against changes only: such a file opens with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("password")
    return reader


def _count(reader: Any) -> int:
    pages = len(reader.pages)
    if pages == 0:
        raise Refused("no_pages")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def _scan(reader: Any) -> set[str]:
    """Walk every reachable object once, without recursion, and note what is not page content."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    flags: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    visited = broken = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            try:
                item = item.get_object()
            except Exception:  # a broken object is counted, whatever the parser made of it
                broken += 1
        visited += 1
        if visited > MOST_OBJECTS:
            return flags | {"too_many_objects"}
        if isinstance(item, DictionaryObject):
            flags |= _active_names(item)
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)
    return flags | ({"many_broken_objects"} if broken > MOST_BROKEN else set())


def _active_names(entry: Any) -> set[str]:
    from pypdf.generic import NameObject, StreamObject

    names = {key[1:] for key in entry}
    names |= {
        value[1:] for key, value in entry.items() if key in NAMING_KEYS and isinstance(value, NameObject)
    }
    flags = names & ACTIVE
    if isinstance(entry, StreamObject) and names & {"F", "FFilter"}:
        flags.add("external_stream")
    return flags


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
