from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale, WrongState
from endorsement_plugin.exams.locks import lock_sitting
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.merging import merged
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.rules.states import SittingState

STALE = "Your answers were saved in another tab or on another device after you opened this page."


@transaction.atomic
def save_responses(*, sitting: UUID, by: Visitor, answers: Mapping[str, Any], since: Since) -> Sitting:
    """Keep what the candidate has written, `answers` by the question's block; the others stay as they were.

    Raises Stale if an answer was changed in another tab as well, WrongState once it is handed in, NotAllowed.
    """
    row = lock_sitting(by, sitting)
    if row.status is not SittingState.OPEN:
        raise WrongState("This exam is not open, so nothing was saved.")
    row.draft = {**row.draft, **merged(answers, row.draft, since, row.revision, Stale(STALE, row.revision))}
    row.revision += 1
    row.save(update_fields=["draft", "revision"])
    return row
