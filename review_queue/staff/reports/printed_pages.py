"""The pages of a printed report: headings, paragraphs and tables in one look."""

import unicodedata
from collections.abc import Mapping, Sequence

from fpdf import FPDF
from fpdf.fonts import FontFace

from .report_words import in_one_line
from .sheets import Cell, Sheet

FONT = "Helvetica"
MOST_ROWS = 60
TYPEWRITER = str.maketrans("ʻ‘’“”–—−…", "'''\"\"---.")
HEADING = FontFace(emphasis="BOLD", fill_color=(238, 234, 226))


def plain(text: str) -> str:
    """The nearest letters that the built-in fonts of every PDF reader have."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text).translate(TYPEWRITER))


class PrintedPages(FPDF):
    """Headings, paragraphs and tables, one look. `headings` are those set so far, with their pages."""

    contents: Mapping[str, int]

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.headings: dict[str, int] = {}

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=8)
        self.cell(0, 10, f"Confidential. Names of reviewers. Page {self.page_no()} of {{nb}}", align="C")

    def heading(self, text: str) -> None:
        self.ln(4)
        self.set_font(FONT, "B", 12)
        if self.will_page_break(14):  # no heading stands alone at the foot of a page
            self.add_page()
        self.headings[text] = self.page_no()
        self.multi_cell(0, 7, plain(text), new_x="LMARGIN", new_y="NEXT")

    def words(self, text: str) -> None:
        self.set_font(FONT, size=9)
        self.multi_cell(0, 4.6, plain(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def sheet(self, sheet: Sheet, widths: Sequence[int]) -> None:
        """The first rows of a table, and how many more there are."""
        rows = list(sheet.rows)
        self.rows([name.replace("_", " ") for name in sheet.header], rows[:MOST_ROWS], widths)
        if len(rows) > MOST_ROWS:
            self.words(f"and {len(rows) - MOST_ROWS} more in the CSV file")

    def rows(self, header: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        if not rows:
            self.words("None.")
            return
        self.set_font(FONT, size=7.5)
        self.set_draw_color(200, 194, 182)
        with self.table(
            col_widths=tuple(widths),
            headings_style=HEADING,
            line_height=4.4,
            text_align="LEFT",
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            for cells in (header, *rows):
                row = table.row()
                for cell in cells:
                    # Its own line breaks could make a row higher than a page, which no table can hold.
                    row.cell(plain(in_one_line(cell)))


def _letter(one: str) -> str:
    try:
        one.encode("latin-1")
    except UnicodeEncodeError:
        bare = "".join(part for part in unicodedata.normalize("NFD", one) if not unicodedata.combining(part))
        return bare if bare.isascii() and bare else "?"
    return one
