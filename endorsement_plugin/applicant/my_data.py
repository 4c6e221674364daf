"""What is held about oneself: to download, and to have erased."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement_plugin.errors import NotAllowed, Refusal
from endorsement_plugin.permissions import downloads_of
from endorsement_plugin.privacy.actions.asking import ask_erasure, withdraw_erasure
from endorsement_plugin.privacy.actions.downloading import ask_download, take_download
from endorsement_plugin.privacy.queries import open_erasure, preview_of
from endorsement_plugin.privacy.rules.tables import DOWNLOAD_DAYS
from endorsement_plugin.screens.files import HEADERS
from endorsement_plugin.screens.getters import own_record


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """Downloads and the request for erasure; a POST asks for a download."""
    if request.method == "POST":
        try:
            ask_download(by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Your download is being made. Reload this page in a minute.")
        return redirect("endorsement:my_data")
    person, association = own_record(request)
    context = {
        "person": person,
        "association": association,
        "downloads": downloads_of(request.user),
        "days": DOWNLOAD_DAYS,
        "request_open": person and open_erasure(person, association),
        "past": person and person.erasures.filter(association=association, state="declined").first(),
    }
    return render(request, "endorsement_plugin/applicant/my_data.html", context)


@login_required
@reauthentication_required  # whoever finds a computer unlocked does not get a whole record
@never_cache
@require_safe
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file, for some days."""
    try:
        row = take_download(download=pk, by=request.user)
        file = row.file.open("rb")
    except (NotAllowed, FileNotFoundError):
        raise Http404("No such download") from None
    name = f"my-data-{row.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    for header, value in HEADERS.items():
        response[header] = value
    return response


@login_required
@reauthentication_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What erasing would do, before it is asked for; a POST asks."""
    person, association = own_record(request)
    if person is None:
        raise Http404("Nothing is held")
    if request.method == "POST" and request.POST.get("understood") == "yes":
        try:
            ask_erasure(association=association, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{association.name} has your request.")
        return redirect("endorsement:my_data")
    missed = request.method == "POST"
    context = {"association": association, "preview": preview_of(person, association), "missed": missed}
    status = 422 if missed else 200
    return render(request, "endorsement_plugin/applicant/erase.html", context, status=status)


@login_required
@never_cache
@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the request back."""
    try:
        withdraw_erasure(erasure=pk, by=request.user)
    except NotAllowed:
        raise Http404("No such request") from None
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Your request is taken back. Nothing is erased.")
    return redirect("endorsement:my_data")
