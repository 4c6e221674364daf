"""The evidence pack's report: a few pages to read. Every table in it is whole in the CSV beside it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from review_queue.statistics.agreement import FEW
from review_queue.statistics.suppression import cell

from .agreement_rows import readable_reviewers, readable_yardsticks
from .alarms import low_agreement, severe
from .evidence_pack import Pack
from .printed_pages import FONT, PrintedPages, plain
from .report_words import (
    AFTERWARDS,
    AGAIN,
    DECISIONS,
    FACET_COLUMNS,
    FACETS,
    METHOD,
    SEVERITY,
    SHOWN,
    WIDTHS,
    figures,
    number,
    readable_sheet,
    share,
    two_places,
)
from .sheets import Cell, Sheet, columns, in_words
from .yardsticks import total_of


def printed(pack: Pack) -> bytes:
    """An A4 PDF. Letters outside Latin-1 lose their marks in print; the CSV files have them. It is set
    again until the contents on its first page name the pages that the headings came to stand on."""
    pdf = _set(pack, {})
    while pdf.headings != pdf.contents:
        pdf = _set(pack, pdf.headings)
    return bytes(pdf.output())


def _set(pack: Pack, contents: Mapping[str, int]) -> "PrintedPages":
    pdf = PrintedPages()
    pdf.contents = contents
    pdf.set_creation_date(datetime.combine(pack.made_on, time.min, UTC))
    pdf.set_title(plain(f"Evidence pack: {pack.scores.round.title}"))
    pdf.set_lang("en")
    pdf.add_page()
    _opening(pdf, pack)
    _agreement(pdf, pack)
    _decisions(pdf, pack)
    _reviewers(pdf, pack)
    pdf.heading("Who scored")
    scorers = readable_sheet("scorers", pack.sheets["scorers"])
    pdf.sheet(columns(scorers, SHOWN["scorers"]), (30, 22, 14, 24, 12, 12, 10, 10, 10, 12))
    pdf.heading("Third reviews")
    pdf.sheet(in_words(pack.sheets["adjudications"]), (20, 44, 14, 14, 14, 18, 14, 12))
    pdf.heading("Scored again")
    changed = sum(one.changed for one in pack.rescores)
    again = f"Scored again by a fresh pair: {len(pack.rescores)}. Verdicts changed: {changed}."
    pdf.words(f"{again} {AGAIN}")
    pdf.sheet(pack.sheets["rescores"], (20, 20, 14, 14, 14, 18, 14, 14, 18, 14))
    pdf.heading("Conflicts of interest")
    pdf.words(
        "Every decided answer, held again against the rules: different people, none of them its clearer, "
        "from different agencies, at most one novice, all with the required qualifications. Which reviewers "
        "were barred from an answer is deleted when it is closed."
    )
    _conflicts(pdf, pack.sheets["conflicts"])
    pdf.sheet(pack.sheets["left"], (70, 20))
    for title, name, words in AFTERWARDS:
        pdf.heading(title)
        pdf.words(words)
        pdf.sheet(columns(pack.sheets[name], SHOWN[name]), WIDTHS[name])
    _plans(pdf, pack.sheets["plans"])
    pdf.heading("Unblinding")
    pdf.words("Who learned, by name and with a reason, whose answer it was. Days are UTC.")
    pdf.sheet(pack.sheets["unblindings"], (20, 26, 64, 26, 26))
    _seals(pdf, pack)
    return pdf


def _opening(pdf: PrintedPages, pack: Pack) -> None:
    pdf.set_font(FONT, "B", 18)
    pdf.multi_cell(0, 9, plain(pack.scores.round.title), new_x="LMARGIN", new_y="NEXT")
    decided = len(pack.scores.scored)
    thirds = sum(item.third is not None for item in pack.scores.scored)
    people = pack.about.candidates
    if pack.about.associations:
        pdf.words(f"Association: {', '.join(pack.about.associations)}.")
    if pack.about.first and pack.about.last:
        pdf.words(f"Period: {pack.about.first.isoformat()} to {pack.about.last.isoformat()}.")
    pdf.words(
        f"Evidence of scoring quality, {pack.made_on.isoformat()}. Decided answers: {cell(decided)}, with a "
        f"third review: {cell(thirds)}. Answers received: {cell(pack.about.answers)}, each scoring again "
        "apart." + ("" if people is None else f" Candidates: {cell(people)}, each counted once.")
    )
    _contents(pdf)
    pdf.heading("What the figures leave out")
    pdf.sheet(readable_sheet("left_out", pack.sheets["left_out"]), (110, 30))
    if decided < FEW:
        pdf.words(f"Fewer than {FEW} answers: every figure below is uncertain. Read the intervals.")
    pdf.heading("Rules of the round")
    pdf.sheet(pack.sheets["policy"], (60, 80))


def _contents(pdf: PrintedPages) -> None:
    """The sections and their pages, as they were when the report was set before."""
    pages = ", ".join(f"{title} (page {page})" for title, page in pdf.contents.items())
    pdf.words(f"Contents: {pages}.")


def _agreement(pdf: PrintedPages, pack: Pack) -> None:
    pdf.heading("Agreement")
    pdf.words(METHOD)
    rows: list[list[Cell]] = [
        [row.yardstick.name, *figures(row.agreement), "look" if low_agreement(row) else ""]
        for row in readable_yardsticks(pack.agreement)
    ]
    names = ("exact", "adjacent", "kappa", "weighted kappa", "alpha", "ICC(1,1)", "ICC(1,k)")
    pdf.rows(("compared on", "n", *names, "alarm"), rows, (30, 8, 17, 17, 19, 19, 19, 19, 19, 10))


def _decisions(pdf: PrintedPages, pack: Pack) -> None:
    pdf.heading("Pass rates and decisions at the pass mark")
    pdf.words(DECISIONS)
    rows = [
        [of, group, n, passed, share(value, low, high)]
        for of, group, n, passed, value, low, high in pack.sheets["pass_rates"].rows
    ]
    pdf.rows(("of", "group", "n", "passed", "share"), rows, (20, 40, 30, 20, 40))
    for name, widths in (("decisions", (80, 20, 30)), ("habits", (50, 20, 16, 24, 34))):
        pdf.ln(2)
        pdf.sheet(two_places(readable_sheet(name, pack.sheets[name])), widths)


def _reviewers(pdf: PrintedPages, pack: Pack) -> None:
    pdf.heading("Severity")
    pdf.words(
        "Each reviewer's total minus that of the other of the pair, of the third, and of the reference of "
        "seeded anchors, in percentage points. calibration.csv and drift.csv have every attempt and anchor."
    )
    rows: list[list[Cell]] = [
        [
            row.name,
            row.beside.counted,
            number(row.beside.difference),
            row.third.counted,
            number(row.third.difference),
            row.anchors.counted,
            number(row.anchors.difference),
            "look" if severe(row, total_of(pack.scores)) else "",
        ]
        for row in readable_reviewers(pack.reviewers)
    ]
    pdf.rows(SEVERITY, rows, (34, 8, 30, 12, 30, 12, 30, 10))
    pdf.ln(2)
    pdf.words(FACETS)
    shown = columns(pack.sheets["severity"], FACET_COLUMNS)
    pdf.sheet(two_places(shown), (20, 36, 14, 16, 20, 14, 14, 46))


def _conflicts(pdf: PrintedPages, sheet: Sheet) -> None:
    """Those that need a word; a list of answers with nothing to say would hide them."""
    rows = list(sheet.rows)
    odd = [row for row in rows if "no" in row]
    kept = (
        "All answers meet" if not odd else f"{cell(len(rows) - len(odd))} of {cell(len(rows))} answers meet"
    )
    pdf.words(f"{kept} every rule today.")
    if odd:
        pdf.sheet(Sheet(sheet.header, odd), (24, 12, 14, 18, 20, 22, 16, 18))


def _plans(pdf: PrintedPages, sheet: Sheet) -> None:
    """What a person reads of a plan; digest, seed and solver are for the machine that draws it again."""
    pdf.heading("Plans of assignments")
    pdf.words(
        "From the same inputs anybody draws the same plan: plans.csv has a digest of the inputs, the seed, "
        "the solver and the cost. A stale plan was not applied, because something had changed since."
    )
    shown = ("pool", "state", "drawn_on", "drawn_by", "offers", "unfilled", "inputs_sha256")
    columns = [sheet.header.index(name) for name in shown]
    rows = [[row[column] for column in columns] for row in sheet.rows]
    shortened = [[*row[:6], f"{str(row[6])[:12]}..."] for row in rows]
    pdf.sheet(
        Sheet(("pool", "state", "drawn on", "by", "offers", "left open", "digest"), shortened),
        (24, 16, 26, 26, 12, 14, 26),
    )


def _seals(pdf: PrintedPages, pack: Pack) -> None:
    pdf.heading("The record")
    chain = pack.chain
    pdf.words(
        f"Events of the whole queue: {chain.sealed} sealed in a chain of seals, {chain.unsealed} not yet. "
        f"Newest seal: {chain.newest or 'none yet'}. "
        + (" ".join(chain.breaks) if chain.breaks else "Every seal was checked for this report and holds.")
    )
