"""The rows of one kind that go on a day, or stay though their time is over: to look at and to download."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from endorsement_plugin.clock import local
from endorsement_plugin.desk.viewsets.export import harmless
from endorsement_plugin.models import AccessEvent, Person
from endorsement_plugin.record.access import note_export
from endorsement_plugin.retention.queries.due import Term, due, over
from endorsement_plugin.retention.queries.sources import SOURCES
from endorsement_plugin.retention.rules.terms import Kind, Need

from .base import RetentionPage

A_PAGE = 50

_PATHS = {
    "application": "application__person__user",
    "renewal": "renewal__endorsement__person__user",
    "endorsement": "endorsement__person__user",
    "person": "person__user",
}

WORDS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.DRAFTS: lambda row: row.credential.code,
    Kind.WITHDRAWN: lambda row: row.credential.code,
    Kind.DECLINED: lambda row: row.credential.code,
    Kind.ENDORSED: lambda row: row.credential.code,
    Kind.TRANSCRIPTS: lambda row: row.original_name,
    Kind.REFERENCES: lambda row: f"By {row.name}",
    Kind.EXAM_ANSWERS: lambda row: f"Sitting {row.number}",
    Kind.AUDIT_DOCUMENTS: lambda row: row.original_name,
    Kind.REQUESTS: lambda row: row.get_kind_display(),
    Kind.LETTERS: lambda row: row.subject,
    Kind.READS: lambda row: row.get_kind_display(),
    Kind.EXPORTS: lambda row: row.get_kind_display(),
    Kind.INVITATIONS: lambda row: f"To {row.address}",
    Kind.ENQUIRIES: lambda row: row.about,
    Kind.IMPORTS: lambda row: row.original_name,
}
"""What a row is called."""

if WORDS.keys() != set(Kind):
    raise ImportError(f"Kinds of record whose rows have no name: {sorted(set(Kind) - WORDS.keys())}")


def with_people(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what `person_of` and `address_of` read of them."""
    fields = {field.name for field in rows.model._meta.concrete_fields}
    paths = [path for name, path in _PATHS.items() if name in fields]
    return rows.select_related(*paths, *({"credential"} & fields))


def person_of(row: Any) -> Person | None:
    """The person that it is about; None for what leads to nobody."""
    for name in ("application", "endorsement"):
        part = getattr(row, name, None)
        if part is not None:
            return part.person  # type: ignore[no-any-return]
    renewal = getattr(row, "renewal", None)
    return renewal.endorsement.person if renewal is not None else getattr(row, "person", None)


def address_of(kind: Kind, row: Any) -> str:
    """The page about it; none for a draft, which its applicant alone reads, and for what has no page."""
    if kind is Kind.DRAFTS:
        return ""
    if kind in {Kind.WITHDRAWN, Kind.DECLINED, Kind.ENDORSED}:
        # One that was withdrawn as a draft is its applicant's alone, too.
        return reverse("endorsement_applications:inspect", args=[row.pk]) if row.submitted_at else ""
    if kind is Kind.ENQUIRIES:
        return reverse("endorsement_enquiries:inspect", args=[row.pk])
    if kind is Kind.IMPORTS:
        return reverse("endorsement_imports:one", args=[row.pk])
    if kind is Kind.AUDIT_DOCUMENTS:
        return reverse("endorsement_endorsements:inspect", args=[row.renewal.endorsement_id])
    if getattr(row, "application_id", None):
        return reverse("endorsement_applications:inspect", args=[row.application_id])
    if getattr(row, "endorsement_id", None):
        return reverse("endorsement_endorsements:inspect", args=[row.endorsement_id])
    return ""


class RowsView(RetentionPage, TemplateView):
    """A list, page by page, and as a spreadsheet, which is noted."""

    template_name = "endorsement_plugin/admin/retention/rows.html"
    page_title = "What would go"
    by_coordinators = True
    kept: Term

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The kind, or a 404."""
        super().setup(request, *args, **kwargs)
        self.kept = self.term(kwargs["kind"])

    @property
    def stays(self) -> bool:
        """Whether it is asked for what stays."""
        return self.request.GET.get("which") == "stays"

    @property
    def rows(self) -> QuerySet[Any]:
        """Those that are asked for, the oldest first."""
        of_day: tuple[Term, Any, date] = (self.kept, self.association, self.day)
        rows = over(*of_day).exclude(need="") if self.stays else due(*of_day)
        return with_people(rows).order_by("since", "pk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the list to take away."""
        if request.method == "GET" and request.GET.get("export") == "csv":
            return self.as_csv()
        return super().dispatch(request, *args, **kwargs)

    def as_csv(self) -> StreamingHttpResponse:
        """All of them, row by row as they are read, once it is noted who takes the list away."""
        counts = {self.association.pk: self.rows.count()}
        note_export(AccessEvent.Kind.RETENTION, counts, by=self.request.user, thing=self.kept.kind.value)
        response = StreamingHttpResponse(self._lines(), content_type="text/csv; charset=utf-8")
        name = f"retention-{self.kept.kind.value}-{self.day.isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _lines(self) -> Iterator[str]:
        yield "\ufeff" + _line(["Kind", "What", "Whose", "Counted from", "Why it stays"])
        for row in self.rows.iterator(chunk_size=500):
            since = local(row.since, self.association).strftime("%Y-%m-%d")
            why = Need(row.need).label if row.need else ""
            said = [
                self.kept.keeping.words,
                WORDS[self.kept.kind](row),
                str(person_of(row) or ""),
                since,
                why,
            ]
            yield _line(said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows, A_PAGE).get_page(self.request.GET.get("p"))
        kind = self.kept.kind
        return super().get_context_data(
            kept=self.kept,
            keeping=self.kept.keeping,
            page=page,
            rows=[
                (
                    WORDS[kind](row),
                    address_of(kind, row),
                    person_of(row),
                    row.since,
                    row.need and Need(row.need),
                )
                for row in page
            ],
            day=self.day,
            stays=self.stays,
            may_hold=bool(SOURCES[kind].people),
            own=self.request.user.pk,
            **kwargs,
        )


def _line(values: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([harmless(value) for value in values])
    return text.getvalue()
