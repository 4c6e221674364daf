"""An evidence pack as a file to take away: written to disk as it is read, as of one moment."""

import datetime
import tempfile
from typing import IO

from django.http import FileResponse

from review_queue.audit.queries.one_moment import one_moment
from review_queue.audit.queries.reliability import scores_of
from review_queue.models import Round
from review_queue.permissions import User

from .evidence_pack import gather, write_archive
from .pdf_report import printed


def pack_response(user: User, scored_in: Round, today: datetime.date) -> FileResponse:
    """The pack of a round that the user leads, or has in hand as an auditor."""
    name = f"{scored_in.code}-evidence.zip"
    file = pack_file(user, scored_in, today)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def pack_file(user: User, scored_in: Round, today: datetime.date) -> IO[bytes]:
    """The same, at its beginning. What is in it is consistent with itself, whatever comes in meanwhile; it is
    gone from the disk once it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        with one_moment():
            pack = gather(user, scores_of(user, scored_in), today)
            write_archive(pack, printed(pack), file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
