"""Of fewer than five answers no report says anything to who reads it: pages, PDF, tables to take along."""

import csv
import io
import re
import zipfile
from itertools import combinations

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from review_queue.audit.queries.reliability import scores_of
from review_queue.models import Round
from review_queue.staff.reports.evidence_pack import archive, gather
from review_queue.staff.reports.pdf_report import printed
from review_queue.staff.reports.report_words import readable_sheet
from review_queue.staff.reports.sheets import Sheet
from review_queue.statistics.agreement import ENOUGH, Scale, measure, readable
from review_queue.statistics.suppression import HIDDEN, SMALL, WORDS, cell, cells, hidden, hidden_pairs
from review_queue.verifier import figures
from tests.factories import reviews
from tests.factories.scored import make_decided
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

PAGES = (
    "agreement",
    "agreement_reviewers",
    "agreement_pairs",
    "agreement_drift",
    "agreement_severity",
    "reports",
)
TABLES = ("agreement", "reviewers", "pairs", "severity")
YARDSTICKS = ("total", "verdict", "c-c0")
COUNTS = {
    "Answers",
    "Decided answers",
    "With a third review",
    "First reviews",
    "Second reviews",
    "Beside the third",
    "Beside anchors",
}
CODE = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}\b")
PAGE_OF = re.compile(r"Page \d+ of \d+")
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"')


class Read:
    """Everything that a chief reviewer reads of a round: pages, tables, and the text of the PDF."""

    def __init__(self, leader, scored_in) -> None:
        self._client, self._round = signed_in(leader), scored_in
        self.pages = {
            (name, on): self._get(name, on)
            for name in PAGES
            for on in (YARDSTICKS if name in ("agreement_reviewers", "agreement_pairs") else ("total",))
        }
        self.tables = {(name, on): self._table(name, on) for name in TABLES for on in YARDSTICKS}
        scores = scores_of(leader, scored_in)
        pack = gather(leader, scores, timezone.localdate())
        report = printed(pack)
        self.pdf = "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(report)).pages)
        self.pack = zipfile.ZipFile(io.BytesIO(archive(pack, report)))

    def _get(self, name: str, on: str) -> str:
        args = [] if name == "reports" else [self._round.code]
        response = self._client.get(reverse(f"review_queue:{name}", args=args), {"on": on})
        assert response.status_code == 200
        return TOKEN.sub("", response.content.decode())

    def _table(self, name: str, on: str) -> list[dict[str, str]]:
        url = reverse("review_queue:agreement_csv", args=[self._round.code, name])
        return list(
            csv.DictReader(io.StringIO(self._client.get(url, {"on": on}).content.decode("utf-8-sig")))
        )

    def counts(self) -> list[tuple[str, str]]:
        """Each count of a page's tables, with where it stands."""
        found = []
        for (name, on), page in self.pages.items():
            for one in BeautifulSoup(page, "html.parser").select("td[data-label]"):
                if one["data-label"] in COUNTS:
                    words = one.select_one(".interval") if "Beside" in str(one["data-label"]) else one
                    found.append((f"{name} {on} {one['data-label']}", words.get_text() if words else ""))
            left = BeautifulSoup(page, "html.parser").select_one("#left-out")
            found += [(f"{name} left out", one.get_text()) for one in (left.select("td") if left else ())]
        for (name, on), rows in self.tables.items():
            columns = [
                column
                for row in rows
                for column in row
                if column in ("n", "answers") or column.endswith("_n")
            ]
            levels = [column for row in rows for column in row if column.endswith("_by_level")]
            found += [(f"{name}.csv {on} {one}", row[one]) for row in rows for one in {*columns, *levels}]
        return found


def without_codes(text: str) -> str:
    return CODE.sub("CODE", text)


def small_numbers(text: str) -> list[int]:
    """Whole numbers from one to four that are no part of another number or of the words for them."""
    return [int(one) for one in re.findall(r"(?<![\d.,])[1-4](?![\d.,])", text.replace(WORDS, ""))]


def play(people, marks, rubric=None) -> Round:
    scored_in = reviews.make_round(rubric)
    for pair, points in marks:
        make_decided(scored_in, [people[one] for one in pair], points)
    return scored_in


SAME, APART = [(2, 2), (2, 2)], [(3, 3), (1, 2)]


def test_of_a_round_of_four_nothing_that_is_read_depends_on_a_mark(leader, people):
    """One round after the other, with the same people and the same verdicts, and all marks others."""
    seen, rubric = [], reviews.make_rubric()
    for points in (SAME, APART):
        scored_in = play(people, [((0, 1), points)] * 4, rubric)
        type(scored_in).objects.filter(pk=scored_in.pk).update(code="round", title="Round", seed=1)
        scored_in.refresh_from_db()
        read = Read(leader, scored_in)
        pages = {key: without_codes(page) for key, page in read.pages.items() if key[0] != "reports"}
        figures_said = without_codes(read.pdf).partition("The record")[0]
        seen.append((pages, read.tables, PAGE_OF.sub("", figures_said)))
        type(scored_in).objects.filter(pk=scored_in.pk).update(code=f"former-{len(seen)}")
    (pages, tables, pdf), (other_pages, other_tables, other_pdf) = seen
    assert pages == other_pages
    assert tables == other_tables
    assert pdf == other_pdf
    assert f"Decided answers: {WORDS}, with a third review: 0." in " ".join(pdf.split())
    assert "Of so few no figure is shown" in pages["agreement", "total"]


