from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import for_each_row
from endorsement_plugin.conf import current
from endorsement_plugin.files import forget_file
from endorsement_plugin.imports.locks import record_import_event
from endorsement_plugin.imports.queries import BUSY, about_held
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Import


def forget_imports() -> int:
    """Remove the file and the cells of every import that was uploaded IMPORT_KEPT_DAYS ago; how many.

    What was moved in stays, and can still be taken back. One that a worker has is left for the next time, and
    one that made something of a person on whom there is a hold as long as that stands. Where an association's
    own policy of retention is carried out, it alone says when.
    """
    since = timezone.now() - timedelta(days=current().IMPORT_KEPT_DAYS)
    rows = Import.objects.filter(uploaded_at__lt=since, forgotten_at=None).exclude(state__in=BUSY)
    rows = rows.exclude(association__retention__is_on=True).exclude(about_held())
    return len(for_each_row(rows.order_by("uploaded_at", "pk"), forget_import))


@transaction.atomic
def forget_import(source: Import) -> None:
    """Remove its file and cells; what it moved in stays. One that a worker has by now is left as it is."""
    row = lock(Import).filter(pk=source.pk).exclude(state__in=BUSY).first()
    if row is None:
        return
    forget_file(row.file.storage, row.file.name)
    row.rows.update(cells=[], problems=[], key="", address="")
    row.file.name, row.words, row.forgotten_at = "", {}, timezone.now()
    row.save(update_fields=["file", "words", "forgotten_at"])
    record_import_event(row, "forgotten", by=None)
