"""Demands as pages store them, in few words, and the row of a table that holds those of one category."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .pieces import Demand


@dataclass(frozen=True)
class Row:
    """All that one category asks for on a day."""

    association: str
    category: str
    day: date
    demands: tuple[Demand, ...]

    @property
    def numbered(self) -> list[Demand]:
        """The demands with ids, those inside of groups, too."""
        return [numbered(one, str(place)) for place, one in enumerate(self.demands)]

    def __str__(self) -> str:
        return f"{self.association} {self.category} {self.day.year}"


def numbered(it: Demand, name: str) -> Demand:
    """With an id, and each part of a group with one of its own."""
    parts = [numbered(one, f"{name}-{place}") for place, one in enumerate(it.get("clauses", ()))]
    return {**it, "id": name, **({"clauses": parts} if parts else {})}


def named(*names: str) -> list[dict[str, str]]:
    return [{"value": one, "label": one} for one in names]


def education(*degrees: str) -> Demand:
    return {"kind": "education", "degrees": [*degrees]}


def work(years: str, **more: Any) -> Demand:
    return {"kind": "work", "years": years, **more}


def training(hours: str, **quotas: str) -> Demand:
    parts = [{"area": area, "label": area, "hours": some} for area, some in quotas.items()]
    return {"kind": "training", "hours": hours} | ({"quotas": parts} if parts else {})


def supervision(hours: str, *givers: str, **more: Any) -> Demand:
    lines = [dict(zip(("category", "until"), one.split(" until "), strict=False)) for one in givers]
    return {"kind": "supervision", "hours": hours, **({"givers": lines} if lines else {}), **more}


def references(*slots: str, **more: Any) -> Demand:
    places = [{"roles": named(*one.split("/"))} for one in slots]
    return {"kind": "references", "count": 3, **({"slots": places} if slots else {}), **more}


def any_of(*ways: Demand) -> Demand:
    return {"kind": "any_of", "clauses": [*ways]}


def all_of(*parts: Demand) -> Demand:
    return {"kind": "all_of", "clauses": [*parts]}
