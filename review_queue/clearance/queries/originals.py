"""The sender's original, asked for when a clearer needs it, used in memory and forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from review_queue.anonymization.identifiers import read
from review_queue.anonymization.leaving import LeavingIn
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.unseen import as_seen
from review_queue.conf import conf
from review_queue.errors import NoOriginal
from review_queue.items.actions.masked_texts import Text
from review_queue.items.actions.prepare import SectionValue
from review_queue.models import Item


@dataclass(frozen=True, slots=True)
class Original:
    """What `intake.receive` was given, or would be given today: the answer, and who it must not name."""

    sections: Sequence[SectionValue]
    identifiers: Sequence[Mapping[str, str]]

    def typed(self, text: Text) -> str:
        """What was typed in this section, as its reader would have seen it. Raises NoOriginal."""
        for one in self.sections:
            if one["code"] == text.section.code:
                return as_seen(str(one.get("text", "")))
        raise NoOriginal

    def masker(self, leave: Sequence[str] = ()) -> Masker:
        """With a numbering of its own. It leaves these words in."""
        return LeavingIn(read(self.identifiers), leave) if leave else Masker(read(self.identifiers))


def can_be_asked() -> bool:
    """Whether the host says originals at all."""
    return bool(conf().ORIGINAL_OF)


def original_of(item: Item) -> Original:
    """Ask the host. Not inside a transaction: it may take its time. Raises NoOriginal if it has none any
    more, or never says any."""
    said = import_string(conf().ORIGINAL_OF)(item.ref) if can_be_asked() else None
    if said is None:
        raise NoOriginal
    return Original(list(said["sections"]), list(said["identifiers"]))
