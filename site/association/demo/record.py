"""var/run.json: where the running demo is, for the commands that talk to it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "run.json"


@dataclass(frozen=True)
class Run:
    """A demo that is running, or ran last. `pids` are those at the moment it was ready."""

    address: str
    port: int
    broker_url: str
    control_socket: str
    pids: dict[str, int]


def write(data_dir: Path, run: Run) -> None:
    """Replace the record in one step, so that no reader sees half of it."""
    draft = data_dir / f"{FILE}.new"
    draft.write_text(json.dumps(asdict(run), indent=2) + "\n")
    draft.replace(data_dir / FILE)


def read(data_dir: Path) -> Run | None:
    """The record, or None when no demo is running from this folder."""
    try:
        return Run(**json.loads((data_dir / FILE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def erase(data_dir: Path) -> None:
    """Nothing runs from this folder any more."""
    (data_dir / FILE).unlink(missing_ok=True)
