"""Every sentence that a person reads on a screen or in a letter, from where it is written."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = ("endorsement_plugin", "review_queue", "site/association")
SILENT = {"migrations", "models", "management", "demo", "static", "english", "english.COPYRIGHT"}
"""Folders and files whose strings no applicant, referee, reviewer or coordinator reads."""
WORDS = re.compile(
    r"\b(nobody|no one|never|always|at any time|everything|anything else|for good|"
    r"(?:is|are|stays?) (?:kept|saved|told|safe)|nothing (?:\w+ ){0,5}is lost|"
    r"(?:answers|hear from us|hear back) by …|you can (?:change|go on|come back|read|start)|"
    r"(?:does|do|cannot|can) not (?:see|show|tell|know)|cannot (?:be changed|tell)|works? until|"
    r"without knowing|(?:has|have) reached|somebody (?:will|answers))",
    re.IGNORECASE,
)
"""What a sentence says when it promises. Narrow on purpose: who cries too often is not listened to."""

_TAGS = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<(script|style|svg)\b.*?</\1>", re.DOTALL)
_BLOCKS = re.compile(r"</?(?:p|li|h\d|dt|dd|div|section|td|th|label|button|summary|legend|title)\b[^>]*>")
_OTHERWISE = re.compile(r"\{%\s*(?:else|elif|empty)\b.*?%\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>|\{%.*?%\}", re.DOTALL)
_VALUES = re.compile(r"\{\{.*?\}\}|\{[^{}\n]*\}", re.DOTALL)
_ENDS = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\x00")


def plain(text: str) -> str:
    """One way to write a sentence: a value is …, blanks are one, quotes are plain."""
    text = _VALUES.sub("…", html.unescape(text)).replace("’", "'")
    return " ".join(text.split()).strip()


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a template, a letter, or the strings of a module that are no docstrings."""
    text = path.read_text(encoding="utf-8")
    parts = _strings(text) if path.suffix == ".py" else [_seen(text)]
    for part in parts:
        yield from filter(None, (plain(one) for one in _ENDS.split(part)))


def _seen(template: str) -> str:
    """The text of a template, cut where a block of it ends or where it says one thing or another."""
    cut = _OTHERWISE.sub("\x00", _BLOCKS.sub("\x00", _TAGS.sub("", template)))
    return _MARKUP.sub("", cut)


def places() -> Iterator[Path]:
    """Templates, letters and modules that hold words for people."""
    for folder in SHOWN:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".html", ".txt", ".py"} and not SILENT & {*path.parts, path.stem}:
                yield path


def promising() -> list[tuple[str, str]]:
    """Each place with each of its sentences that promises something."""
    return [
        (str(path.relative_to(ROOT)), said)
        for path in places()
        for said in dict.fromkeys(sentences(path))
        if WORDS.search(said)
    ]


def _strings(source: str) -> list[str]:
    tree = ast.parse(source)
    silent = {
        id(statement.value)
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(_part(part) for part in node.values))
        elif isinstance(node, ast.Constant) and id(node) not in silent | inside:
            found.append(node.value if isinstance(node.value, str) else "")
    return [text for text in found if " " in text]


def _part(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else "{x}"
