"""Run the program that lies in a pack on a machine that has nothing but Python."""

import subprocess
import sys
from pathlib import Path


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PYTHONUTF8": "1"},
    )
