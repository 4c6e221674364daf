"""The queue's own tests pass in a project that has the queue and no Wagtail."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.projects

PROJECT = Path(__file__).parent / "queue_only"
ROOT = PROJECT.parents[2]
CHOSEN = (
    "test_whole_path.py",
    "test_access.py",
    "test_checks.py",
    "test_letters.py",
)
"""From intake to the verdict, who may get what, and the letters. All of them would take minutes."""
PLAIN = "not soak and not faults and not browser and not postgres"
"""Browsers and killed processes have their own settings, and threads need a database that is a file."""


def run(*arguments: str) -> str:
    """The last lines of pytest in that project; all of them pass or this fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no_wagtail"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "DJANGO_"))}
    done = subprocess.run(
        [*command, "--ds", "queue_only_settings", "-m", PLAIN, *arguments],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


def passed(output: str) -> int:
    found = re.search(r"(\d+) passed", output)
    return int(found[1]) if found else 0


def test_what_matters_most():
    assert passed(run(*(f"tests/review_queue/{name}" for name in CHOSEN))) >= 40
