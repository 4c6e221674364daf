"""My portfolio, which needs no application."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from endorsement_plugin.api.evidence import checked
from endorsement_plugin.api.preconditions import revision_in, tag
from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.problems import refused
from endorsement_plugin.api.schemas.evidence import EntryIn, EntryList, EntryOut, EntryPatch
from endorsement_plugin.api.schemas.pasting import PasteIn, PasteOut
from endorsement_plugin.errors import Incomplete, Problem, Stale
from endorsement_plugin.limits import SAVE
from endorsement_plugin.permissions import evidence_of
from endorsement_plugin.portfolio.actions import add_evidence, add_many, change_evidence, remove_evidence
from endorsement_plugin.portfolio.forms import initial_of
from endorsement_plugin.portfolio.pasting import KINDS, Reading
from endorsement_plugin.renewals.queries.asked import clauses_asked_of
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.screens.getters import own_person, own_portfolio_entry

router = private_router("portfolio")


@router.get("/", response=EntryList)
def list_entries(request: HttpRequest, kind: str = "") -> EntryList:
    """Everything that I logged, or what is of one kind."""
    rows = evidence_of(request.user)
    items = [EntryOut.of(row) for row in (rows.filter(kind=kind) if kind else rows)]
    return EntryList(count=len(items), items=items)


@router.post("/", response={201: EntryOut}, throttle=[SAVE])
def add(request: HttpRequest, data: EntryIn, response: HttpResponse) -> Status:
    """Add an entry. With an `id` of your own making, sending it again adds nothing twice."""
    _refuse_kind(data.kind, EVIDENCE_KINDS)
    values = _values(request, data.kind, data.details(), entry=data.id, confirmed=data.confirmed)
    row = add_evidence(by=request.user, kind=data.kind, values=values, entry=data.id)
    response["Location"] = f"{request.path}{row.pk}/"
    tag(response, row.revision)
    return Status(201, EntryOut.of(row))


@router.post("/actions/paste/", response=PasteOut, throttle=[SAVE])
def paste(request: HttpRequest, data: PasteIn) -> PasteOut:
    """What pasted rows would become; with `add` those that are right are added. Again they add nothing."""
    _refuse_kind(data.kind, KINDS)
    reading = Reading(
        data.text,
        kind=data.kind,
        person=own_person(request),
        clauses=clauses_asked_of(request.user),
        columns=data.columns,
        confirmed=data.confirmed,
    )
    if reading.refusal:
        raise Incomplete(reading.refusal, [Problem("rows", reading.refusal, ("text",))])
    rows = [row.values for row in reading.new if row.values is not None] if data.add else []
    added = add_many(by=request.user, kind=data.kind, rows=rows) if rows else []
    return PasteOut.of(reading, len(added))


@router.get("/{uuid:entry}/", response=EntryOut)
def read_entry(request: HttpRequest, entry: UUID, response: HttpResponse) -> EntryOut:
    """One entry."""
    row = own_portfolio_entry(request, entry)
    tag(response, row.revision)
    return EntryOut.of(row)


@router.patch("/{uuid:entry}/", response=EntryOut, throttle=[SAVE])
def change(
    request: HttpRequest, entry: UUID, data: EntryPatch, response: HttpResponse
) -> EntryOut | HttpResponse:
    """Correct an entry. Details that are not named stay as they are, null clears one. Needs If-Match."""
    row = own_portfolio_entry(request, entry)
    before = initial_of(row)
    details = {**before, **data.details()}
    values = _values(request, row.kind, details, before, entry=entry, confirmed=data.confirmed)
    try:
        since = Since(revision_in(request, row.revision))
        saved = change_evidence(by=request.user, entry=entry, values=values, since=since)
    except Stale as refusal:
        return _stale(request, entry, refusal)
    tag(response, saved.revision)
    return EntryOut.of(saved)


@router.delete("/{uuid:entry}/", response={204: None})
def remove(request: HttpRequest, entry: UUID) -> Status | HttpResponse:
    """Take an entry out of the portfolio. With If-Match only if nobody has changed it since."""
    row = own_portfolio_entry(request, entry)
    try:
        revision = revision_in(request, row.revision) if request.headers.get("If-Match") else None
        remove_evidence(by=request.user, entry=entry, revision=revision)
    except Stale as refusal:
        return _stale(request, entry, refusal)
    return Status(204, None)


def _stale(request: HttpRequest, entry: UUID, refusal: Stale) -> HttpResponse:
    current = EntryOut.of(own_portfolio_entry(request, entry)).model_dump(mode="json")
    return refused(request, refusal, current=current)


def _refuse_kind(kind: str, kinds: Any) -> None:
    if kind not in kinds:
        words = "There is no such kind of entry here."
        raise Incomplete(words, [Problem("unknown_kind", words, ("kind",))])


def _values(
    request: HttpRequest,
    kind: str,
    details: dict[str, Any],
    before: dict[str, Any] | None = None,
    *,
    entry: UUID | None,
    confirmed: bool,
) -> dict[str, Any]:
    """The same form as the page's, with what is asked of this person."""
    person, clauses = own_person(request), clauses_asked_of(request.user)
    return checked(person, clauses, kind, details, before, entry=entry, confirmed=confirmed)
