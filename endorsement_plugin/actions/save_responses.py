from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale, WrongState
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import SittingState

from .sitting_rows import lock_sitting


@transaction.atomic
def save_responses(*, sitting: UUID, by: Visitor, answers: Mapping[str, Any], revision: int) -> Sitting:
    """Keep what the candidate has written, `answers` by the question's block; the others stay as they were.

    Raises Stale if another tab saved after `revision`, WrongState once it is handed in, NotAllowed.
    """
    row = lock_sitting(by, sitting)
    if row.status is not SittingState.OPEN:
        raise WrongState("This exam is not open, so nothing was saved.")
    if row.revision != revision:
        raise Stale(
            "Your answers were saved in another tab or on another device after you opened this page.",
            row.revision,
        )
    row.draft = {**row.draft, **answers}
    row.revision += 1
    row.save(update_fields=["draft", "revision"])
    return row
