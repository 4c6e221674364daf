"""Somebody takes figures of a round away. They name reviewers, so who did is kept."""

from django.db import transaction

from ..errors import NotAllowed
from ..models import Event, Round
from ..permissions import User, items_led_by
from .record import record


@transaction.atomic
def export(*, scored_in: Round, what: str, by: User) -> Event:
    """Note it before anything is handed out. `what` names the file. Raises NotAllowed."""
    if not items_led_by(by).filter(round=scored_in).exists():
        raise NotAllowed
    return record(scored_in, Event.Kind.EXPORTED, actor=by, detail=what)
