"""Verify an endorsement by its code: a form for what stands on paper, and the page that the QR code opens."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.limits import VERIFY, too_often
from endorsement_plugin.models import Association
from endorsement_plugin.registry.verification import (
    address_to_verify,
    fault_in,
    in_groups,
    read_code,
    verify,
    with_code,
    withdrawn,
)
from review_queue.typed.fields import Line

TEMPLATES = "endorsement_plugin/verification"
LONGEST = 200
HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
"""The code is in the address: it goes into no index, and to no other site."""


class CodeForm(forms.Form):
    """A code as it is typed from paper."""

    code = Line(
        label="Code of the certificate",
        help_text="25 letters and digits. Blanks, dashes and case do not matter; O is read as 0, I as 1.",
        max_length=LONGEST,
        error_messages={"required": "Type the code that stands on the certificate."},
    )
    code.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}

    def clean_code(self) -> str:
        """The code as it is kept."""
        code = read_code(self.cleaned_data["code"])
        if fault := fault_in(code):
            raise forms.ValidationError(fault)
        return code


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form; what was typed leads to the page of its code."""
    if not VERIFY.allow_request(request):
        return _private(too_often(request, VERIFY))
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return _private(redirect("endorsement:verified", code=form.cleaned_data["code"]))
    return _page(request, "ask", status=422 if form.errors else 200, form=form)


@never_cache
@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to say of a code. One of another association here is answered for on its own site."""
    if not VERIFY.allow_request(request):
        return _private(too_often(request, VERIFY))
    read = read_code(code[:LONGEST])
    row = with_code(read)
    if row is None:
        old = withdrawn(read)
        if old is not None:
            return _page(request, "withdrawn", status=410, old=old, code=in_groups(read))
        return _page(request, "miss", status=404, form=CodeForm(initial={"code": code[:LONGEST]}))
    here = association_for(request)
    if here is not None and here.pk != row.association_id:
        return _private(redirect(address_to_verify(row)))
    keep_time_of(row.association)
    found = verify(row)
    zone = named(row.association)
    return _page(request, "answer", row.association, found=found, code=in_groups(read), time_zone=zone)


def _page(
    request: HttpRequest,
    name: str,
    association: Association | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"association": association or association_for(request), "ask": reverse("endorsement:verify")}
    return _private(render(request, f"{TEMPLATES}/{name}.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response
