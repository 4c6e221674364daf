"""What reviewers said of the entries of a portfolio, as far as it is about what the entries say now.

For the association alone: applicants read their own portfolio, until they are told.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from endorsement_plugin.models import EntryJudgment
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.requirements.evidence import Entry


@dataclass(frozen=True)
class Judged:
    """What was said of one entry: why it was struck, if it was, and which areas it shows or does not."""

    struck: str = ""
    met: frozenset[str] = frozenset()
    unmet: frozenset[str] = frozenset()

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said anything."""
        return not (self.struck or self.met or self.unmet)

    def of(self, entry: Entry) -> Entry:
        """The entry as far as it counts."""
        return replace(entry, areas=tuple(area for area in entry.areas if area not in self.unmet))


def digest_of(row: AbstractEvidence) -> str:
    """The same for the same details."""
    details = {name: _as_text(getattr(row, name)) for name in row.evidence_kind.details}
    return hashlib.sha256(json.dumps([row.kind, details], sort_keys=True).encode()).hexdigest()


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return ",".join(sorted(value)) if isinstance(value, list) else str("" if value is None else value)


def judged_of(
    entries: Iterable[AbstractEvidence], judgments: Iterable[EntryJudgment]
) -> Mapping[str, Judged]:
    """By the portfolio's id. What was said of an entry that has changed since is left out. No query."""
    said: defaultdict[str, list[EntryJudgment]] = defaultdict(list)
    for judgment in judgments:
        said[str(judgment.origin)].append(judgment)
    rows = {str(getattr(row, "origin", row.pk)): row for row in entries} if said else {}
    return {
        key: judged
        for key, row in rows.items()
        if key in said and not (judged := _judged(digest_of(row), said[key])).is_silent
    }


def weighed(entries: Iterable[Entry], judged: Mapping[str, Judged]) -> tuple[Entry, ...]:
    """The entries that count, as far as they do: those that were struck are gone."""
    known = ((entry, judged.get(entry.id, Judged())) for entry in entries)
    return tuple(said.of(entry) for entry, said in known if not said.struck)


def _judged(digest: str, judgments: Iterable[EntryJudgment]) -> Judged:
    current = [one for one in judgments if one.digest == digest]
    return Judged(
        struck=" ".join(one.note for one in current if not one.area and not one.accepted),
        met=frozenset(one.area for one in current if one.area and one.accepted),
        unmet=frozenset(one.area for one in current if one.area and not one.accepted),
    )
