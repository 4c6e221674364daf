"""Items and reviewers as arrays: what a plan is drawn from, read once and never looked up again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b, sha256
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from .abilities import Abilities, abilities
from .apart import Group, Trait
from .eligibility import Candidate, Demand, Standing
from .prices import third

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]
Kind = tuple[int, frozenset[str], str, bool, Standing | None, bool]
Worked = Mapping[tuple[int, int], int]
NOTHING: Mapping[str, int] = MappingProxyType({})
NOBODY: Worked = MappingProxyType({})
TRAITS = list(Trait)


@dataclass(frozen=True, slots=True)
class Instance:
    """Rows are items, columns are reviewers; `barred` holds ordered keys `row * columns + column`.

    Items of one kind ask for the same pool, tags, language, right to adjudicate and calibration:
    `fits[kind, column]` says who answers to that, `third[kind, column]` what it costs to take somebody who
    could settle its disputes.
    Where `general[kind, column]`, the kind is other work than the rarest that the reviewer can do: `spare` of
    it is welcome, more of it costs `keeping` each.
    `apart[trait, column]` numbers the groups of which one member at most scores an item; 0 is none.
    """

    demands: tuple[Demand, ...]
    candidates: tuple[Candidate, ...]
    kind: Ints
    fits: Bools
    third: Ints
    general: Bools
    barred: Ints
    wanted: Ints
    room: Ints
    done: Ints
    spare: Ints
    keeping: Ints
    apart: Ints
    adjudicator: Bools
    row_keys: Words
    column_keys: Words

    @property
    def columns(self) -> int:
        return len(self.candidates)

    @property
    def agency(self) -> Ints:
        """The number of each column's agency, 0 for none."""
        numbers: Ints = self.apart[TRAITS.index(Trait.AGENCY)]
        return numbers

    @property
    def novice(self) -> Bools:
        novices: Bools = self.apart[TRAITS.index(Trait.NOVICE)] > 0
        return novices

    def is_barred(self, rows: Ints, columns: Ints) -> Bools:
        """For each pair, whether something about these two rules it out."""
        if not len(self.barred):
            return np.zeros(len(rows), dtype=np.bool_)
        keys = rows * self.columns + columns
        place = np.minimum(np.searchsorted(self.barred, keys), len(self.barred) - 1)
        barred: Bools = self.barred[place] == keys
        return barred

    def allows(self, rows: Ints, columns: Ints) -> Bools:
        """For each pair, whether this reviewer may score this item."""
        allowed: Bools = self.fits[self.kind[rows], columns] & ~self.is_barred(rows, columns)
        return allowed

    def clash(self, first: Ints, second: Ints) -> Bools:
        """For each two reviewers, whether they may not score one item together."""
        one, other = self.apart[:, first], self.apart[:, second]
        clashing: Bools = ((one > 0) & (one == other)).any(axis=0)
        return clashing


def instance(
    demands: Sequence[Demand],
    candidates: Sequence[Candidate],
    *,
    seed: int,
    coming: Mapping[str, int] = NOTHING,
) -> Instance:
    """The arrays. The same arguments give the same arrays, and so the same plan.

    `coming` are slots, by tag, that are not in this plan and that somebody must fill later.
    """
    kinds = {_kind(one): None for one in demands}
    numbers = {kind: number for number, kind in enumerate(kinds)}
    able = abilities(candidates, coming)
    fits = _fits(kinds, able, candidates)
    return Instance(
        demands=tuple(demands),
        candidates=tuple(candidates),
        kind=_ints(numbers[_kind(one)] for one in demands),
        fits=fits,
        third=_third(kinds, fits, candidates),
        general=_rows([able.general(kind[1], kind[3]) for kind in kinds], len(candidates)),
        barred=np.unique(_ints(_barred(demands, candidates))),
        wanted=_ints(len(one.slots) for one in demands),
        room=_ints(one.room for one in candidates),
        done=_ints(one.done for one in candidates),
        spare=able.spare(candidates),
        keeping=able.price(),
        apart=_apart(candidates),
        adjudicator=np.fromiter((one.may_adjudicate for one in candidates), np.bool_, len(candidates)),
        row_keys=np.fromiter((_key(seed, one.item) for one in demands), np.uint64, len(demands)),
        column_keys=np.fromiter((_key(seed, str(one.id)) for one in candidates), np.uint64, len(candidates)),
    )


