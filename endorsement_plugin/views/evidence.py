"""The portfolio: add an entry, change one, remove one."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.actions.add_evidence import add_evidence
from endorsement_plugin.actions.change_evidence import change_evidence
from endorsement_plugin.actions.remove_evidence import remove_evidence
from endorsement_plugin.errors import Refusal
from endorsement_plugin.forms.evidence import EvidenceForm, initial_of
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import evidence_of
from endorsement_plugin.requirements.clauses import areas, parse
from endorsement_plugin.requirements.kinds import Area
from endorsement_plugin.rules.sections import evidence_kinds

from .own import context_of, own_application, step_of_kind

NOUNS = {
    "education": "degree or credential",
    "work": "position",
    "training": "training",
    "supervision": "period of reflective supervision",
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """One more entry of this kind."""
    application = own_application(request, pk)
    if kind not in evidence_kinds(application.form_version.definition):
        raise Http404("This form asks for no such entry")
    form = EvidenceForm(request.POST or None, kind=kind, person=application.person, areas=_areas(application))
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            application,
            kind,
            lambda: add_evidence(application=pk, by=request.user, kind=kind, values=form.cleaned_data),
            f"Added: {form.cleaned_data['title']}.",
        )
    return _page(request, application, kind, form)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Correct an entry."""
    application = own_application(request, pk)
    row = get_object_or_404(evidence_of(request.user), pk=entry)
    form = EvidenceForm(
        request.POST or None,
        kind=row.kind,
        person=application.person,
        areas=_areas(application),
        initial=initial_of(row),
    )
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            application,
            row.kind,
            lambda: change_evidence(application=pk, by=request.user, entry=entry, values=form.cleaned_data),
            f"Changed: {form.cleaned_data['title']}.",
        )
    return _page(request, application, row.kind, form, row)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST removes the entry."""
    application = own_application(request, pk)
    row = get_object_or_404(evidence_of(request.user), pk=entry)
    if request.method == "POST":
        return _done(
            request,
            application,
            row.kind,
            lambda: remove_evidence(application=pk, by=request.user, entry=entry),
            f"Removed: {row.title}.",
        )
    context = context_of(
        application, entry=row, noun=NOUNS[row.kind], step=step_of_kind(application, row.kind)
    )
    return render(request, "endorsement_plugin/applicant/evidence_remove.html", context)


def _areas(application: Application) -> tuple[Area, ...]:
    return areas(parse(application.requirement_set.clauses))


def _done(
    request: HttpRequest, application: Application, kind: str, act: Callable[[], object], words: str
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:application", pk=application.pk)
    messages.success(request, words)
    if request.POST.get("then") == "another":
        return redirect("endorsement:evidence_add", pk=application.pk, kind=kind)
    step = step_of_kind(application, kind)
    if not step:
        return redirect("endorsement:application", pk=application.pk)
    return redirect("endorsement:step", pk=application.pk, step=step)


def _page(
    request: HttpRequest,
    application: Application,
    kind: str,
    form: EvidenceForm,
    entry: EvidenceEntry | None = None,
) -> HttpResponse:
    context = context_of(
        application,
        form=form,
        entry=entry,
        kind=kind,
        noun=NOUNS[kind],
        step=step_of_kind(application, kind),
    )
    status = 422 if form.errors else 200
    return render(request, "endorsement_plugin/applicant/evidence_form.html", context, status=status)
