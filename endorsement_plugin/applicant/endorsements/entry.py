"""What the public registry says of somebody: field by field, with a look at it before it is saved."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.clock import today
from endorsement_plugin.errors import Refusal, Stale
from endorsement_plugin.models import Endorsement, RegistryEntry
from endorsement_plugin.registry.actions.save_entry import save_entry
from endorsement_plugin.registry.details import in_full
from endorsement_plugin.registry.forms import RegistryEntryForm, facets_from, typed_from
from endorsement_plugin.registry.rules import is_named
from endorsement_plugin.screens.getters import own_endorsement
from endorsement_plugin.screens.saving import revision_given

TEMPLATE = "endorsement_plugin/applicant/registry_entry.html"


def seen_by_others(endorsement: Endorsement) -> dict[str, Any]:
    """For a section of a page: the line as it stands in the registry, or that there is none."""
    association = endorsement.association
    day = today(association)
    in_full({association: day}, [endorsement])
    return {"is_named": is_named(endorsement, association, day)}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, number: str) -> HttpResponse:
    """The form under what others see now; a POST shows what they would see, or saves it."""
    row = own_endorsement(request, number)
    kept = RegistryEntry.objects.filter(person=row.person_id, association=row.association_id).first()
    revision = kept.revision if kept else 0
    if request.method != "POST":
        form = RegistryEntryForm(initial=typed_from(kept, listed=row.listed))
        return _page(request, row, form, revision)
    form = RegistryEntryForm(request.POST)
    given = revision_given(request)
    read = revision if given is None else given
    if not form.is_valid():
        return _page(request, row, form, read, status=422)
    if "look" in request.POST:
        return _page(request, row, form, read, looked=form.cleaned_data)
    try:
        save_entry(endorsement=row.pk, by=request.user, values=form.cleaned_data, revision=read)
    except Stale as refusal:
        return _page(request, row, form, read, status=409, stale=refusal)
    except Refusal as refusal:
        form.add_error("listed", refusal.message)
        return _page(request, row, form, read, status=422)
    messages.success(request, "Saved. This is what others see from now on.")
    return redirect("endorsement:registry_entry", number=number)


def _page(
    request: HttpRequest,
    row: Endorsement,
    form: RegistryEntryForm,
    revision: int,
    *,
    status: int = 200,
    looked: dict[str, Any] | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    seen = seen_by_others(row)
    if looked is not None:
        row.listed, row.facets = looked["listed"], facets_from(looked)
        seen["is_named"] = is_named(row, row.association, today(row.association))
    context = {"endorsement": row, "association": row.association, "form": form, "revision": revision}
    context |= {"is_looked_at": looked is not None, "stale": stale, **seen}
    return render(request, TEMPLATE, context, status=status)
