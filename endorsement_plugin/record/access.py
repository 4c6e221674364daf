"""Who of an association read what is confidential, and who took which list away: noted before it is handed
over, in one place for all of them. Nothing here is ever changed or deleted.
"""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from endorsement_plugin.models import AccessEvent, Application, Endorsement
from endorsement_plugin.permissions import Visitor

NOT_NARROWING = frozenset({"export", "p", "ordering", "by", "_w_filter_fragment"})
"""Parts of an address that leave no row out."""


def note_reads(
    kind: AccessEvent.Kind,
    things: Iterable[object],
    *,
    of: Application | Endorsement,
    by: Visitor,
) -> None:
    """Note that staff read these (ids), which belong to `of`: each once for a person in an hour (of UTC)."""
    now = timezone.now()
    whose = {"application": of} if isinstance(of, Application) else {"endorsement": of}
    AccessEvent.objects.bulk_create(
        (
            AccessEvent(
                association_id=of.association_id,
                at=now,
                hour=now.replace(minute=0, second=0, microsecond=0),
                actor_id=by.pk or 0,
                kind=kind,
                thing=str(thing),
                **whose,
            )
            for thing in things
        ),
        ignore_conflicts=True,
    )


def note_export(
    kind: AccessEvent.Kind, counts: Mapping[int, int], *, by: Visitor, detail: str = "", thing: object = ""
) -> None:
    """Note that staff took a list away, every time: for each association (its id) how many rows were its."""
    now = timezone.now()
    AccessEvent.objects.bulk_create(
        AccessEvent(
            association_id=association,
            at=now,
            hour=now.replace(minute=0, second=0, microsecond=0),
            actor_id=by.pk or 0,
            kind=kind,
            thing=str(thing),
            rows=count,
            detail=detail[:200],
        )
        for association, count in counts.items()
    )


def narrowing(asked: Mapping[str, str]) -> str:
    """By what a list was narrowed, never to what: somebody may have searched for a name."""
    names = sorted(name for name, value in asked.items() if value and name not in NOT_NARROWING)
    return ", ".join("search" if name == "q" else name.replace("_", " ") for name in names)
