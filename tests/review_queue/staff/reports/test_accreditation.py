"""The page for accreditors names files that the pack has, all of them, and the pages of a report as it is."""

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest

from review_queue.staff.reports.evidence_pack import archive
from review_queue.staff.reports.pdf_report import printed
from tests.review_queue.staff.reports.test_decisions import larger  # noqa: F401 - a fixture
from tests.review_queue.staff.reports.test_evidence import pack_of

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).parents[4] / "docs" / "accreditation.md").read_text("utf-8")
ROWS = [line for line in GUIDE.splitlines() if re.match(r"\| (NCCA|ISO|Standards)", line)]
CLAUSES = (
    *("NCCA 19", "NCCA 20", "ISO/IEC 17024 6.2", "ISO/IEC 17024 9.3.5", "ISO/IEC 17024 9.8"),
    *("Standards 4.20", "Standards 6.8", "Standards 6.9"),
)
SECTION = re.compile(r"([A-Z][^,|(]+) \(page (\d+)\)")


@pytest.fixture
def sample(leader, larger):  # noqa: F811
    pack = pack_of(leader, larger)
    report = printed(pack)
    with zipfile.ZipFile(io.BytesIO(archive(pack, report))) as packed:
        files = {name for name in packed.namelist() if not name.startswith("verifier/")}
    return files, [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report)).pages]


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_has_files_and_pages(clause):
    rows = [row for row in ROWS if row.startswith(f"| {clause}")]
    assert rows
    for row in rows:
        assert re.search(r"`[a-z_]+\.(csv|json|jsonl)`", row), row
        assert SECTION.search(row), row


def test_every_file_that_is_named_is_in_the_pack_and_every_file_of_the_pack_is_named_in_a_row(sample):
    files, _ = sample
    named = set(re.findall(r"`([a-z_]+\.(?:csv|jsonl|json|pdf|py))`", "\n".join(ROWS)))
    assert named - files == set()
    assert files - named == {"report.pdf", "verify.py"}
    everywhere = set(re.findall(r"`([a-z_]+\.(?:csv|jsonl|json|pdf|py))`", GUIDE))
    assert everywhere - files == set()


def test_every_section_stands_on_the_page_that_is_named(sample):
    _, pages = sample
    named = {pair for row in ROWS for pair in SECTION.findall(row)}
    assert len(named) > 10
    for title, page in sorted(named):
        lines = [" ".join(line.split()) for line in pages[int(page) - 1].splitlines()]
        assert title in lines, (title, page)


def test_the_reports_own_contents_are_true(sample):
    _, pages = sample
    first = " ".join(pages[0].split())
    contents = re.findall(r"([A-Z][A-Za-z -]+) \(page (\d+)\)", first.split("Contents: ")[1])
    assert len(contents) == 15
    for title, page in contents:
        lines = [" ".join(line.split()) for line in pages[int(page) - 1].splitlines()]
        assert title in lines, (title, page)
