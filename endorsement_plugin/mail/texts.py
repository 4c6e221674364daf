"""Texts that an association writes itself: words with placeholders in braces, checked and filled in."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

BRACED = re.compile(r"\{([^{}\n]*)\}")
EMPTY_LINES = re.compile(r"\n{3,}")

Context = Mapping[str, Any]


@dataclass(frozen=True)
class Placeholder:
    """What stands in braces, and what it is replaced by.

    `value` reads it from what the letter is written with; without one it is given under the placeholder's
    name. A day, a moment, a text of one or several lines, or None, which is nothing. `example` is what it
    says for an invented holder.
    """

    name: str
    says: str
    example: Any
    value: Callable[[Context], Any] | None = None

    def of(self, context: Context) -> Any:
        """Its value in a letter."""
        return context.get(self.name) if self.value is None else self.value(context)


@dataclass(frozen=True)
class LetterKind:
    """One letter: the name of its template, what it is called, when it leaves, and its placeholders.

    `needed` are those without which nobody could follow it.
    """

    name: str
    title: str
    when: str
    placeholders: tuple[Placeholder, ...]
    needed: tuple[str, ...] = ("link",)

    def values(self, context: Context) -> dict[str, Any]:
        """What each placeholder stands for."""
        return {one.name: one.of(context) for one in self.placeholders}

    @property
    def names(self) -> list[str]:
        """Of its placeholders, in order."""
        return [one.name for one in self.placeholders]


def tidied(text: str) -> str:
    """The text with each placeholder as it is called: "{ Name }" is "{name}"."""
    return BRACED.sub(lambda match: "{" + match[1].strip().lower().replace(" ", "_") + "}", text)


def faults_of_subject(text: str, kind: LetterKind) -> Iterator[str]:
    """What is wrong with a tidied subject, in sentences."""
    yield from _strange(text, [name for name in kind.names if name != "link"], kind)


def faults_of_body(text: str, kind: LetterKind) -> Iterator[str]:
    """What is wrong with a tidied text, in sentences."""
    yield from _strange(text, kind.names, kind)
    used = set(BRACED.findall(text))
    for name in kind.needed:
        if name not in used:
            says = next(one.says for one in kind.placeholders if one.name == name)
            yield f"Leave {{{name}}} in it: {says}."


def _strange(text: str, allowed: list[str], kind: LetterKind) -> Iterator[str]:
    for name in dict.fromkeys(BRACED.findall(text)):
        if name not in allowed:
            yield _unknown(name, allowed, kind)
    if set("{}") & set(BRACED.sub("", text)):
        yield "A brace stands alone. Write { and } only around the name of a placeholder, as in {name}."


def _unknown(name: str, allowed: list[str], kind: LetterKind) -> str:
    if name in kind.names:
        return f"{{{name}}} has no place in a subject. Write it into the text."
    close = get_close_matches(name, allowed, n=1, cutoff=0.5)
    meant = f" Did you mean {{{close[0]}}}?" if close else " Those of this letter are listed below."
    return f"There is no placeholder {{{name}}}.{meant}"


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with every placeholder replaced, once: what a value says is never read as a placeholder.

    A line of nothing but placeholders that are empty here is left out.
    """
    lines = (_line(line, values) for line in text.splitlines())
    return EMPTY_LINES.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip()


def _line(line: str, values: Mapping[str, Any]) -> str | None:
    said = BRACED.sub(lambda match: shown(values.get(match[1])), line)
    nothing = BRACED.search(line) and not said.strip() and not BRACED.sub("", line).strip()
    return None if nothing else said.rstrip()


def shown(value: Any) -> str:
    """A value as letters say it: days and moments in words, nothing for None."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value).strip()
