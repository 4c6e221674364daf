"""`python -m benchmarks.run [PART_OF_A_NAME]`: measure, print each figure as it comes, write results.json.

Ends with status 1 if a target is missed. Each module is measured in a process of its own, so that none is
slowed by, or charged for, what another has left in memory.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Measured

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
WIDTH = 56


def main(part: str = "") -> int:
    found: list[Measured] = []
    for module in modules(part):
        for one in measured_in(module, part):
            print(line(one), flush=True)
            found.append(one)
    if not part:
        RESULTS.write_text(json.dumps([{**asdict(one), "met": one.met} for one in found], indent=2) + "\n")
    return 0 if found and all(one.met for one in found) else 1


def modules(part: str) -> list[str]:
    """Modules with a function bench_* whose name contains `part`, with their packages. They are only read:
    this process stays small."""
    paths = [path for path in sorted(HERE.rglob("*.py")) if any(part in name for name in _benches(path))]
    return [".".join(path.relative_to(HERE).with_suffix("").parts) for path in paths]


def measured_in(module: str, part: str) -> Iterator[Measured]:
    """Its figures as they are taken. Raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "benchmarks.one", module, part]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for written in running.stdout:
            yield Measured(**json.loads(written))
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)


def line(one: Measured) -> str:
    return f"{one.name:<{WIDTH}}  {one.value:>12g} {one.unit:<8}  {_verdict(one)}".rstrip()


def _benches(path: Path) -> list[str]:
    written = ast.parse(path.read_text()).body
    functions = [node.name for node in written if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if name.startswith("bench_")]


def _verdict(one: Measured) -> str:
    if one.target is None:
        return ""
    sign = "≤" if one.better == "less" else "≥"
    return f"{sign} {one.target:g}{'' if one.met else '  MISSED'}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