def test_the_same_reports_tell_marks_apart_where_there_are_five(leader, people):
    """The counter-proof: what is compared above is what the figures stand in."""
    first, second = (Read(leader, play(people, [((0, 1), points)] * 5)) for points in (SAME, APART))
    assert first.tables["agreement", "total"][0]["exact"] != second.tables["agreement", "total"][0]["exact"]
    assert "100 % same" in first.pages["agreement", "total"]
    assert "100 % same" not in second.pages["agreement", "total"]


@pytest.fixture
def uneven(people):
    """Twenty answers: of the pairs one has three, and three of them have a third review."""
    marks = [((0, 1), SAME)] * 9 + [((1, 2), APART)] * 5 + [((0, 2), SAME)] * 3
    thirds = [((0, 1, 2), [(3, 2), (0, 2), (2, 2)])] * 3
    return play(people, marks + thirds)


def test_no_report_has_a_count_from_one_to_four(leader, uneven):
    read = Read(leader, uneven)
    counts = read.counts()
    assert {place.split()[0] for place, _ in counts} == {*PAGES, *(f"{name}.csv" for name in TABLES)}
    assert [(place, words) for place, words in counts if small_numbers(words)] == []
    assert any(WORDS in words for _, words in counts)
    assert any("…" in words for _, words in counts)
    said = " ".join(read.pdf.split())
    assert f"with a third review: {WORDS}." in said
    assert "Scored again by a fresh pair: 0." in said


def test_what_is_not_shown_cannot_be_worked_out(leader, uneven):
    """Of each reviewer's pairs two are hidden or none, and of the reviewers, too."""
    read = Read(leader, uneven)
    rows = read.tables["pairs", "total"]
    shown = [row for row in rows if row["n"] != WORDS]
    for who in {row[side] for row in rows for side in ("first", "second")}:
        own = [row for row in rows if who in (row["first"], row["second"])]
        assert len([row for row in own if row not in shown]) != 1
    for row in rows:
        if row["n"] == WORDS:
            figures = {
                name: value
                for name, value in row.items()
                if name.endswith(("exact", "difference", "icc_single"))
            }
            assert set(figures.values()) == {""}


def test_a_printed_count_is_not_worked_out_from_the_others_of_its_column():
    """The pairs of all reviewers are two for each answer, of which the report says how many there are."""
    scorers = Sheet(
        ("reviewer", "pairs", "thirds", "rescores"), [["A", 10, 0, 6], ["B", 8, 6, 6], ["C", 2, 5, 0]]
    )
    assert [row[1:] for row in readable_sheet("scorers", scorers).rows] == [
        [10, 0, 6],
        [HIDDEN, 6, 6],
        [WORDS, 5, 0],
    ]
    habits = Sheet(
        ("reviewer", "scorer", "n", "halo"), [["A", "R1", 10, 0.5], ["B", "R2", 8, 0.4], ["C", "R3", 2, 0.3]]
    )
    assert [row[2:] for row in readable_sheet("habits", habits).rows] == [
        [10, 0.5],
        [HIDDEN, None],
        [WORDS, None],
    ]
    errors = Sheet(("what", "n", "value"), [["of all", 10, 1.0], ["near", 2, 3.0]])
    assert [row[1:] for row in readable_sheet("decisions", errors).rows] == [[10, 1.0], [WORDS, None]]


def test_the_packs_own_tables_are_whole_because_verify_needs_them(leader, uneven):
    read = Read(leader, uneven)
    rows = list(csv.DictReader(io.StringIO(read.pack.read("pairs.csv").decode("utf-8-sig"))))
    assert sorted(int(row["n"]) for row in rows) == [3, 5, 12]
    assert all(row["icc_single"] != "" or row["exact"] for row in rows)


@pytest.mark.parametrize("n", range(6))
def test_a_figure_is_made_of_five_or_not_shown(n):
    measured = readable(
        measure([(1.0, 2.0), (2.0, 2.0), (3.0, 1.0), (0.0, 0.0), (2.0, 1.0)][:n], Scale((0, 1, 2, 3)))
    )
    assert (measured.icc_single.value is not None) == (n >= SMALL)
    assert (measured.exact.low is not None) == (n >= SMALL)
    assert measured.counted == (n if n in (0, 5) else WORDS)


def test_one_number_says_what_is_small():
    assert SMALL == ENOUGH == figures.ENOUGH == 5


@pytest.mark.parametrize(("n", "words"), [(0, 0), (1, WORDS), (4, WORDS), (5, 5)])
def test_a_count(n, words):
    assert cell(n) == words


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 6, 0, 6), (0, 6, 0, 6)),
        ((0, 1, 9, 7), (0, "…", 9, "…")),
        ((2, 3, 9, 7), ("…", "…", 9, 7)),
        ((2, 2, 9, 7), ("…", "…", 9, "…")),
        ((1, 0, 0, 4), ("…", 0, 0, "…")),
    ],
)
def test_levels_and_what_would_give_them_away(counts, shown):
    assert cells(counts) == shown


def test_parts_of_a_sum():
    """By trying all: what is hidden is never one alone, nor fewer than five together, where more could be."""
    for sizes in combinations(range(13), 4):
        parts = dict(enumerate(sizes))
        out = hidden(parts)
        assert {key for key, n in parts.items() if 0 < n < SMALL} <= out
        if out and len(out) < len([n for n in sizes if n]):
            assert len(out) > 1
            assert sum(parts[key] for key in out) >= SMALL


def test_pairs_hide_each_other():
    assert hidden_pairs({("a", "b"): 7, ("c", "d"): 9}) == set()
    assert hidden_pairs({("a", "b"): 7, ("a", "c"): 3, ("b", "c"): 9}) == {("a", "b"), ("a", "c"), ("b", "c")}
