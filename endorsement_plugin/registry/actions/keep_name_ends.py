"""The index of names, brought up to date. Whoever writes a name need know nothing of it."""

from django.db import transaction
from django.db.models import F

from endorsement_plugin.models import Endorsement, NameEnd
from endorsement_plugin.registry.narrowing import ends_of, to_index

A_BATCH = 500


def keep_name_ends(batch: int = A_BATCH) -> int:
    """Keep the ends of names that were written since; how many names that were. No more than a batch.

    Until it has run, a search reads those names themselves, so nobody is missed meanwhile.
    """
    waiting = list(to_index().order_by("pk").values_list("pk", flat=True)[:batch])
    with transaction.atomic():
        these = Endorsement.objects.filter(pk__in=waiting)
        these.update(words_of=F("search"))  # holds the rows: what is read next is what was noted
        NameEnd.objects.filter(endorsement__in=waiting).delete()
        NameEnd.objects.bulk_create(
            (
                NameEnd(endorsement_id=pk, association_id=association, text=text)
                for pk, association, search in these.values_list("pk", "association", "search")
                for text in sorted(ends_of(search))
            ),
            batch_size=5_000,
            ignore_conflicts=True,
        )
    return len(waiting)
