"""The wheel that is shipped, and commands as whoever installs it types them."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = f"{Path(sys.executable).parent}:/usr/bin:/bin"


def build(folder: Path) -> Path:
    """Built without a network: hatchling is among the test requirements."""
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        folder,
    )
    return next(folder.glob("*.whl"))


def requirements(wheel: Path) -> list[str]:
    """What it asks pip for, a line each, with the extras that each is for."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name)).get_all("Requires-Dist") or []


def run(
    command: list[str], folder: Path, path: str = "", *, programs: str = PATH, typed: str | None = None
) -> str:
    """What it wrote; with an end that is no success it fails the test, with all that was said. `programs` is
    where commands are found, `typed` what is typed into it."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": programs, "PYTHONPATH": path},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
