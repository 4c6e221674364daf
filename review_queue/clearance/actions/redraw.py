"""Draw the file of a section once more, with more of it black."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review_queue.anonymization.second_reading import read_again
from review_queue.items.actions.keep_file import Kept, drop_on_commit, keep_file
from review_queue.items.actions.masked_texts import Text
from review_queue.items.actions.prepare import limits
from review_queue.models import SectionFile
from review_queue.redaction.bounded import redact_bounded
from review_queue.redaction.finding import Finder
from review_queue.redaction.geometry import Area
from review_queue.redaction.reasons import Reason


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The new file, in the storage already, and the section's text with it. `found` counts masked words."""

    file: SectionFile
    kept: Kept
    text: Text
    covered: frozenset[int]
    found: int


def redraw(text: Text, finder: Finder, areas: Sequence[Area] = ()) -> Redrawn | None:
    """The file with all that the finder finds, and the areas, blacked out; None if that is nothing.

    Takes seconds: call it outside a transaction. Raises CannotRedact, FileLost.
    """
    assert text.file
    data = text.file.read()
    redacted = redact_bounded(data, finder, areas=areas, limits=limits(), whole_words=not areas)
    if not redacted.covered:
        return None
    now = replace(text, read=read_again(redacted.masked.text, text.read))
    return Redrawn(text.file, keep_file(redacted.pdf), now, redacted.covered, len(redacted.masked.spans))


def swap_in(redrawn: Redrawn) -> None:
    """Put it in the place of the file of a locked item; pages that have changed must be looked at again."""
    file, kept = redrawn.file, redrawn.kept
    drop_on_commit(file.name)
    file.name, file.sha256, file.size = kept.name, kept.sha256, kept.size
    file.version += 1
    file.save(update_fields=["name", "sha256", "size", "version"])
    file.looks.filter(page__in=redrawn.covered).delete()
    file.doubts.filter(reason=Reason.UNLIKE).update(words="")  # one of them may be what was masked
