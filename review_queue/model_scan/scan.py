"""What was typed in one answer, read by the model at once, and masked with what it lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from review_queue.anonymization.mask import Masked, Masker
from review_queue.anonymization.tokens import replace
from review_queue.anonymization.unseen import as_seen

from .child import Limits, Outcome, Reading, read_texts
from .suspects import as_typed, names_of, with_guesses


@dataclass(frozen=True, slots=True)
class Scan:
    """`paper` are the names of the vignettes: whoever answers repeats them."""

    reading: Reading
    paper: frozenset[str]

    def mask(self, place: int, text: str, masker: Masker) -> Masked:
        """As `masker.mask`, for the text that was at this place; what the model means is only listed."""
        text = as_seen(text)
        finds, doubts = masker.find(text)
        doubts = with_guesses(text, self.reading.guesses[place], finds, doubts, self.paper)
        return replace(text, finds, doubts, masker.numbering)


def scan(texts: Sequence[str], prompts: Sequence[str], limits: Limits | None) -> Scan:
    """The reading of these texts under these prompts; without limits the model reads nothing."""
    if limits is None:
        return Scan(Reading(Outcome.OFF, ((),) * len(texts)), frozenset())
    return Scan(read_texts([as_typed(as_seen(text)) for text in texts], limits), names_of(prompts))
