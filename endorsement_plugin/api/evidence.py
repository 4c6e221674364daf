"""The entries of a person's portfolio, as one application asks for them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from endorsement_plugin.errors import Incomplete, Problem, Stale
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Application, Person
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.portfolio.forms import EvidenceForm, initial_of
from endorsement_plugin.portfolio.queries import entries_of
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.screens.getters import own_application, own_entry

from .answers import cleaned
from .preconditions import revision_in, tag
from .private import private_router
from .problems import refused
from .schemas.evidence import EntryIn, EntryList, EntryOut, EntryPatch

router = private_router("evidence")

NOT_ASKED = "No requirement here counts such a detail. Nothing was saved."


@router.get("/{uuid:pk}/evidence/", response=EntryList)
def list_evidence(request: HttpRequest, pk: UUID) -> EntryList:
    """The entries that count for this application: the portfolio, or what was submitted of it."""
    items = [EntryOut.of(entry) for entry in entries_of(own_application(request, pk))]
    return EntryList(count=len(items), items=items)


@router.post("/{uuid:pk}/evidence/", response={201: EntryOut}, throttle=[SAVE])
def add(request: HttpRequest, pk: UUID, data: EntryIn, response: HttpResponse) -> Status:
    """Add an entry. With an `id` of your own making, sending it again adds nothing twice; another entry under
    that id is refused."""
    row = own_application(request, pk)
    if data.kind not in row.definition.evidence_kinds:
        raise Incomplete("This form asks for no entries of this kind.", [_problem(data.kind, "kind")])
    given = data.details()
    values = _cleaned(row, data.kind, given, entry=data.id, confirmed=data.confirmed)
    entry = add_evidence(application=pk, by=request.user, kind=data.kind, values=values, entry=data.id)
    response["Location"] = f"{request.path}{entry.pk}/"
    tag(response, entry.revision)
    return Status(201, EntryOut.of(entry))


@router.get("/{uuid:pk}/evidence/{uuid:entry}/", response=EntryOut)
def read_entry(request: HttpRequest, pk: UUID, entry: UUID, response: HttpResponse) -> EntryOut:
    """One entry of the portfolio."""
    _, evidence = own_entry(request, pk, entry)
    tag(response, evidence.revision)
    return EntryOut.of(evidence)


@router.patch("/{uuid:pk}/evidence/{uuid:entry}/", response=EntryOut, throttle=[SAVE])
def change(
    request: HttpRequest, pk: UUID, entry: UUID, data: EntryPatch, response: HttpResponse
) -> EntryOut | HttpResponse:
    """Correct an entry. Details that are not named stay as they are, null clears one. Needs If-Match."""
    row, evidence = own_entry(request, pk, entry)
    before = initial_of(evidence)
    details = {**before, **data.details()}
    values = _cleaned(row, evidence.kind, details, before, entry=entry, confirmed=data.confirmed)
    try:
        since = Since(revision_in(request, evidence.revision))
        saved = change_evidence(application=pk, by=request.user, entry=entry, values=values, since=since)
    except Stale as refusal:
        return _stale(request, pk, entry, refusal)
    tag(response, saved.revision)
    return EntryOut.of(saved)


@router.delete("/{uuid:pk}/evidence/{uuid:entry}/", response={204: None})
def remove(request: HttpRequest, pk: UUID, entry: UUID) -> Status | HttpResponse:
    """Take an entry out of the portfolio. With If-Match only if nobody has changed it since."""
    _, evidence = own_entry(request, pk, entry)
    try:
        revision = revision_in(request, evidence.revision) if request.headers.get("If-Match") else None
        remove_evidence(application=pk, by=request.user, entry=entry, revision=revision)
    except Stale as refusal:
        return _stale(request, pk, entry, refusal)
    return Status(204, None)


def _stale(request: HttpRequest, pk: UUID, entry: UUID, refusal: Stale) -> HttpResponse:
    current = EntryOut.of(own_entry(request, pk, entry)[1]).model_dump(mode="json")
    return refused(request, refusal, current=current)


def _cleaned(
    row: Application,
    kind: str,
    details: dict[str, Any],
    before: dict[str, Any] | None = None,
    *,
    entry: UUID | None,
    confirmed: bool,
) -> dict[str, Any]:
    clauses = parse(row.requirement_set.clauses)
    return checked(row.person, clauses, kind, details, before, entry=entry, confirmed=confirmed)


def checked(
    person: Person,
    clauses: Sequence[Clause],
    kind: str,
    details: dict[str, Any],
    before: dict[str, Any] | None = None,
    *,
    entry: UUID | None,
    confirmed: bool,
) -> dict[str, Any]:
    """The details of an entry as they are kept. Raises Incomplete with what is wrong or not asked for."""
    unknown = [name for name in details if name not in EVIDENCE_KINDS[kind].details]
    if unknown:
        problems = [_problem(kind, name) for name in unknown]
        raise Incomplete("This kind of entry has no such detail. Nothing was saved.", problems)
    data = {**details, "confirmed": confirmed}
    form = EvidenceForm(data, kind=kind, person=person, clauses=clauses, initial=before, entry=entry)
    unasked = [name for name, value in details.items() if value and name not in form.fields]
    if new := [name for name in unasked if details[name] != (before or {}).get(name)]:
        raise Incomplete(NOT_ASKED, [_problem(kind, name) for name in new])
    return cleaned(form, kind)


def _problem(kind: str, name: str) -> Problem:
    return Problem("unknown_field", "This is not asked for here.", (kind, name))
