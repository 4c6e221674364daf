from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale
from endorsement_plugin.exams.locks import lock_open
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.merging import merged
from endorsement_plugin.rules.merging import Since

STALE = "Your answers were saved in another tab or on another device after you opened this page."


@transaction.atomic
def save_responses(*, sitting: UUID, by: Visitor, answers: Mapping[str, Any], since: Since) -> Sitting:
    """Keep what the candidate has written, `answers` by the question's block; the others stay as they were.
    Where all of it is kept already nothing changes.

    Raises Stale if an answer was changed in another tab as well, WrongState once it is handed in, NotAllowed.
    """
    row = lock_open(by, sitting)
    written = merged(answers, row.draft, since, row.revision, Stale(STALE, row.revision))
    if written:
        row.draft = {**row.draft, **written}
        row.revision += 1
        row.save(update_fields=["draft", "revision"])
    return row
