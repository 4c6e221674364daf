from collections.abc import Mapping
from typing import Any

from django.db import transaction

from endorsement_plugin.errors import Stale
from endorsement_plugin.models import Reference

from .referees import lock_by_link


@transaction.atomic
def save_reference(*, link: str, answers: Mapping[str, Any], revision: int) -> Reference:
    """Keep what the referee has written so far, by block id. `link` is the digest of the link's token.

    Raises LinkGone, and Stale if another tab or device saved after that revision.
    """
    row = lock_by_link(link)
    if row.revision > revision:
        raise Stale(
            "This was saved in another tab or on another device after you opened it here.", row.revision
        )
    row.draft = {**row.draft, **answers}
    row.revision += 1
    row.save(update_fields=["draft", "revision"])
    return row
