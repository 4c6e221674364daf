"""One entry of the portfolio: added with few details first, copied, changed, removed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.applicant.entry_page import both, minted_in, seen_at
from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import AlreadyOpen, Refusal, Stale
from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.permissions import endorsements_of, evidence_of
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.portfolio.forms import EvidenceForm, initial_of
from endorsement_plugin.renewals.queries.asked import clauses_asked_of
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.screens.getters import own_person, own_portfolio_entry
from endorsement_plugin.screens.saving import revision_given, since_of

OTHER_OR_SAME = (
    "If this is another entry, save it once more. If it is the same, go back, and change it in the list."
)
FEW_AREAS = 6
REPEATED = ("organization", "giver", "giver_email", "giver_category", "setting")
"""What is mostly as it was the last time, by the details of a kind."""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """One more entry; `from` names the one that it is copied from. Sent twice, it is added once."""
    if kind not in EVIDENCE_KINDS:
        raise Http404("No such kind of entry")
    keep_time_of(association_for(request))
    person, minted = own_person(request), minted_in(request)
    form = EvidenceForm(
        request.POST or None,
        kind=kind,
        person=person,
        clauses=clauses_asked_of(request.user),
        entry=minted,
        initial=_beginning(request, kind),
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, kind, form, minted=minted)
    try:
        added = add_evidence(by=request.user, kind=kind, values=form.cleaned_data, entry=minted)
    except AlreadyOpen as refusal:
        messages.error(request, f"{refusal.message} {OTHER_OR_SAME}")
        return _page(request, kind, form, minted=uuid4(), status=409)
    except Refusal as refusal:
        return _refused(request, kind, form, refusal, minted=minted)
    messages.success(request, f"Added: {added}.")
    if request.POST.get("then") == "another":
        return redirect(f"{reverse('endorsement:portfolio_add', args=[kind])}{_query(request)}")
    return redirect(_onward(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Correct an entry. What was submitted with it stays as it was."""
    row = own_portfolio_entry(request, entry)
    form = EvidenceForm(
        request.POST or None,
        kind=row.kind,
        person=row.person,
        clauses=clauses_asked_of(request.user),
        initial=initial_of(row),
        entry=row.pk,
    )
    seen = seen_at(request, row)
    if request.method != "POST" or not form.is_valid():
        return _page(request, row.kind, form, entry=row, **seen)
    try:
        changed = change_evidence(
            by=request.user, entry=entry, values=form.cleaned_data, since=since_of(request)
        )
    except Stale as refusal:
        row.refresh_from_db()
        late = both(request, form, row)
        return _page(request, row.kind, late, entry=row, stale=refusal, status=409, **seen)
    except Refusal as refusal:
        return _refused(request, row.kind, form, refusal, entry=row, **seen)
    messages.success(request, f"Changed: {changed}.")
    return redirect(_onward(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST removes the entry."""
    row = own_portfolio_entry(request, entry)
    if request.method != "POST":
        return _asked(request, row)
    try:
        remove_evidence(by=request.user, entry=entry, revision=revision_given(request))
    except Stale as refusal:
        messages.error(request, f"{refusal.message} This is how it stands now.")
        return _asked(request, row, status=409)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(_onward(request))
    messages.success(request, f"Removed: {row}.")
    return redirect(_onward(request))


def _asked(request: HttpRequest, row: EvidenceEntry, status: int = 200) -> HttpResponse:
    row.refresh_from_db()
    context = _context(request, row.kind, entry=row)
    return render(request, "endorsement_plugin/applicant/portfolio/remove.html", context, status=status)


def _beginning(request: HttpRequest, kind: str) -> Mapping[str, Any]:
    """What a new entry begins with: today and where the last one was, or a copy of one with today's date."""
    mine = evidence_of(request.user).filter(kind=kind)
    details = EVIDENCE_KINDS[kind].details
    today = {"started_on": timezone.localdate()} if "hours" in details else {}
    if "from" in request.GET:
        given = _uuid(request.GET["from"])
        copied = mine.filter(pk=given).first() if given else None
        if copied is not None:
            return {**initial_of(copied), "ended_on": None, **today}
    last = mine.order_by("-created_at").first()
    if last is None or not today:
        return today
    repeated = {name: getattr(last, name) for name in REPEATED if name in details}
    return {**repeated, **({} if kind == "supervision" else today)}


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    """The number of the endorsement that is being renewed, if it is one of theirs."""
    number = request.GET.get("back", "")
    return number if number and endorsements_of(request.user).filter(number=number).exists() else ""


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _onward(request: HttpRequest) -> str:
    """Back to renewing for whoever came from there, else to the portfolio."""
    back = _back(request)
    return reverse("endorsement:renew", args=[back]) if back else reverse("endorsement:portfolio")


def _refused(
    request: HttpRequest, kind: str, form: EvidenceForm, refusal: Refusal, **more: Any
) -> HttpResponse:
    messages.error(request, f"{refusal.message} Nothing was saved; what you typed is still below.")
    return _page(request, kind, form, status=409, **more)


def _page(
    request: HttpRequest, kind: str, form: EvidenceForm, status: int = 200, **more: Any
) -> HttpResponse:
    few = [field for field in form if _is_first(field)]
    more_of_it = [field for field in form if field not in few]
    context = _context(request, kind, form=form, few=few, rest=more_of_it, **more)
    context["opened"] = any(field.errors or field.value() for field in more_of_it)
    status = 422 if form.errors and status == 200 else status
    return render(request, "endorsement_plugin/applicant/portfolio/entry.html", context, status=status)


def _is_first(field: BoundField) -> bool:
    """Whether it is asked for at once: what is needed, and areas where there are only a few."""
    if field.name == "areas":
        return len(getattr(field.field, "choices", ())) <= FEW_AREAS
    return field.field.required or field.name in {"started_on", "confirmed"}


def _context(request: HttpRequest, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "association": association_for(request),
        "kind": kind,
        "noun": EVIDENCE_KINDS[kind].noun,
        "onward": _onward(request),
        "back": _back(request),
        **more,
    }
