"""The portfolio: add an entry, change one, remove one."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import AlreadyOpen, Refusal, Stale
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.portfolio.forms import EvidenceForm, initial_of
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.kinds import Clause
from endorsement_plugin.screens.fillable import fillable_application, fillable_entry
from endorsement_plugin.screens.getters import context_of, step_of_entries
from endorsement_plugin.screens.saving import revision_given, since_of

from .entry_page import both, minted_in, seen_at

OTHER_OR_SAME = (
    "If this is another entry, save it once more. If it is the same, cancel, and change it in the list."
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """One more entry of this kind. The page brings the new entry's id: sent twice, it is added once."""
    application = fillable_application(request, pk)
    if kind not in application.definition.evidence_kinds:
        raise Http404("This form asks for no such entry")
    person, clauses = application.person, _clauses(application)
    minted = minted_in(request)
    form = EvidenceForm(request.POST or None, kind=kind, person=person, clauses=clauses, entry=minted)
    if request.method != "POST" or not form.is_valid():
        return _page(request, application, kind, form, minted=minted)
    try:
        added = add_evidence(
            application=pk, by=request.user, kind=kind, values=form.cleaned_data, entry=minted
        )
    except AlreadyOpen as refusal:
        messages.error(request, f"{refusal.message} {OTHER_OR_SAME}")
        return _page(request, application, kind, form, minted=uuid4(), status=409)
    except Refusal as refusal:
        return _refused(request, application, kind, form, refusal, minted=minted)
    return _onward(request, application, kind, f"Added: {added}.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Correct an entry."""
    application, row = fillable_entry(request, pk, entry)
    form = EvidenceForm(
        request.POST or None,
        kind=row.kind,
        person=application.person,
        clauses=_clauses(application),
        initial=initial_of(row),
        entry=row.pk,
    )
    seen = seen_at(request, row)
    if request.method != "POST" or not form.is_valid():
        return _page(request, application, row.kind, form, entry=row, **seen)
    try:
        changed = change_evidence(
            application=pk, by=request.user, entry=entry, values=form.cleaned_data, since=since_of(request)
        )
    except Stale as refusal:
        row.refresh_from_db()
        late = both(request, form, row)
        return _page(request, application, row.kind, late, entry=row, stale=refusal, status=409, **seen)
    except Refusal as refusal:
        return _refused(request, application, row.kind, form, refusal, entry=row, **seen)
    return _onward(request, application, row.kind, f"Changed: {changed}.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST removes the entry."""
    application, row = fillable_entry(request, pk, entry)
    if request.method != "POST":
        return _asked(request, application, row)
    revision = revision_given(request)
    try:
        remove_evidence(application=pk, by=request.user, entry=entry, revision=revision)
    except Stale as refusal:
        messages.error(request, f"{refusal.message} This is how it stands now.")
        return _asked(request, application, row, status=409)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:application", pk=application.pk)
    return _onward(request, application, row.kind, f"Removed: {row}.")


def _asked(
    request: HttpRequest, application: Application, row: EvidenceEntry, status: int = 200
) -> HttpResponse:
    step = step_of_entries(application, row.kind)
    onward = _place(application, row.kind)
    context = context_of(application, entry=row, noun=row.evidence_kind.noun, step=step, onward=onward)
    return render(request, "endorsement_plugin/applicant/evidence_remove.html", context, status=status)


def _clauses(application: Application) -> tuple[Clause, ...]:
    return parse(application.requirement_set.clauses)


def _onward(request: HttpRequest, application: Application, kind: str, words: str) -> HttpResponse:
    messages.success(request, words)
    if request.POST.get("then") == "another":
        return redirect("endorsement:evidence_add", pk=application.pk, kind=kind)
    return redirect(_place(application, kind))


def _place(application: Application, kind: str) -> str:
    """Where its entries of this kind are."""
    step = step_of_entries(application, kind)
    if not step:
        return reverse("endorsement:application", args=[application.pk])
    return reverse("endorsement:step", args=[application.pk, step])


def _refused(
    request: HttpRequest,
    application: Application,
    kind: str,
    form: EvidenceForm,
    refusal: Refusal,
    **more: Any,
) -> HttpResponse:
    messages.error(request, f"{refusal.message} Nothing was saved; what you typed is still below.")
    return _page(request, application, kind, form, status=409, **more)


def _page(
    request: HttpRequest,
    application: Application,
    kind: str,
    form: EvidenceForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    step = step_of_entries(application, kind)
    context = context_of(application, form=form, kind=kind, noun=EVIDENCE_KINDS[kind].noun, step=step, **more)
    status = 422 if form.errors and status == 200 else status
    return render(request, "endorsement_plugin/applicant/evidence_form.html", context, status=status)
