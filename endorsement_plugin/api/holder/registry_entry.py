"""What the registry says of me, field by field, and the code by which mine is verified."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from endorsement_plugin.api.preconditions import revision_in, tag
from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.registry_entry import CodeIn, CodeOut, EntryIn, EntryOut
from endorsement_plugin.clock import today
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Endorsement, RegistryEntry
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.actions.save_entry import save_entry
from endorsement_plugin.registry.forms import RegistryEntryForm
from endorsement_plugin.registry.rules import is_named
from endorsement_plugin.registry.verification import address_to_verify, in_groups
from endorsement_plugin.screens.getters import own_endorsement, own_endorsements

router = private_router("endorsements")


@router.get("/{number:number}/registry/", response=EntryOut)
def read_entry(request: HttpRequest, number: str, response: HttpResponse) -> EntryOut:
    """What is kept, and what of it is shown."""
    return _entry(own_endorsement(request, number), response)


@router.put("/{number:number}/registry/", response=EntryOut, throttle=[SAVE])
def put_entry(request: HttpRequest, number: str, data: EntryIn, response: HttpResponse) -> EntryOut:
    """Keep these, and show of them what is to be shown from now on. Needs If-Match."""
    row = own_endorsement(request, number)
    kept = _kept(row)
    revision = revision_in(request, kept.revision if kept else 0)
    typed: dict[str, Any] = data.dict() | {"languages": ",".join(data.languages)}
    form = RegistryEntryForm(typed)
    if not form.is_valid():
        raise Incomplete("Nothing was saved.", _problems(form))
    save_entry(endorsement=row.pk, by=request.user, values=form.cleaned_data, revision=revision)
    return _entry(get_object_or_404(own_endorsements(request), pk=row.pk), response)


@router.get("/{number:number}/code/", response=CodeOut)
def read_code(request: HttpRequest, number: str) -> CodeOut:
    """The code that stands on the certificate."""
    return _code(own_endorsement(request, number))


@router.post("/{number:number}/actions/renew-code/", response=CodeOut, throttle=[SAVE])
def renew_mine(request: HttpRequest, number: str, data: CodeIn) -> CodeOut:
    """Withdraw the code that is named, and have another."""
    row = own_endorsement(request, number)
    renew_code(endorsement=row.pk, code=data.code, by=request.user)
    return _code(own_endorsement(request, number))


def _kept(row: Endorsement) -> RegistryEntry | None:
    return RegistryEntry.objects.filter(person=row.person_id, association=row.association_id).first()


def _entry(row: Endorsement, response: HttpResponse) -> EntryOut:
    kept = _kept(row)
    tag(response, kept.revision if kept else 0)
    return EntryOut.of(row, kept, is_named=is_named(row, row.association, today(row.association)))


def _code(row: Endorsement) -> CodeOut:
    return CodeOut(code=in_groups(row.verification_code), address=address_to_verify(row))


def _problems(form: RegistryEntryForm) -> list[Problem]:
    return [
        Problem(code="invalid", message=str(message), where=(name,))
        for name, messages in form.errors.items()
        for message in messages
    ]
