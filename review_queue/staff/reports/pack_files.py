"""The files of a pack by which an outsider checks the others, and the program that does it."""

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files

from review_queue.audit.queries.told import Told, chain_lines, statement_lines
from review_queue.models import Round
from review_queue.statements.rules_in_force import rules_of


def checkable(told: Told) -> Iterator[tuple[str, Iterable[str]]]:
    """Each file by its name, in parts."""
    yield "rules.json", [_rules(told.round)]
    yield "chain.jsonl", chain_lines(told)
    yield "statements.jsonl", statement_lines(told)
    for name, text in verifier_files():
        yield name, [text]


def _rules(scored_in: Round) -> str:
    rules = rules_of([scored_in.pk])[scored_in.pk]
    return json.dumps({"rubric": rules.rubric, "policy": rules.policy}, indent=1)


def verifier_files() -> Iterator[tuple[str, str]]:
    """`verify.py`, and beside it what it imports: the sources of `review_queue.verifier` as they are."""
    folder = files("review_queue.verifier")
    yield "verify.py", (folder / "verify.py").read_text("utf-8")
    for below in ("", "recomputed/"):
        for one in sorted((folder / below).iterdir(), key=lambda path: path.name):
            if one.name.endswith(".py") and one.name != "verify.py":
                yield f"verifier/{below}{one.name}", one.read_text("utf-8")