def fingerprint(
    demands: Sequence[Demand],
    candidates: Sequence[Candidate],
    *,
    worked: Worked = NOBODY,
    coming: Mapping[str, int] = NOTHING,
) -> str:
    """A digest of everything a plan depends on, beside the seed and the policy."""
    digest = sha256(repr([sorted(worked.items()), sorted(coming.items())]).encode())
    for demand in demands:
        digest.update(repr(plain(demand)).encode())
    for candidate in candidates:
        digest.update(repr(plain(candidate)).encode())
    return digest.hexdigest()


def plain(one: Demand | Candidate) -> list[object]:
    """Its values in the order of its fields, with sets in an order too: for the digest, and to be kept."""
    values: Iterable[object] = (getattr(one, field.name) for field in fields(one))
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]


def _kind(demand: Demand) -> Kind:
    return (
        demand.pool,
        demand.requires,
        demand.language,
        demand.adjudication,
        demand.calibration,
        demand.training,
    )


def _fits(kinds: Iterable[Kind], able: Abilities, candidates: Sequence[Candidate]) -> Bools:
    """Who answers to each kind."""
    return _rows(
        [
            able.able(requires, adjudication)
            & _reads(candidates, pool, language)
            & _calibrated(candidates, calibration)
            & _trained(candidates, training)
            for pool, requires, language, adjudication, calibration, training in kinds
        ],
        len(candidates),
    )


def _third(kinds: Iterable[Kind], fits: Bools, candidates: Sequence[Candidate]) -> Ints:
    """What it costs to take somebody for a pair who would be missed as its third reviewer."""
    may = np.array([one.may_adjudicate for one in candidates], dtype=np.bool_)
    thirds = fits & may
    each = [0 if kind[3] else third(int(row.sum())) for kind, row in zip(kinds, thirds, strict=True)]
    prices: Ints = thirds * np.array(each, dtype=np.int64)[:, None]
    return prices


def _apart(candidates: Sequence[Candidate]) -> Ints:
    """The groups by number, those of the first trait first."""
    groups = {group for one in candidates for group in one.groups}
    ordered = sorted(groups, key=lambda group: (TRAITS.index(group[0]), group[1]))
    numbers = {group: number for number, group in enumerate(ordered, 1)}
    table: Ints = np.zeros((len(TRAITS), len(candidates)), np.int64)
    for column, one in enumerate(candidates):
        for group in one.groups:
            table[TRAITS.index(group[0]), column] = numbers[group]
    return table


def _rows(rows: Sequence[Bools], columns: int) -> Bools:
    table: Bools = np.array(rows, dtype=np.bool_).reshape(len(rows), columns)
    return table


def _reads(candidates: Sequence[Candidate], pool: int, language: str) -> Bools:
    reads = (
        one.active and one.room > 0 and pool in one.pools and (not one.languages or language in one.languages)
        for one in candidates
    )
    return np.fromiter(reads, np.bool_, len(candidates))


def _calibrated(candidates: Sequence[Candidate], calibration: Standing | None) -> Bools:
    passed = (calibration is None or calibration in one.calibrated for one in candidates)
    return np.fromiter(passed, np.bool_, len(candidates))


def _trained(candidates: Sequence[Candidate], training: bool) -> Bools:
    return np.fromiter((one.trained or not training for one in candidates), np.bool_, len(candidates))


def _barred(demands: Sequence[Demand], candidates: Sequence[Candidate]) -> Iterator[int]:
    """The keys of pairs that are ruled out by who these two are."""
    users = {one.user: column for column, one in enumerate(candidates)}
    ids = {one.id: column for column, one in enumerate(candidates)}
    digests: dict[str, list[int]] = {}
    groups: dict[Group, list[int]] = {}
    for column, one in enumerate(candidates):
        for group in one.groups:
            groups.setdefault(group, []).append(column)
        for digest in one.digests:
            digests.setdefault(digest, []).append(column)
    for row, demand in enumerate(demands):
        first = row * len(candidates)
        yield from (first + users[user] for user in demand.barred if user in users)
        yield from (first + ids[who] for who in demand.asked if who in ids)
        for digest in demand.barred_digests:
            yield from (first + column for column in digests.get(digest, ()))
        for group in demand.groups_beside:
            yield from (first + column for column in groups.get(group, ()))


def _ints(values: Iterator[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _key(seed: int, name: str) -> int:
    digest = blake2b(name.encode(), key=seed.to_bytes(8, "big"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
