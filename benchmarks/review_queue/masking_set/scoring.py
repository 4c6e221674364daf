"""Count what is masked or listed of what identifies, and of what does not."""

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.unseen import as_seen

from .way import Person, Way
from .ways import ways
from .ways_apart import ways_apart

DATA = Path(__file__).resolve().parent / "data"
_ARTICLES = re.compile(
    r"^(the|née|Dr\.|Ms\.|Aunty|Auntie|Uncle|Mr\.|Mrs\.|Professor|Nurse|Sister|Kumu)\s+", re.IGNORECASE
)
_AFTER = re.compile(r"(['’]s?|s['’]| family|-based)$")
_SAYS_NOTHING = re.compile(r"\b(?:at|dot|apt|unit)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")


@dataclass(slots=True)
class Score:
    """By kind, or kind and way: how many mentions, and how many of them wholly masked or listed."""

    all: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def add(self, kind: str, *, covered: bool, what: str = "") -> None:
        self.all[kind] += 1
        self.covered[kind] += covered
        if not covered:
            self.missed.append(what)

    def share(self, kind: str = "") -> float:
        """In percent; of all kinds together if none is named."""
        several = [kind] if kind else list(self.all)
        return 100 * sum(self.covered[one] for one in several) / sum(self.all[one] for one in several)


@dataclass(frozen=True, slots=True)
class Scores:
    everyday: Score
    harder: Score
    untold: Score
    masked: float
    """Ordinary words masked, in percent."""
    listed: float


def measured(*, apart: bool, seed: int, masker_of: type[Masker] = Masker) -> Scores:
    """All figures of one set: the one that masking is mended with, or the one that was kept apart."""
    chance = random.Random(seed)
    ending = "_apart" if apart else ""
    people = tomllib.loads((DATA / f"people{ending}.toml").read_text())["person"]
    templates = tomllib.loads((DATA / f"templates{ending}.toml").read_text())
    everyday, harder = Score(), Score()
    for person in people:
        masker = masker_of(told(person))
        mentions = [*ways(person, chance), *(ways_apart(person, chance) if apart else ())]
        for way in mentions:
            covered = _is_covered(masker, chance.choice(templates["told"]), way.words)
            score = harder if way.harder else everyday
            score.add(way.kind, covered=covered, what=_named(way))
    untold = _untold(tomllib.loads((DATA / f"untold{ending}.toml").read_text()), templates, people, masker_of)
    prose = (DATA / f"prose{ending}.txt").read_text()
    return Scores(everyday, harder, untold, *_ordinary(prose, people, masker_of))


def told(person: Person) -> list[Identifier]:
    """What the sender tells of this person."""
    return [Identifier(Kind(kind), value) for kind, value in person.items()]


def _named(way: Way) -> str:
    return f"{way.kind} / {way.name}: {way.words!r}"


def _untold(
    kinds: dict[str, list[str]],
    templates: dict[str, list[str]],
    people: list[Person],
    masker_of: type[Masker],
) -> Score:
    """What nobody told, in the texts of some people, each kind in its own sentences if it has some."""
    score = Score()
    maskers = [masker_of(told(person)) for person in people[:3]]
    for kind, values in kinds.items():
        for template in templates.get(f"untold_{kind}", templates["untold"]):
            for number, value in enumerate(values):
                covered = _is_covered(maskers[number % len(maskers)], template, value)
                score.add(kind, covered=covered, what=f"untold {kind}: {template.format(value)!r}")
    return score


def _is_covered(masker: Masker, template: str, mention: str) -> bool:
    """Whether every letter and digit that identifies is masked or listed."""
    before, after = template.split("{}")
    start, inside = len(as_seen(before)), as_seen(mention)
    told_part = _AFTER.sub("", _ARTICLES.sub("", inside))
    first = start + inside.index(told_part)
    text = as_seen(before + mention + after)
    finds, doubts = masker.find(text)
    ranges = [*((one.start, one.end) for one in finds), *((one.start, one.end) for one in doubts)]
    seen = {place for start, end in ranges for place in range(start, end)}
    seen |= {place for one in _SAYS_NOTHING.finditer(text) for place in range(*one.span())}
    return all(place in seen for place in range(first, first + len(told_part)) if text[place].isalnum())


def _ordinary(prose: str, people: list[Person], masker_of: type[Masker]) -> tuple[float, float]:
    """Of the prose's words, how many are masked and how many listed, for whoever wrote it, in percent."""
    words = [match.span() for match in _WORD.finditer(prose)]
    masked = listed = 0
    for person in people:
        finds, doubts = masker_of(told(person)).find(prose)
        masked += _touched(words, [(one.start, one.end) for one in finds])
        listed += _touched(words, [(one.start, one.end) for one in doubts])
    return 100 * masked / (len(words) * len(people)), 100 * listed / (len(words) * len(people))


def _touched(words: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> int:
    places = {place for start, end in ranges for place in range(start, end)}
    return sum(any(place in places for place in range(*word)) for word in words)


def by_kind(score: Score) -> Iterator[tuple[str, int, float]]:
    """Each kind with its number of mentions and its share in percent, in alphabetical order."""
    for kind in sorted(score.all):
        yield kind, score.all[kind], score.share(kind)
