"""One import: how far it is, what would happen, what did, and what to do next."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from endorsement_plugin.conf import current
from endorsement_plugin.desk.viewsets.export import harmless
from endorsement_plugin.errors import Refusal
from endorsement_plugin.imports.actions.choose import choose_again
from endorsement_plugin.imports.actions.run import check_again, go_on, note_download, run_import, undo_import
from endorsement_plugin.imports.columns import cell
from endorsement_plugin.imports.forms import RunForm
from endorsement_plugin.imports.queries import BUSY, Summary, problem_rows, rows_of_step, summary_of
from endorsement_plugin.imports.reading.workbooks import FORMULA
from endorsement_plugin.models import Import, ImportRow
from endorsement_plugin.rules.states import ImportState

from .base import ImportMixin, address

SHOWN = 100
"""Rows on the page. The file has all of them."""
WRONG = "What is wrong"
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes a UTF-8 file for one of Windows-1252."""
WAITS = {ImportState.COLUMNS: "columns", ImportState.WORDS: "words"}


class ImportView(ImportMixin, TemplateView):
    """The page asks for itself again while a worker has it."""

    template_name = "endorsement_plugin/admin/imports/one.html"
    page_title = "Import records"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Straight on to what it waits for."""
        waits = WAITS.get(self.source.status)
        return redirect(address(self.source.pk, waits)) if waits else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, the first rows with a problem, what stayed, the history."""
        source = self.source
        state = source.status
        problems = source.rows.filter(outcome=ImportRow.Outcome.PROBLEM).order_by("number")
        summary = summary_of(source)
        return super().get_context_data(
            source=source,
            state=state.value,
            busy=state in BUSY,
            rows=rows_of_step(source) if state in BUSY else source.total,
            summary=summary,
            counted=_counted(source, summary),
            problems=[_with_words(source, row) for row in problems[:SHOWN]],
            stays=source.rows.exclude(stays="").order_by("number")[:SHOWN],
            events=source.events.select_related("actor"),
            form=RunForm(),
            kept_days=current().IMPORT_KEPT_DAYS,
            **kwargs,
        )


NEW_ROWS = {"endorsees": "New endorsements", "renewals": "New periods", "trainings": "New trainings"}
OF_ROWS = (
    ("changed", "Corrected"),
    ("there", "There already"),
    ("problem", "Left out, with a problem"),
)
OF_PEOPLE = (
    ("new_people", "New people"),
    ("accounts", "Found by the address of their account"),
    ("known", "Known from your records"),
    ("without_address", "New, without an address"),
)


def _counted(source: Import, summary: Summary) -> list[tuple[str, int, int]]:
    """Each count: its label, what the dry run said, and what it is now."""
    lines = [("new", NEW_ROWS[source.kind]), *OF_ROWS]
    lines += OF_PEOPLE if source.kind == Import.Kind.ENDORSEES else ()
    now = summary.counts
    return [(label, source.foreseen.get(name, 0), now.get(name, 0)) for name, label in lines]


def _with_words(source: Import, row: ImportRow) -> tuple[int, str, list[str]]:
    """The row, what tells it from others, and what is wrong with it."""
    names = ("number", "name", "given_name", "family_name", "email", "title")
    said = " ".join(filter(None, (cell(row.cells, source.columns, name) for name in names)))
    return row.number, said, [sentence for _, sentence in row.problems]


class ActView(ImportMixin, View):
    """One press of a button, carried out or refused in words."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the page of the import."""
        given: dict[str, Any] = {"source": self.source.pk, "by": request.user}
        try:
            match kwargs["act"]:
                case "run":
                    run_import(**given, invites=bool(request.POST.get("invites")))
                case "undo":
                    undo_import(**given)
                case "again":
                    check_again(**given)
                case "go-on":
                    go_on(**given)
                case state:
                    choose_again(**given, state=ImportState(state))
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return redirect(address(self.source.pk))


class ProblemsView(ImportMixin, View):
    """The rows with problems as they came, and a column that says what is wrong: to mend and upload."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """A file that no spreadsheet program can be made to run."""
        note_download(source=self.source.pk, by=request.user)
        response = StreamingHttpResponse(_lines(self.source), "text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="rows-with-problems.csv"'
        return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _lines(source: Import) -> Iterator[str]:
    writer = csv.writer(_Echo())
    width = len(source.headings)
    headings = [one for one in source.headings if one != WRONG]
    keep = [place for place, one in enumerate(source.headings) if one != WRONG]
    yield BYTE_ORDER_MARK + writer.writerow([*map(harmless, headings), WRONG])
    for row in problem_rows(source):
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        said = " ".join(sentence for _, sentence in row.problems)
        kept = (cells[place].removeprefix(FORMULA) for place in keep)
        yield writer.writerow([*map(harmless, kept), harmless(said)])
