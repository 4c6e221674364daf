"""What became of the second reading of an answer, by a model, in words for the clearer."""

from review_queue.model_scan.child import Outcome
from review_queue.models import Event, Item

IT_READ = (
    "A model has read a second time what was typed, and lists what it takes for a name, place or number."
)
IT_STOPPED = "The second reading by a model was not finished: it lists little of what was typed, or nothing."
_MASKED = (Event.Kind.RECEIVED, Event.Kind.REMASKED)
_STOPPED = (Outcome.TOO_SLOW, Outcome.FAILED)


def second_reading(item: Item) -> str:
    """A sentence; empty where no model was to read, as a setting or what is installed has it. One query."""
    masked = Event.objects.filter(item=item, kind__in=_MASKED).order_by("-pk")
    detail = masked.values_list("detail", flat=True).first() or ""
    read_by = detail.partition(" model:")[2]
    if read_by in _STOPPED:
        return IT_STOPPED
    return IT_READ if "/" in read_by else ""
