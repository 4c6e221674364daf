"""The shape of the tree, where a slip would only show on somebody else's machine."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_site_is_no_package():
    """A package of that name hides the standard library's module, and with it every installed package."""
    assert (ROOT / "site").is_dir()
    assert not (ROOT / "site" / "__init__.py").exists()


def test_the_interpreter_starts_without_its_frozen_modules():
    done = subprocess.run(
        [sys.executable, "-X", "frozen_modules=off", "-c", "import django"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_tests_is_a_package():
    """Otherwise tests/review_queue would hide the real one."""
    assert (ROOT / "tests" / "__init__.py").exists()


def test_no_file_of_ours_is_longer_than_250_lines():
    ours = ("endorsement_plugin", "review_queue", "site", "benchmarks")
    files = [
        file for folder in ours for file in (ROOT / folder).rglob("*.py") if "migrations" not in file.parts
    ]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > 250} == {}


def test_no_folder_of_ours_holds_more_than_some_twenty_modules():
    folders = {
        file.parent
        for folder in ("endorsement_plugin", "review_queue", "site", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts
    }
    sizes = {str(folder.relative_to(ROOT)): len([*folder.glob("*.py")]) for folder in folders}
    assert {name: size for name, size in sizes.items() if size > 21} == {}


def test_pins_name_no_index_and_no_folder():
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
        assert not [line for line in text.splitlines() if line.startswith(("-", "/"))]


def test_no_line_of_the_guides_is_longer_than_one_reads():
    """A table's row has to be one line."""
    guides = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    lines = [
        (guide.name, number, len(line))
        for guide in guides
        for number, line in enumerate(guide.read_text(encoding="utf-8").splitlines(), start=1)
        if not line.startswith("|")
    ]
    assert len(lines) > 500
    assert [line for line in lines if line[2] > 150] == []
