"""What is shipped: one wheel with two apps, which works in projects that are not ours."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.projects

ROOT = Path(__file__).parents[3]
PROJECTS = ROOT / "tests" / "projects"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network: hatchling is among the test requirements."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents, without this repository on the path."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(command: list[str], folder: Path, path: str = "") -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": str(Path(sys.executable).parent) + ":/usr/bin:/bin", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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


def test_the_queue_works_in_a_project_without_wagtail(installed: Path, tmp_path: Path):
    """One item goes from intake to a verdict; only the test's factories come from here."""
    factories = tmp_path / "tests" / "factories"
    factories.mkdir(parents=True)
    for name in ("__init__.py", "reviews.py"):
        shutil.copy(ROOT / "tests" / "factories" / name, factories / name)
    (tmp_path / "tests" / "__init__.py").touch()
    path = f"{installed}:{PROJECTS / 'queue_only'}:{tmp_path}"
    assert "ok" in manage("queue_only_settings", PROJECTS / "queue_only" / "probe.py", tmp_path, path)
