"""A program run apart: what it gets, what it does not, and how it is ended."""

import json
import os
import time
from pathlib import Path

import pytest

from endorsement_plugin.isolation import Unfinished, run_isolated

TELLS = """
import json, os, sys
said = {"env": dict(os.environ), "files": os.listdir(), "given": sys.argv[1], "in": sys.stdin.read()}
print(json.dumps(said))
sys.exit(3)
"""
LEAVES_A_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.stdin.readline().strip(), "w").write(str(child.pid))
time.sleep(600)
"""


@pytest.fixture
def program(tmp_path: Path):
    def write(text: str) -> Path:
        there = tmp_path / "program.py"
        there.write_text(text)
        return there

    return write


def test_it_gets_its_limits_and_its_input_and_nothing_of_ours(program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    code, out = run_isolated(program(TELLS), b"data", limits={"cpu": 5}, wall=60, environment={"ONE": "1"})
    said = json.loads(out)
    assert (code, said["given"], said["in"], said["files"]) == (3, '{"cpu": 5}', "data", [])
    assert said["env"]["ONE"] == "1"
    assert set(said["env"]) <= {"ONE", "LC_CTYPE"}  # which Python itself sets


def test_out_of_time_it_is_ended_with_all_that_it_started(program, tmp_path: Path):
    noted = tmp_path / "pid"
    for wall in (2, 8, 40):  # as busy as the machine is
        with pytest.raises(Unfinished):
            run_isolated(program(LEAVES_A_CHILD), str(noted).encode() + b"\n", limits={}, wall=wall)
        if noted.exists() and noted.read_text():
            break
    child = int(noted.read_text())
    deadline = time.monotonic() + 30
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """A child that nobody has waited for is a zombie, which is over, too."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
