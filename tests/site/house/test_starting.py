"""A process does not look through what it loads for garbage, and through all that comes after it does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAID = "import gc; print(gc.get_freeze_count() > 50_000, gc.isenabled(), gc.get_threshold()[0])"


@pytest.mark.parametrize(
    "words",
    [
        ["manage.py", "shell", "--no-imports", "--command", SAID],
        ["-c", f"import sys; sys.path.insert(0, 'site'); import association.wsgi; {SAID}"],
    ],
    ids=["command", "web"],
)
def test_what_is_loaded_stays(words: list[str]):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "association.settings.test"}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "700"]
