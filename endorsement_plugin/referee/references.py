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
from endorsement_plugin.errors import LinkGone, Refusal
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.decline import decline_reference
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.forms import DeclineForm
from endorsement_plugin.rules.merging import Since, spelled
from endorsement_plugin.screens.saving import from_script, shown
from endorsement_plugin.screens.self_saving import QuestionsSaving

from .link import closed, context_of, finished, gone, keep_open, opened, private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, reference: UUID) -> HttpResponse:
    """The reference form with what was written so far. A POST saves it."""
    asked = opened(request, reference)
    if asked is None:
        return closed(request, reference)
    if request.method == "POST":
        return keep_open(_Writing(request, asked).answer(), asked)
    questions = asked.definition.questions
    values = initial(questions, asked.draft)
    form = form_class(questions, final=False)(initial=values)
    read = spelled(shown(questions, asked.draft))
    return _page(request, asked, form, revision=asked.revision, read=read)


class _Writing(QuestionsSaving[Reference]):
    def __init__(self, request: HttpRequest, reference: Reference) -> None:
        self._checks = not from_script(request) and request.POST.get("then") == "check"
        super().__init__(request, reference.definition.questions, final=self._checks)
        self._reference = reference

    def save(self, answers: Mapping[str, Any], since: Since) -> Reference:
        return save_reference(link=str(self._reference.token_digest), answers=answers, since=since)

    def saved_now(self) -> Mapping[str, Any]:
        return (opened(self.request, self._reference.pk) or self._reference).draft

    def page(self, form: QuestionForm, *, status: int, **context: Any) -> HttpResponse:
        return _page(self.request, self._reference, form, status=status, **context)

    def refused(self, refusal: Refusal) -> HttpResponse:
        return gone(self.request)

    def onward(self, row: Reference) -> HttpResponse:
        if self._checks:
            return redirect("endorsement:reference_check", reference=row.pk)
        messages.success(self.request, "Saved. The link in your mail brings you back here.")
        return redirect("endorsement:reference", reference=row.pk)


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


def _page(
    request: HttpRequest, reference: Reference, form: forms.Form, *, status: int = 200, **context: Any
) -> HttpResponse:
    page = context_of(reference, form=form, parts=_parts(reference, form), **context)
    return render(request, "endorsement_plugin/reference/form.html", page, status=status)


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
