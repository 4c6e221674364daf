"""A clearer blacks out areas of a page: handwriting, a letterhead, a face. There is no way back."""

from collections.abc import Sequence
from dataclasses import replace

from review_queue.anonymization.spans import Label
from review_queue.errors import WrongState
from review_queue.items.actions.masked_texts import texts_of, tokens_of
from review_queue.models import Item
from review_queue.permissions import User
from review_queue.redaction.finding import Phrase
from review_queue.redaction.geometry import Area

from .redraw import redraw
from .write_masked import write_masked


def black_out(*, item: Item, position: int, areas: Sequence[Area], by: User) -> None:
    """Black out the areas in the file of the section at this position, and mask the words under them.

    The file is drawn anew, which takes seconds: call it outside a transaction. Raises WrongState if there is
    no such page or the item has moved on, MaskedMeanwhile, CannotRedact.
    """
    before = texts_of(item)
    text = next((one for one in before if one.section.position == position and one.file), None)
    if text is None or not text.file or any(area.page >= text.file.pages for area in areas):
        raise WrongState
    redrawn = redraw(text, Phrase("", Label.DETAIL, tokens_of(before)), areas)
    if redrawn is None:
        raise WrongState
    after = replace(text, read=redrawn.text.read)
    detail = f"areas:{len(areas)} part:{position + 1}"
    write_masked(item=item, before=before, after=[after], redrawn=[redrawn], by=by, detail=detail)
