"""The table in docs/developer.md of the files that an exam answer passes."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| (?:`(\w+)/`)? *\| `([\w/]+\.py)` \|", re.MULTILINE)


def files() -> list[str]:
    app, passed = "", []
    for of_app, path in ROW.findall((ROOT / "docs" / "developer.md").read_text()):
        app = of_app or app
        passed.append(f"{app}/{path}")
    return passed


def test_every_file_is_there():
    assert len(files()) > 20
    assert [path for path in files() if not (ROOT / path).is_file()] == []


def test_no_file_is_entered_twice():
    assert len(set(files())) == len(files())
