"""My applications, starting one, where one stands, and giving it up."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.take_over import take_over as begin_writing
from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.applications.queries.applications import (
    appeals_of,
    credentials_held,
    held_to_newer,
    is_open,
    moved_on,
    open_forms,
    overview_of,
    status_of,
)
from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import AlreadyOpen, Refusal
from endorsement_plugin.fees.providers import pays_online
from endorsement_plugin.models import Application, Form
from endorsement_plugin.record.application_locks import REFEREES_MAY_CHANGE
from endorsement_plugin.registry.actions.listing import MAY_CHOOSE
from endorsement_plugin.registry.queries import missing_for_holder
from endorsement_plugin.rules.states import ENDED, OPEN_APPLICATION, ApplicationState
from endorsement_plugin.screens.fillable import fillable_application
from endorsement_plugin.screens.getters import (
    context_of,
    own_application,
    own_applications,
    own_endorsements,
)

from .returning import forget_the_check


@login_required
@never_cache
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """What the visitor holds here, their applications to this association, and the forms they can start."""
    site = Site.find_for_request(request)
    own = list(own_applications(request).select_related("credential", "association"))
    association = own[0].association if own else association_for(request)
    keep_time_of(association)
    still_open = {row.credential_id for row in own if row.status in OPEN_APPLICATION}
    waits = bool(still_open and association and association.one_application_at_a_time)
    taken = still_open | credentials_held(request.user)
    forms = [form for form in open_forms(site, timezone.localdate()) if form.credential_id not in taken]
    mine = list(own_endorsements(request))
    held = [row for row in mine if row.status not in ENDED]
    context = {
        "own": own,
        "forms": [] if waits else forms,
        "waits": waits,
        "association": association,
        "held": held,
        "held_before": len(held) < len(mine),
    }
    return render(request, "endorsement_plugin/applicant/applications.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, form: UUID) -> HttpResponse:
    """What the form asks for; a POST starts a draft, or opens the one there is."""
    chosen = get_object_or_404(
        Form.objects.select_related("association", "credential"),
        family=form,
        kind=Form.Kind.APPLICATION,
        association__site=Site.find_for_request(request),
    )
    keep_time_of(chosen.association)
    if request.method == "POST":
        return _start(request, chosen)
    version = chosen.versions.first() if is_open(chosen, timezone.localdate()) else None
    context = {
        "form": chosen,
        "association": chosen.association,
        "version": version,
        "minutes": version.parsed.minutes if version else 0,
    }
    return render(request, "endorsement_plugin/applicant/start.html", context)


def _start(request: HttpRequest, form: Form) -> HttpResponse:
    try:
        begun = start_application(form=form.family, by=request.user, today=timezone.localdate())
    except AlreadyOpen as refusal:
        messages.info(request, refusal.message)
        return redirect("endorsement:application", pk=refusal.existing)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:applications")
    return redirect("endorsement:application", pk=begun.pk)


@login_required
@never_cache
@require_safe
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The task list while the application can be changed; afterwards where it stands."""
    row = fillable_application(request, pk)
    if row.is_editable:
        forget_the_check(request)
        return _task_list(request, row)
    if row.person.user_id != request.user.pk:
        return _on_the_desk(row)
    status = status_of(row)
    context = context_of(
        row,
        status=status,
        missing=missing_for_holder(status.endorsement) if status.endorsement else [],
        may_withdraw=row.status in OPEN_APPLICATION,
        may_choose_registry=row.status in MAY_CHOOSE,
        listed=row.list_in_registry,
        pays_online=pays_online(),
        may_change_referees=row.status in REFEREES_MAY_CHANGE,
    )
    return render(request, "endorsement_plugin/applicant/status.html", context)


def _on_the_desk(application: Application) -> HttpResponse:
    """Where a coordinator who entered it from paper reads what has become of it."""
    if application.submitted_at is None:
        return redirect("endorsement_on_paper:index")
    return redirect("endorsement_applications:inspect", application.pk)


def _task_list(request: HttpRequest, application: Application) -> HttpResponse:
    overview = overview_of(application, timezone.localdate())
    is_own = application.person.user_id == request.user.pk  # else a coordinator enters it from paper
    fees = list(application.fees.prefetch_related("refunds"))
    moved = {"moved_on": moved_on(application), "newer_rules": held_to_newer(application)}
    context = context_of(
        application,
        overview=overview,
        fees=fees,
        pays_online=is_own and pays_online(),
        **moved,
        **(_came_back_with(application) if is_own else {}),
    )
    return render(request, "endorsement_plugin/applicant/task_list.html", context)


def _came_back_with(application: Application) -> dict[str, object]:
    """The decision that left it open to change, and second scorings of its exam; a draft has neither."""
    if application.status is not ApplicationState.DEFERRED:
        return {}
    return {"decision": application.decisions.first(), "appeals": appeals_of(application)}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST withdraws."""
    row = fillable_application(request, pk)
    if request.method != "POST":
        return render(request, "endorsement_plugin/applicant/withdraw.html", context_of(row))
    try:
        withdraw_application(application=pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        is_own = row.person.user_id == request.user.pk
        whose = "Your application" if is_own else f"The application of {row.person}"
        messages.success(request, f"{whose} is withdrawn.")
    return redirect("endorsement:application", pk=pk)


@login_required
@never_cache
@require_POST
def take_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on oneself with what the association has entered from paper."""
    row = own_application(request, pk)
    try:
        begin_writing(application=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"It is yours now. {row.association.short_name} enters nothing any more.")
    return redirect("endorsement:application", pk=pk)
