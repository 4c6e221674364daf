"""Give the verification code of a certificate up for a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Refusal
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.verification import in_groups
from endorsement_plugin.screens.getters import own_endorsement


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, number: str) -> HttpResponse:
    """Ask whether they mean it; a POST renews the code that was shown."""
    row = own_endorsement(request, number)
    if request.method != "POST":
        code = in_groups(row.verification_code)
        context = {"endorsement": row, "association": row.association, "code": code}
        return render(request, "endorsement_plugin/applicant/renew_code.html", context)
    try:
        renew_code(endorsement=row.pk, code=request.POST.get("code", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Your certificate has a new code. Whoever checks the old one reads so.")
    return redirect("endorsement:endorsement", number=number)
