"""What the columns of a spreadsheet are, and what its words mean."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.imports.columns import OF_KIND, missing
from endorsement_plugin.imports.locks import lock_import, record_import_event
from endorsement_plugin.imports.queries import MOST_WORDS, words_in
from endorsement_plugin.models import Import
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ImportState

from .asking import begin

CROWDED = "This column holds {count} different words. Choose the one that holds this."
TWICE = "This column is chosen for something else already."
BEFORE_RUN = {ImportState.COLUMNS, ImportState.WORDS, ImportState.CHECKED}


@transaction.atomic
def choose_columns(*, source: UUID, by: Visitor, columns: Mapping[str, int]) -> Import:
    """Say which column is which. Where no word has to be explained and no date is unclear, it is checked.

    Raises Incomplete beside each field, NotAllowed, and WrongState once it has been moved in.
    """
    row = lock_import(by, source)
    problems = [Problem("missing", words, (name,)) for name, words in missing(row.kind, columns).items()]
    seen: dict[int, str] = {}
    for one in OF_KIND[row.kind]:
        place = columns.get(one.name)
        if place is not None and seen.setdefault(place, one.name) != one.name:
            problems.append(Problem("twice", TWICE, (one.name,)))
    if problems:
        raise Incomplete("Some columns have to be chosen.", problems)
    row.columns = dict(columns)
    words, unclear = words_in(row)
    crowded = [
        Problem("crowded", CROWDED.format(count=len(one.written)), (one.name,))
        for one in words
        if len(one.written) > MOST_WORDS
    ]
    if crowded:
        raise Incomplete("One of these columns is another one.", crowded)
    if row.status is not ImportState.WORDS:
        move(row, ImportState.WORDS, out_of=BEFORE_RUN)
    row.save(update_fields=["columns", "state", "changed_at"])
    record_import_event(row, "columns_chosen", by=by.pk)
    if not words and not unclear:
        begin(row, ImportState.CHECKING)
    return row


@transaction.atomic
def choose_words(*, source: UUID, by: Visitor, words: Mapping[str, Mapping[str, str]], dates: str) -> Import:
    """Say what the words mean, and how 03/04/2024 is read; then it is checked.

    A word may be left without a meaning: its rows have a problem then. Raises NotAllowed, WrongState.
    """
    row = lock_import(by, source)
    row.words = {
        name: {word: value for word, value in meant.items() if value} for name, meant in words.items()
    }
    row.dates = dates
    row.save(update_fields=["words", "dates", "changed_at"])
    record_import_event(row, "words_chosen", by=by.pk)
    begin(row, ImportState.CHECKING)
    return row


@transaction.atomic
def choose_again(*, source: UUID, by: Visitor, state: ImportState) -> Import:
    """Back to the columns or to the words of an import that has not been moved in. Raises WrongState."""
    row = lock_import(by, source)
    if row.status is not state:
        move(row, state, out_of=BEFORE_RUN)
        row.save(update_fields=["state", "changed_at"])
    return row
