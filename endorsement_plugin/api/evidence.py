"""The entries of a person's portfolio, as one application asks for them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Status

from endorsement_plugin.actions.add_evidence import add_evidence
from endorsement_plugin.actions.change_evidence import change_evidence
from endorsement_plugin.actions.remove_evidence import remove_evidence
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.forms.evidence import DETAILS, EvidenceForm, initial_of
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import evidence_of
from endorsement_plugin.queries.evidence import entries_of
from endorsement_plugin.requirements.clauses import areas, parse
from endorsement_plugin.rules.sections import evidence_kinds

from .filling import cleaned
from .own import own, private_router
from .shapes.evidence import EntryIn, EntryList, EntryOut, EntryPatch

router = private_router("evidence")


@router.get("/{uuid:pk}/evidence/", response=EntryList)
def list_evidence(request: HttpRequest, pk: UUID) -> EntryList:
    """The entries that count for this application: the portfolio, or what was submitted of it."""
    items = [EntryOut.of(entry) for entry in entries_of(own(request, pk))]
    return EntryList(count=len(items), items=items)


@router.post("/{uuid:pk}/evidence/", response={201: EntryOut}, throttle=[SAVE])
def add(request: HttpRequest, pk: UUID, data: EntryIn, response: HttpResponse) -> Status:
    """Add an entry. With an `id` of your own making, sending it again adds nothing twice."""
    row = own(request, pk)
    if data.kind not in evidence_kinds(row.form_version.definition):
        raise Incomplete("This form asks for no entries of this kind.", [_problem(data.kind, "kind")])
    given = data.details()
    values = _cleaned(row, data.kind, given)
    entry = add_evidence(application=pk, by=request.user, kind=data.kind, values=values, entry=data.id)
    response["Location"] = f"{request.path}{entry.pk}/"
    return Status(201, EntryOut.of(entry))


@router.get("/{uuid:pk}/evidence/{uuid:entry}/", response=EntryOut)
def read_entry(request: HttpRequest, pk: UUID, entry: UUID) -> EntryOut:
    """One entry of the portfolio."""
    own(request, pk)
    return EntryOut.of(_entry(request, entry))


@router.patch("/{uuid:pk}/evidence/{uuid:entry}/", response=EntryOut, throttle=[SAVE])
def change(request: HttpRequest, pk: UUID, entry: UUID, data: EntryPatch) -> EntryOut:
    """Correct an entry. Details that are not named stay as they are, null clears one."""
    row, found = own(request, pk), _entry(request, entry)
    told = {**initial_of(found), **data.details()}
    values = _cleaned(row, found.kind, told)
    return EntryOut.of(change_evidence(application=pk, by=request.user, entry=entry, values=values))


@router.delete("/{uuid:pk}/evidence/{uuid:entry}/", response={204: None})
def remove(request: HttpRequest, pk: UUID, entry: UUID) -> Status:
    """Take an entry out of the portfolio."""
    own(request, pk)
    _entry(request, entry)
    remove_evidence(application=pk, by=request.user, entry=entry)
    return Status(204, None)


def _entry(request: HttpRequest, entry: UUID) -> EvidenceEntry:
    return get_object_or_404(evidence_of(request.user), pk=entry)


def _cleaned(row: Application, kind: str, told: dict[str, Any]) -> dict[str, Any]:
    unknown = [name for name in told if name not in DETAILS[kind]]
    if unknown:
        problems = [_problem(kind, name) for name in unknown]
        raise Incomplete("This kind of entry has no such detail. Nothing was saved.", problems)
    areas_asked = areas(parse(row.requirement_set.clauses))
    return cleaned(EvidenceForm(told, kind=kind, person=row.person, areas=areas_asked), kind)


def _problem(kind: str, name: str) -> Problem:
    return Problem("unknown_field", "This is not asked for here.", (kind, name))
