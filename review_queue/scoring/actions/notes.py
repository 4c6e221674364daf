"""Highlight words of an answer and note something, for oneself alone. No event tells of it."""

from collections.abc import Sequence

from django.db import transaction

from review_queue.errors import EnoughNotes, HighlightedAlready, NotInAnswer, WrongState
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Highlight, Section
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.rules import place_of

MOST = 100


@transaction.atomic
def add_note(
    *, assignment: Assignment, words: str, text: str, part: int | None = None, turn: int = 1
) -> Highlight:
    """Highlight the `turn`-th mention of the words in this part, or the first in any; without words a note on
    the part as a whole. `part` counts from 1.

    A masked word is highlighted whole. Raises NotInAnswer, HighlightedAlready, EnoughNotes, or WrongState if
    the answer is not being scored.
    """
    locked = lock_assignment(
        assignment
    )  # its notes go with the right to see the answer, and none comes after
    if locked.state != AssignmentState.ACCEPTED:
        raise WrongState
    section, start, end = _place(assignment, words, part, turn)
    there = list(Highlight.objects.filter(review=locked.review).values_list("section", "start", "end"))
    if len(there) >= MOST:
        raise EnoughNotes
    if any(where == section.pk and start < last and first < end for where, first, last in there):
        raise HighlightedAlready
    return Highlight.objects.create(review=locked.review, section=section, start=start, end=end, note=text)


def remove_note(*, assignment: Assignment, note: int) -> None:
    """Without a word if it is gone already."""
    Highlight.objects.filter(pk=note, review__assignment=assignment).delete()


def _place(assignment: Assignment, words: str, part: int | None, turn: int) -> tuple[Section, int, int]:
    sections = list(assignment.item.sections.select_related("file").prefetch_related("spans"))
    chosen = [one for one in sections if part in (None, one.position + 1)]
    if not chosen:
        raise NotInAnswer
    if not words:
        return chosen[0], 0, 0
    found = _first(chosen, words, turn)
    if found is None:
        raise NotInAnswer
    return found


def _first(sections: Sequence[Section], words: str, turn: int) -> tuple[Section, int, int] | None:
    for section in sections:
        place = place_of(words, _typed(section), turn)
        if place is not None:
            start, end = place
            touched = [span for span in section.spans.all() if span.start < end and start < span.end]
            return (
                section,
                min([start, *(span.start for span in touched)]),
                max([end, *(span.end for span in touched)]),
            )
    return None


def _typed(section: Section) -> str:
    """What was typed: the words of a file stand in its pages, too, which cannot be highlighted."""
    file = getattr(section, "file", None)
    return section.text[: file.text_start] if file and file.name else section.text
