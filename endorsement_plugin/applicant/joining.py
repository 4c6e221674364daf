"""The link in an invitation: what would be joined is shown before it is, and to nobody else."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import LinkGone, Refusal
from endorsement_plugin.joining.actions.join import join_record
from endorsement_plugin.joining.queries import by_link, is_addressed_to, reasons_against
from endorsement_plugin.mail.links import digest
from endorsement_plugin.models import Invitation, Person

PAGE = "endorsement_plugin/applicant/join.html"


def _private(view: Any) -> Any:
    """Nothing of a record stays in a cache, and no other site is told the address of the link."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    return wrapped


@_private
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing, because mail scanners follow links; a POST joins the record to the account."""
    invitation = by_link(digest(token))
    if invitation is None or invitation.association.site != Site.find_for_request(request):
        return _gone(request)
    keep_time_of(invitation.association)
    if request.method == "POST":
        return _joined(request, token)
    return render(request, PAGE, _context(request, invitation))


def _joined(request: HttpRequest, token: str) -> HttpResponse:
    try:
        join_record(token=token, by=request.user)
    except LinkGone:
        return _gone(request)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:join", token=token)
    messages.success(request, "Joined. What you hold is on this page from now on.")
    return redirect("endorsement:applications")


def _gone(request: HttpRequest) -> HttpResponse:
    """One answer, whatever is wrong with the link."""
    return render(request, "endorsement_plugin/applicant/join_gone.html", status=404)


def _context(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """Of the record nothing, until an account that has confirmed the address of the letter is signed in."""
    context: dict[str, Any] = {"association": invitation.association, "address": _masked(invitation.address)}
    user = request.user
    if user.pk is None or not is_addressed_to(invitation, user.pk):
        return context
    person = invitation.person
    own = Person.objects.filter(user_id=user.pk).first()
    return context | {
        "person": person,
        "own": own,
        "endorsements": person.endorsements.select_related("credential", "association"),
        "applications": person.applications.select_related("credential"),
        "entries": person.evidence.count(),
        "against": reasons_against(own, person) if own else [],
    }


def _masked(address: str) -> str:
    """The address so that who has it knows it, and nobody else learns it."""
    local, _, host = address.rpartition("@")
    return f"{local[:1]}…@{host}"
