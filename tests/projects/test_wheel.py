"""What is shipped: one wheel with two apps, which works in projects that are not ours."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from tests.projects.wheels import run

pytestmark = pytest.mark.projects

PROJECTS = Path(__file__).parent
ROOT = PROJECTS.parents[1]


COMMANDS = """
import gc, json, sys
gc.set_threshold(100_000, 50, 100)  # as in our manage.py
from django.core.management import execute_from_command_line
for words in json.loads(sys.argv[1]):
    execute_from_command_line(["manage.py", *words])
"""


def manage(settings: str, probe: Path, folder: Path, path: str) -> str:
    """What whoever installs the apps types, all in one process; what the probe says at its end."""
    words = [
        ["check", "--fail-level", "WARNING"],
        ["makemigrations", "--check", "--dry-run"],
        ["migrate", "--verbosity", "0"],
        ["shell", "--verbosity", "0", "--command", probe.read_text()],
    ]
    command = [sys.executable, "-c", COMMANDS, json.dumps([[*one, "--settings", settings] for one in words])]
    return run(command, folder, path)


def test_it_contains_the_two_apps_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"endorsement_plugin", "review_queue"}
    for needed in (
        "endorsement_plugin/py.typed",
        "review_queue/py.typed",
        "review_queue/migrations/0001_initial.py",
    ):
        assert needed in names
    assert [name for name in names if name.endswith((".html", ".css"))]


def documented(first_line: str) -> str:
    """The block of the README that starts with this comment: what people are told to add."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    return next(block for block in blocks if block.startswith(f"# {first_line}\n"))


def test_it_works_in_a_fresh_wagtail_project(installed: Path, tmp_path: Path):
    """`wagtail start`, then exactly the lines that the README tells people to add."""
    run([str(Path(sys.executable).parent / "wagtail"), "start", "society", "."], tmp_path)
    settings = tmp_path / "society" / "settings" / "base.py"
    settings.write_text(settings.read_text() + documented("settings"))
    urls = tmp_path / "society" / "urls.py"
    joined = "\nurlpatterns = endorsement_urlpatterns + urlpatterns\n"
    urls.write_text(urls.read_text() + documented("urls") + joined)
    probe = PROJECTS / "wagtail_start" / "probe.py"
    assert "ok" in manage("society.settings.dev", probe, tmp_path, str(installed))
