"""The file that somebody downloads about themselves: JSON for programs, a page to read, their own files."""

import json
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from endorsement_plugin.models import ExamFile, Person, Scan, Transcript
from endorsement_plugin.privacy.rules.held import HELD

from .queries import addresses_of, told_rows

PAGE = "endorsement_plugin/download/index.html"


def write_archive(person: Person, to: IO[bytes]) -> None:
    """Write it as a ZIP, without what referees wrote in confidence, who reviewed, and notes of staff."""
    tables = {held.words: list(told_rows(name, held, person)) for name, held in HELD.items() if held.told}
    account = {"addresses": addresses_of(person)}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        files = list(_add_files(archive, person))
        whole = {"account": account, "made_at": timezone.now(), "tables": tables, "files": files}
        archive.writestr("data.json", json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        archive.writestr("index.html", render_to_string(PAGE, _page(whole)))


def _add_files(archive: zipfile.ZipFile, person: Person) -> Iterator[str]:
    transcripts = Transcript.objects.filter(application__person=person).order_by("uploaded_at")
    # A referee's letter is in confidence, as what referees write here.
    scans = Scan.objects.filter(application__person=person, references=None)
    exams = ExamFile.objects.filter(sitting__application__person=person).order_by("uploaded_at")
    rows: list[Transcript | Scan | ExamFile] = [*transcripts, *scans, *exams]
    for number, row in enumerate(rows, 1):
        name = f"files/{number}-{_safe(row.original_name)}"
        try:
            with row.file.open("rb") as source, archive.open(name, "w") as target:
                for part in source.chunks():
                    target.write(part)
        except FileNotFoundError:
            continue
        yield name


def _safe(name: str) -> str:
    """A file's own name without what would lead out of the folder, or hide its kind."""
    stem = re.sub(r"[^\w.-]+", "_", name.rpartition(".")[0]).strip("._")[:80]
    return f"{stem or 'file'}.pdf"


def _page(whole: dict[str, Any]) -> dict[str, Any]:
    tables = [
        {"words": words, "rows": [[(_label(key), value) for key, value in row.items()] for row in rows]}
        for words, rows in whole["tables"].items()
        if rows
    ]
    untold = [(held.words, held.untold) for held in HELD.values() if held.untold]
    return {**whole, "tables": tables, "untold": untold}


def _label(name: str) -> str:
    return name.replace("__name", "").replace("_", " ").capitalize()
