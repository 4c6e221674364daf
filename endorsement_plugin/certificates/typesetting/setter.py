"""Set one certificate: a program of its own, started as `python -I setter.py LIMITS`, JSON on its input.

On its output comes the PDF, and it ends with 0; or one line of JSON with the reason, and it ends with 3.
"""

import io
import json
import resource
import struct
import sys
from base64 import b64decode
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DESIGN = Path(__file__).with_name("certificate.typ")
STANDARDS = ["a-2a", "ua-1"]
"""PDF/A-2a lasts and PDF/UA-1 can be read aloud: typst refuses to write what does not keep to both."""
REFUSED = 3
UNSHOWN = ("could not be displayed", "codepoint")
"""How typst says that no typeface has a sign, or that a sign stands for nothing."""


def main(limits: dict[str, int], order: dict[str, Any]) -> bytes:
    """The PDF. `limits`: bytes of memory, seconds of CPU. Raises what typst raises."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 5))
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    import typst

    files = {"main.typ": DESIGN.read_bytes(), "code.svg": _code(order["data"]["address"])}
    if order["logo"]:
        files["logo.svg"] = _drawn(order["logo"])
    compiled: Any = typst.compile  # its types know nothing of several files
    made: bytes = compiled(
        files,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=_typefaces()),
        sys_inputs={"data": json.dumps(order["data"])},
        pdf_standards=STANDARDS,
        timestamp=datetime.fromisoformat(order["day"]).replace(tzinfo=UTC),
    )
    return made


def _typefaces() -> list[str]:
    found = (find_spec(name) for name in ("manimgx_fonts", "manimgx_fonts_cjk"))
    return [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]


def _drawn(logo: str) -> bytes:
    """A PNG in base 64 as a drawing that holds nothing else: typst is given text only."""
    width, height = struct.unpack(">II", b64decode(logo[:32])[16:24])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{logo}"/></svg>'
    ).encode()


def _code(address: str) -> bytes:
    """The address as a QR code that can still be read when a seventh of it is covered."""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue()


def _refuse(error: Exception) -> None:
    unshown = any(words in str(error) for words in UNSHOWN)
    print(json.dumps({"reason": "characters" if unshown else "design", "error": str(error)[:300]}))  # noqa: T201
    sys.exit(REFUSED)


if __name__ == "__main__":
    try:
        pdf = main(json.loads(sys.argv[1]), json.load(sys.stdin))
    except RuntimeError as error:  # typst's own
        _refuse(error)
    else:
        sys.stdout.buffer.write(pdf)
