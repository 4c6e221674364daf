"""What reviewers said of the entries of a portfolio, as far as it is about what the entries say now.

For the association alone: applicants read their own portfolio, until they are told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.models import EntryJudgment
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.requirements.evidence import Entry
from endorsement_plugin.requirements.evidence_kinds import plain


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
    return digest([row.kind, plain(row.kind, row.details)])


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


def _judged(read: str, judgments: Iterable[EntryJudgment]) -> Judged:
    current = [one for one in judgments if one.digest == read]
    return Judged(
        struck=" ".join(one.note for one in current if not one.area and not one.accepted),
        met=frozenset(one.area for one in current if one.area and one.accepted),
        unmet=frozenset(one.area for one in current if one.area and not one.accepted),
    )
