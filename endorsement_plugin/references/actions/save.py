from collections.abc import Mapping
from typing import Any

from django.db import transaction

from endorsement_plugin.errors import Stale
from endorsement_plugin.models import Reference
from endorsement_plugin.record.merging import merged
from endorsement_plugin.references.locks import lock_by_link
from endorsement_plugin.rules.merging import Since

STALE = "This was saved in another tab or on another device after you opened it here."


@transaction.atomic
def save_reference(*, link: str, answers: Mapping[str, Any], since: Since) -> Reference:
    """Keep what the referee has written so far, by block id. `link` is the digest of the link's token.
    Where all of it is kept already nothing changes.

    Raises LinkGone, and Stale if an answer was changed in another tab or on another device as well.
    """
    row = lock_by_link(link)
    written = merged(answers, row.draft, since, row.revision, Stale(STALE, row.revision))
    if written:
        row.draft = {**row.draft, **written}
        row.revision += 1
        row.save(update_fields=["draft", "revision"])
    return row
