"""What the kept templates of `tests/database.py` were migrated with, and from which one today's can be made.

Beside each template lies the list of its migrations. Where today's are the same and some more, a copy of it
is migrated forward, in seconds; where one was edited or is gone, everything is migrated anew.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache"
KEPT = 4
"""Templates per engine that stay: another run in this checkout may stand at other migrations."""

ANEW = re.compile(r"DeleteModel|RenameModel|AlterModelOptions|Permission\b|ContentType\b|run_before|replaces")
"""In a new migration: rows of permissions and types would be left that no new database has, or its place in
the order is before what has been done."""


def fingerprint() -> str:
    """Of every migration of ours, and of the pinned versions of everybody else's."""
    return _digest(json.dumps(_today()).encode())[:16]


def nearest(suffix: str) -> Path | None:
    """The kept template with the most of today's migrations and no other, if migrating it on is as good."""
    kept = [(len(seen), file) for file in CACHE.glob(f"database-*{suffix}") if (seen := _leads_here(file))]
    return max(kept)[1] if kept else None


def keep(template: Path) -> None:
    """Note what it was migrated with; forget the templates of its engine but the few that were used last."""
    template.touch()
    part = _list_of(template).with_suffix(".part")
    part.write_text(json.dumps(_today(), indent=1))
    part.rename(_list_of(template))
    by_age = sorted(CACHE.glob(f"database-*{template.suffix}"), key=lambda file: file.stat().st_mtime)
    for old in by_age[:-KEPT]:
        old.unlink()
        _list_of(old).unlink(missing_ok=True)


def _leads_here(template: Path) -> dict[str, str]:
    """The migrations it has seen; none unless the new ones can follow upon them."""
    today, file = _today(), _list_of(template)
    then = json.loads(file.read_text()) if file.exists() else None
    if not then or then["ground"] != today["ground"]:
        return {}
    seen: dict[str, str] = then["migrations"]
    new = today["migrations"].keys() - seen.keys()
    same = seen.items() <= today["migrations"].items()
    return seen if same and not any(ANEW.search((ROOT / path).read_text()) for path in new) else {}


def _today() -> dict[str, Any]:
    packages = (ROOT / "requirements" / "test.txt").read_bytes()
    folders = [ROOT / name for name in ("endorsement_plugin", "review_queue", "site")]
    files = [file for folder in folders for file in sorted(folder.rglob("migrations/*.py"))]
    return {
        "ground": _digest(packages + " ".join(settings.INSTALLED_APPS).encode()),
        "migrations": {str(file.relative_to(ROOT)): _digest(file.read_bytes()) for file in files},
    }


def _list_of(template: Path) -> Path:
    return Path(f"{template}.json")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
