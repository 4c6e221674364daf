"""Whose imports somebody may run, and what one of them says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from endorsement_plugin.clock import today
from endorsement_plugin.holds import held
from endorsement_plugin.models import CompetencyArea, Import, ImportRow
from endorsement_plugin.people.queries import aliases_of
from endorsement_plugin.permissions import (
    Visitor,
    associations_coordinated_by,
    endorsements_of,
    evidence_of,
)
from endorsement_plugin.rules.states import ImportState
from review_queue.typed.folding import folded

from .columns import DAYS, OF_KIND, cell
from .days import is_unclear
from .rows import Reading
from .words import REASONS, STATES, likely

MOST_WORDS = 300
"""Of one column. A column with more different words holds no categories or states."""

BUSY = frozenset({ImportState.READING, ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING})
"""A worker has it, and the screen shows how far it is."""


def rows_of_held() -> QuerySet[ImportRow]:
    """The rows that made something of a person on whom their association has a hold."""
    return ImportRow.objects.filter(held("endorsement__person", of="source__association"))


def about_held() -> Exists:
    """Whether an import has such a row."""
    return Exists(rows_of_held().filter(source=OuterRef("pk")))


def imports_coordinated_by(user: Visitor) -> QuerySet[Import]:
    """The imports of the associations that this person coordinates."""
    return Import.objects.filter(association__in=associations_coordinated_by(user))


def reading_of(source: Import) -> Reading:
    """How its rows are read, today."""
    return Reading(
        kind=source.kind,
        columns=source.columns,
        words=source.words,
        order=source.dates,
        today=today(source.association),
    )


def columns_before(source: Import) -> dict[str, str]:
    """By field, the folded heading that was chosen the last time the association moved in such a file."""
    before = _before(source).first()
    if before is None:
        return {}
    headings = before.headings
    return {name: folded(headings[place]) for name, place in before.columns.items() if place < len(headings)}


def words_before(source: Import) -> dict[str, dict[str, str]]:
    """By field and word, what was chosen before; the latest choice for a word counts."""
    found: dict[str, dict[str, str]] = {}
    for earlier in reversed(_before(source)[:10]):
        for name, meant in earlier.words.items():
            found.setdefault(name, {}).update(meant)
    return found


def _before(source: Import) -> QuerySet[Import]:
    earlier = Import.objects.filter(association=source.association_id, kind=source.kind)
    return earlier.exclude(pk=source.pk).exclude(columns={}).order_by("-uploaded_at")


@dataclass(frozen=True)
class Words:
    """What a file says in a column whose words are mapped: each word as first written, and how often."""

    name: str
    label: str
    written: Mapping[str, str]
    times: Mapping[str, int]
    choices: Mapping[str, str]

    def guess(self, word: str, before: Mapping[str, Mapping[str, str]]) -> str:
        """What it meant the last time, or is likely to mean; empty where nothing is likely."""
        earlier = before.get(self.name, {}).get(word, "")
        return earlier if earlier in self.choices else likely(self.name, word, self.choices)


def words_in(source: Import) -> tuple[list[Words], bool]:
    """The words of these columns, and whether a date can be read in two ways. One pass over the rows."""
    columns = [one for one in OF_KIND[source.kind] if one.name in source.columns]
    counted: dict[str, Counter[str]] = {one.name: Counter() for one in columns if one.worded}
    written: dict[str, dict[str, str]] = {name: {} for name in counted}
    days = [one.name for one in columns if one.name in DAYS]
    unclear = False
    for cells in source.rows.values_list("cells", flat=True).iterator(chunk_size=500):
        for name, words in counted.items():
            text = cell(cells, source.columns, name)
            if word := folded(text):
                written[name].setdefault(word, text[:80])
                words[word] += 1
        unclear = unclear or any(is_unclear(cell(cells, source.columns, name)) for name in days)
    return [
        Words(one.name, one.label, written[one.name], counted[one.name], choices_of(source, one.name))
        for one in columns
        if one.worded and written[one.name]
    ], unclear


def choices_of(source: Import, name: str) -> dict[str, str]:
    """What the words of a column may stand for."""
    if name == "category":
        credentials = source.association.credentials.order_by("position", "code")
        return {one.code: one.name for one in credentials}
    if name == "topic":
        return topics_of(source)
    return dict(STATES if name == "state" else REASONS)


def topics_of(source: Import) -> dict[str, str]:
    """The competency areas that the association has published, as last labeled."""
    published = CompetencyArea.objects.filter(
        framework__association=source.association_id, framework__published_at__isnull=False
    )
    return {area.value: area.label for area in published.order_by("framework__number", "sort_order")}


@dataclass(frozen=True)
class Summary:
    """What a run would do, or has done: rows by outcome, and people."""

    rows: Mapping[str, int]
    new_people: int
    accounts: int
    known: int
    without_address: int

    @property
    def counts(self) -> dict[str, int]:
        """All of it by name, to be kept."""
        people = ("new_people", "accounts", "known", "without_address")
        return {**self.rows, **{name: getattr(self, name) for name in people}}

    @property
    def problems(self) -> int:
        """Rows that are left out."""
        return self.rows.get(ImportRow.Outcome.PROBLEM, 0)

    @property
    def moves(self) -> int:
        """Rows of which something would be written."""
        return self.rows.get("new", 0) + self.rows.get("changed", 0)


def summary_of(source: Import) -> Summary:
    """Three queries, however many rows."""
    counted = source.rows.values("outcome", "finds").annotate(n=Count("pk"))
    rows: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    for one in counted:
        rows[one["outcome"]] += one["n"]
        if one["outcome"] in {"new", "changed"}:
            finds[one["finds"]] += one["n"]
    new = source.rows.filter(outcome="new", finds="new")
    numbers = new.aggregate(
        without=Count("pk", filter=Q(address="")),
        addresses=Count("address", distinct=True, filter=~Q(address="")),
    )
    return Summary(
        rows=rows,
        new_people=numbers["without"] + numbers["addresses"],
        accounts=finds["account"],
        known=finds["known"],
        without_address=numbers["without"],
    )


def to_move_in(source: Import) -> QuerySet[ImportRow]:
    """The rows that are still to be written, in the order of the file."""
    rows = source.rows.filter(written=False, outcome__in=[ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED])
    return rows.order_by("number")


def to_take_back(source: Import) -> QuerySet[ImportRow]:
    """The rows still to be undone, the last first: of what one made, a later one may have made more."""
    return source.rows.filter(written=True, stays="").order_by("-number")


def rows_of_step(source: Import) -> int:
    """How many rows the present step is about: done, and still to do."""
    left = {ImportState.RUNNING: to_move_in, ImportState.UNDOING: to_take_back}.get(source.status)
    return source.done + left(source).count() if left else source.total


def says_something_of(source: Import, user: Visitor) -> bool:
    """Whether it has moved in anything about this person: an endorsement, a renewal or a training."""
    written = source.rows.filter(written=True)
    theirs = Q(endorsement__in=endorsements_of(user))
    if user.is_authenticated:  # also where the record is not theirs yet
        theirs |= Q(address__in=aliases_of(user.email))
    if written.filter(theirs).exists():
        return True
    logged = [str(pk) for pk in evidence_of(user).values_list("pk", flat=True)]
    return written.filter(made__entry__in=logged).exists()


def problem_rows(source: Import) -> Iterator[ImportRow]:
    """The rows that are left out, in the order of the file, a few at a time."""
    rows = source.rows.filter(outcome=ImportRow.Outcome.PROBLEM).order_by("number")
    yield from rows.iterator(chunk_size=500)
