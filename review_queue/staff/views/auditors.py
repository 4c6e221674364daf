"""To whom the packs of rounds are open: for chief reviewers, and for whoever operates the queue."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.errors import Refusal, TooFarAway
from review_queue.quality.actions.auditing import close_pack, open_pack
from review_queue.quality.forms import AuditForm
from review_queue.quality.queries.audits import grants_of, openable
from review_queue.readers import audits_given_by
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def auditors(request: HttpRequest) -> HttpResponse:
    there = openable(request.user)
    if not there:
        raise Http404
    choices = [(code, f"{scored_in.title}, {pool.name}") for code, (scored_in, pool) in there.items()]
    form = AuditForm(choices, request.POST if request.method == "POST" else None)
    if form.is_valid():
        scored_in, pool = there[form.cleaned_data["where"]]
        given = {name: form.cleaned_data[name] for name in ("email", "until")}
        try:
            open_pack(scored_in=scored_in, pool=pool, by=request.user, **given)
        except Refusal as refusal:
            form.add_error("until" if isinstance(refusal, TooFarAway) else "email", str(refusal))
        else:
            messages.success(request, f"The pack of {scored_in.title} is open to {given['email']}.")
            return redirect("review_queue:auditors")
    context = {"form": form, "grants": grants_of(request.user), "today": timezone.localdate()}
    return render(request, "review_queue/staff/auditors.html", context, status=422 if form.errors else 200)


@private
@require_POST
def end_audit(request: HttpRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(audits_given_by(request.user), pk=pk)
    try:
        close_pack(grant=grant, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is closed.")
    return redirect("review_queue:auditors")
