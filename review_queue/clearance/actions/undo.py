"""A clearer undoes the last step, whoever made it; then the one before it, down to the text as received."""

from collections.abc import Sequence
from dataclasses import replace

from review_queue.anonymization.originals import OtherOriginal, Standing, left_in
from review_queue.anonymization.phrases import mask_finds
from review_queue.anonymization.spans import Doubt, Find, Label, Reason, Source, join_overlaps
from review_queue.clearance.queries.originals import original_of
from review_queue.clearance.queries.steps import Step, last_step
from review_queue.errors import DrawnIn, MaskedMeanwhile, NoOriginal, NothingToUndo
from review_queue.items.actions.masked_texts import Text, texts_of
from review_queue.models import Event, Item, Suspect
from review_queue.permissions import User

from .unmask import take_away
from .write_masked import write_masked


def undo(*, item: Item, step: int, by: User) -> None:
    """Undo the step that this event tells of. Call it outside a transaction: the original may be asked for.

    Raises MaskedMeanwhile if it is not the last one any more, DrawnIn if it changed a file, NothingToUndo if
    nothing of it is left, NoOriginal, WrongState.
    """
    last = last_step(item)
    if last is None or last.event != step:
        raise MaskedMeanwhile
    before = texts_of(item)
    undone = _masked_again if last.unmasked else _unmasked_again
    after = undone(item, before, last)
    if not after:
        raise NothingToUndo
    detail = f"{last.token.strip('[]')}:{last.count}"
    write_masked(
        item=item, before=before, after=after, redrawn=(), by=by, detail=detail, kind=Event.Kind.UNDONE
    )


def _unmasked_again(item: Item, before: Sequence[Text], last: Step) -> list[Text]:
    if not last.token or any(last.token in one.read.text for one in before if one.file):
        raise DrawnIn
    return take_away(before, original_of(item), last.token, None, no_name=False)[0]


def _masked_again(item: Item, before: Sequence[Text], last: Step) -> list[Text]:
    """What came back by this step, and what the machine would mask of itself and nobody else has unmasked: a
    step that was undone in between may have dropped its list."""
    rows = Suspect.objects.filter(section__item=item, reason=Reason.UNMASKED)
    tokens = {
        (section, start): token for section, start, token in rows.values_list("section", "start", "token")
    }
    original, label = original_of(item), Label(last.token.strip("[]").split("-")[0])
    masker = original.masker()
    changed = []
    for text in before:
        said = original.typed(text)
        listed = [one for one in text.typed.suspects if one.reason is Reason.UNMASKED]
        others = [one for one in listed if tokens.get((text.section.pk, one.start)) not in (last.token, "")]
        places = [(one.start, one.end) for one in listed if one not in others]
        try:
            finds = left_in(said, text.typed, masker.find(said)[0])
        except OtherOriginal:
            raise NoOriginal from None
        places += [(one.start, one.end) for one in finds if not _touches(one, others)]
        again = join_overlaps(Find(*place, label, last.token, Source.PERSON) for place in places)
        if again:
            changed.append(replace(text, typed=mask_finds(text.typed, again, Standing())))
    return changed


def _touches(find: Find, doubts: Sequence[Doubt]) -> bool:
    return any(one.start < find.end and find.start < one.end for one in doubts)
