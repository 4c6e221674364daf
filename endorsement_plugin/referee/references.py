"""The referee's screens, once the link has been opened."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.definitions.fields import Content
from endorsement_plugin.errors import LinkGone, Stale
from endorsement_plugin.forms.builder import form_class, initial, to_answers
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.decline import decline_reference
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.forms import DeclineForm
from endorsement_plugin.rules.merging import Read, Since, spelled
from endorsement_plugin.screens.saving import (
    Both,
    from_script,
    not_stored,
    revision_of,
    shown,
    since_of,
    stored,
)

from .link import closed, context_of, finished, gone, keep_open, opened, private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, reference: UUID) -> HttpResponse:
    """The reference form with what was written so far. A POST saves it."""
    asked = opened(request, reference)
    if asked is None:
        return closed(request, reference)
    if request.method == "POST":
        return keep_open(_save(request, asked), asked)
    questions = asked.definition.questions
    values = initial(questions, asked.draft)
    form = form_class(questions, final=False)(initial=values)
    return _page(request, asked, form, shown(questions, asked.draft))


def _save(request: HttpRequest, reference: Reference) -> HttpResponse:
    questions = reference.definition.questions
    checks = not from_script(request) and request.POST.get("then") == "check"
    form = form_class(questions, final=checks)(request.POST)
    given, since = to_answers(questions, form), since_of(request, questions)
    try:
        saved = save_reference(link=str(reference.token_digest), answers=given, since=since)
    except Stale as refusal:
        return _stale(request, reference, given, since, refusal)
    except LinkGone:
        return gone(request)
    if from_script(request):
        return stored(saved.revision, shown(questions, given))
    if form.errors:
        return _page(request, saved, form, shown(questions, given), status=422)
    if checks:
        return redirect("endorsement:reference_check", reference=saved.pk)
    return _saved(request, saved)


def _saved(request: HttpRequest, reference: Reference) -> HttpResponse:
    messages.success(request, "Saved. The link in your mail brings you back here.")
    return redirect("endorsement:reference", reference=reference.pk)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Ask for a reason, if there is one to give; a POST declines."""
    asked = opened(request, reference)
    if asked is None:
        return closed(request, reference)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_reference(link=str(asked.token_digest), reason=form.cleaned_data["reason"])
        except LinkGone:
            return gone(request)
        return finished()
    return render(request, "endorsement_plugin/reference/decline.html", context_of(asked, form=form))


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Says thank you, to anybody."""
    return render(request, "endorsement_plugin/reference/thanks.html")


def _stale(
    request: HttpRequest, reference: Reference, given: Mapping[str, Any], since: Since, refusal: Stale
) -> HttpResponse:
    """Nothing was saved and nothing is lost: both are shown, and one may be saved on purpose."""
    now = opened(request, reference.pk) or reference
    both = Both(now.definition.questions, given, now.draft, since)
    if from_script(request):
        return not_stored(refusal, both.theirs)
    more = {"stale": refusal, "revision": revision_of(request)}
    return _page(request, now, both.form(), both.read, status=409, **more)


def _page(
    request: HttpRequest,
    reference: Reference,
    form: forms.Form,
    read: Read,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = context_of(
        reference,
        form=form,
        revision=reference.revision,
        read=spelled(read),
        parts=_parts(reference, form),
    )
    return render(request, "endorsement_plugin/reference/form.html", context | more, status=status)


def _parts(reference: Reference, form: forms.Form) -> list[dict[str, Any]]:
    return [
        {
            "step": step,
            "fields": [
                {
                    "content": field.html if isinstance(field, Content) else "",
                    "bound": form[field.name] if field.name in form.fields else None,
                }
                for field in step.fields
            ],
        }
        for step in reference.definition.steps
    ]
