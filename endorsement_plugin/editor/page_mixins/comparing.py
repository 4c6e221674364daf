"""The credentials of an association side by side, from the requirement sets in force."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from endorsement_plugin.credentials.queries import granted_for_each, sets_in_force
from endorsement_plugin.editor.blocks.requirements import ClausesBlock
from endorsement_plugin.fees.queries import fee_lines_of
from endorsement_plugin.models import FeeLine
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.sets.granting import said_of_addon
from endorsement_plugin.requirements.wording import both
from endorsement_plugin.rules.comparing import compared

from .base import family_of

LABELS: Mapping[str, str] = {kind: str(block.label) for kind, block in ClausesBlock().child_blocks.items()}
"""What editors and visitors call a kind of requirement, in the order in which editors are offered them."""


@dataclass(frozen=True)
class Group:
    """Credentials for one age group."""

    ages: str
    pages: tuple[Any, ...]


@dataclass(frozen=True)
class Cell:
    """What one credential says, for a reader who no longer sees the head of the table."""

    code: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    title: str
    pages: tuple[Any, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Asked:
    """What each credential asks for, by family: of who applies, or of who is granted it without."""

    demands: Mapping[UUID, Sequence[Clause]]
    granted_for: Mapping[UUID, Sequence[str]]
    fees: Mapping[UUID, Sequence[FeeLine]]

    def mark(self, page: Any) -> str:
        """How it is come by, in a line, where people do not simply apply for it."""
        family = family_of(page)
        parts = self.granted_for.get(family)
        return f"Granted for holding {both(parts)}" if parts else said_of_addon(self.demands.get(family, ()))


def grouped(pages: Sequence[Any]) -> list[Group]:
    """By age group, in the order in which each first comes."""
    ages = dict.fromkeys(page.age_band for page in pages)
    return [Group(one, tuple(page for page in pages if page.age_band == one)) for one in ages]


def asked_of(pages: Sequence[Any], day: date) -> Asked:
    """What each of these credentials asks for on a day, and costs. Three queries."""
    families = {family_of(page) for page in pages}
    demands = {family: parse(one.clauses) for family, one in sets_in_force(families, day).items()}
    return Asked(demands, granted_for_each(families), fee_lines_of(families))


def tables(pages: Sequence[Any], chosen: Collection[str], asked: Asked) -> list[Table]:
    """One table of the chosen credentials, by code; if fewer than two are chosen, one for each age group."""
    only = [page for page in pages if page.code in chosen]
    if len(only) > 1:
        return [_table(", ".join(page.code for page in only), only, asked)]
    return [_table(group.ages or "All credentials", group.pages, asked) for group in grouped(pages)]


def _table(title: str, pages: Sequence[Any], all_asked: Asked) -> Table:
    def line(label: str, said: Sequence[Sequence[str]]) -> Line:
        cells = zip((page.code for page in pages), said, strict=True)
        return Line(label, tuple(Cell(code, tuple(filter(None, one))) for code, one in cells))

    ages = [[page.age_band] for page in pages]
    about = [
        line("Scope", [[page.scope] for page in pages]),
        *([line("Ages", ages)] if title not in ages[0] else []),
        line("For example", [page.roles for page in pages]),
    ]
    families = [family_of(page) for page in pages]
    held = [both(all_asked.granted_for.get(family, ())) for family in families]
    granted = line("Granted for holding", [[one] for one in held])
    rows = compared([all_asked.demands.get(family, ()) for family in families], list(LABELS))
    asked = [line(LABELS.get(row.kind, row.kind.capitalize()), row.cells) for row in rows]
    cost = line("Fees", [[_priced(fee) for fee in all_asked.fees.get(family, ())] for family in families])
    shown = [*_said(about), *([granted] if any(held) else []), *asked, *_said([cost])]
    return Table(title, tuple(pages), tuple(shown))


def _said(lines: Sequence[Line]) -> list[Line]:
    """Those in which some credential says something."""
    return [one for one in lines if any(cell.said for cell in one.cells)]


def _priced(fee: FeeLine) -> str:
    only = f" ({fee.designation} only)" if fee.designation else ""
    return f"{fee.label}{only}: {fee.price}, {fee.when}"
