import uuid
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from endorsement_plugin.conf import current
from endorsement_plugin.errors import NotAllowed, TooLarge, WrongType
from endorsement_plugin.imports.locks import record_import_event
from endorsement_plugin.models import Association, Import
from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.models.moving.imports import sheet_name
from endorsement_plugin.permissions import Visitor, coordinates

from .asking import ask_for_part

TAKEN = (".csv", ".txt", ".tsv", ".xlsx")
WRONG_TYPE = "Upload a CSV file or an .xlsx workbook. Other kinds can be saved as one of these."


def upload_import(*, association: Association, by: Visitor, kind: str, file: UploadedFile) -> Import:
    """Store a spreadsheet under a random name, and have it read in the background.

    Nothing of it is parsed here. Raises NotAllowed, TooLarge and WrongType; then nothing is stored.
    """
    _check(association, by, file)
    assert by.pk is not None
    row = Import(association=association, kind=kind, size=file.size or 0, uploaded_by_id=by.pk)
    row.original_name = PurePath(file.name or "sheet.csv").name[-255:]
    storage = private_storage()
    name = storage.save(sheet_name(row, row.original_name), file)
    try:
        return _record(row, name, by)
    except BaseException:
        storage.delete(name)
        raise


def _check(association: Association, by: Visitor, file: UploadedFile) -> None:
    if not coordinates(by, association):
        raise NotAllowed("You do not coordinate this association.")
    if not file.size:
        raise WrongType("The file is empty.")
    if file.size > current().IMPORT_MAX_BYTES:
        raise too_large()
    if not (file.name or "").lower().endswith(TAKEN):
        raise WrongType(WRONG_TYPE)


def too_large() -> TooLarge:
    """The refusal of a file over the limit, with the limit in it."""
    most = current().IMPORT_MAX_BYTES // (1024 * 1024)
    return TooLarge(f"The file is larger than {most} MB. Save the one sheet as CSV, or split it.")


@transaction.atomic
def _record(row: Import, name: str, by: Visitor) -> Import:
    row.id = uuid.uuid4()
    row.file.name = name
    row.save(force_insert=True)
    record_import_event(row, "uploaded", by=by.pk, detail=row.original_name)
    ask_for_part(row, 0)
    return row
