"""Many entries at once: pasted, or from a file; looked at first, then added together."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.portfolio.actions import add_many
from endorsement_plugin.portfolio.pasting import KINDS, Reading
from endorsement_plugin.renewals.queries.asked import clauses_asked_of
from endorsement_plugin.screens.getters import own_person

MOST_BYTES = 256 * 1024
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
TOO_LARGE = "This file is too large: it must be under 256 KB. Save only the rows that you need."
UNREADABLE = "This file cannot be read as text. Save it as CSV (comma separated, UTF-8), and choose that."


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Rows as a spreadsheet has them. A POST shows what they would become; `do=add` adds what is right."""
    keep_time_of(association_for(request))
    person = own_person(request)
    if request.method != "POST":
        return _page(request, kind=_kind(request.GET.get("kind", "")))
    kind = _kind(request.POST.get("kind", ""))
    text, refusal = _text(request)
    reading = Reading(
        text,
        kind=kind,
        person=person,
        clauses=clauses_asked_of(request.user),
        columns=_columns(request),
        confirmed=request.POST.get("confirmed") == "yes",
    )
    refusal = refusal or reading.refusal
    if refusal:
        return _page(request, kind=kind, text=text, refusal=refusal, status=422)
    if request.POST.get("do") == "add":
        return _added(request, reading)
    return _page(request, kind=kind, text=text, reading=reading)


def _added(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What is right goes in; what is not stays on the page, with its problems."""
    rows = [row.values for row in reading.new if row.values is not None]
    added = add_many(by=request.user, kind=reading.kind, rows=rows)
    noun = "entry" if len(added) == 1 else "entries"
    if added or not reading.wrong:
        messages.success(request, f"{len(added)} {noun} added.")
    if not reading.wrong:
        return redirect("endorsement:portfolio")
    lines = [*([reading.header] if reading.header else []), *(row.cells for row in reading.wrong)]
    left = "\n".join("\t".join(cells) for cells in lines)
    again = Reading(
        left,
        kind=reading.kind,
        person=reading.person,
        clauses=reading.clauses,
        columns=reading.columns,
    )
    return _page(request, kind=reading.kind, text=left, reading=again, status=422)


def _kind(given: str) -> str:
    return given if given in KINDS else next(iter(KINDS))


def _columns(request: HttpRequest) -> Mapping[int, str]:
    """What was chosen for each column, by its place."""
    places = (name.removeprefix("column-") for name in request.POST if name.startswith("column-"))
    numbers = [place for place in places if place.isdecimal() and len(place) < 3]
    return {int(place): str(request.POST[f"column-{place}"]) for place in numbers}


def _text(request: HttpRequest) -> tuple[str, str]:
    """What was pasted, or what the file says; and why the file could not be read."""
    pasted, file = request.POST.get("text", ""), request.FILES.get("file")
    if file is None:
        return pasted, ""
    if file.size and file.size > MOST_BYTES:
        return pasted, TOO_LARGE
    data = file.read()
    for encoding in ("utf-16",) if data[:2] in BYTE_ORDERS else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (pasted, UNREADABLE) if "\0" in text else (text, "")
    return pasted, UNREADABLE


def _page(request: HttpRequest, *, kind: str, status: int = 200, **more: Any) -> HttpResponse:
    reading: Reading | None = more.get("reading")
    context = {
        "association": association_for(request),
        "kinds": KINDS.values(),
        "kind": kind,
        "columns": _selects(reading) if reading else [],
        **more,
    }
    return render(request, "endorsement_plugin/applicant/portfolio/paste.html", context, status=status)


def _selects(reading: Reading) -> list[dict[str, Any]]:
    """A control for each column: what it is called, what it holds, and an example."""
    return [
        {
            "place": place,
            "heading": reading.header[place] if place < len(reading.header) else f"Column {place + 1}",
            "chosen": reading.columns.get(place, ""),
            "example": next((row[place] for row in reading.body if place < len(row) and row[place]), ""),
        }
        for place in range(reading.width)
    ]
