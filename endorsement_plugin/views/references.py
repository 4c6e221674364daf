"""The referee's screens, once the link has been opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.actions.decline_reference import decline_reference
from endorsement_plugin.actions.save_reference import save_reference
from endorsement_plugin.errors import LinkGone, Stale
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial, to_answers
from endorsement_plugin.forms.definitions import every_question, fields, steps
from endorsement_plugin.forms.referee import DeclineForm
from endorsement_plugin.models import Reference

from .reference_link import context_of, finished, gone, opened, private
from .saving import from_script, revision_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, reference: UUID) -> HttpResponse:
    """The reference form with what was written so far. A POST saves it."""
    asked = opened(request, reference)
    if asked is None:
        return gone(request)
    if request.method == "POST":
        return _save(request, asked)
    questions = _questions(asked)
    values = initial(questions, asked.draft)
    return _page(request, asked, form_class(questions, final=False)(initial=values))


def _save(request: HttpRequest, reference: Reference) -> HttpResponse:
    questions = _questions(reference)
    checks = not from_script(request) and request.POST.get("then") == "check"
    form = form_class(questions, final=checks)(request.POST)
    try:
        saved = save_reference(
            link=str(reference.token_digest),
            answers=to_answers(questions, form),
            revision=revision_of(request),
        )
    except Stale as refusal:
        return _stale(request, reference, form, refusal)
    except LinkGone:
        return gone(request)
    if from_script(request):
        return JsonResponse({"revision": saved.revision})
    if form.errors:
        return _page(request, saved, form, status=422)
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
        return gone(request)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_reference(link=str(asked.token_digest), reason=form.cleaned_data["reason"])
        except LinkGone:
            return gone(request)
        return finished(asked)
    return render(request, "endorsement_plugin/reference/decline.html", context_of(asked, form=form))


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Says thank you, to anybody."""
    return render(request, "endorsement_plugin/reference/thanks.html")


def _stale(request: HttpRequest, reference: Reference, form: QuestionForm, refusal: Stale) -> HttpResponse:
    if from_script(request):
        return JsonResponse({"message": refusal.message, "revision": refusal.revision}, status=409)
    form.is_valid()
    return _page(request, reference, form, status=409, stale=refusal, revision=revision_of(request))


def _page(
    request: HttpRequest, reference: Reference, form: QuestionForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = (
        context_of(reference, form=form, revision=reference.revision, parts=_parts(reference, form)) | more
    )
    return render(request, "endorsement_plugin/reference/form.html", context, status=status)


def _parts(reference: Reference, form: QuestionForm) -> list[dict[str, Any]]:
    assert reference.form_version is not None
    return [
        {
            "step": step,
            "fields": [
                {
                    "content": field.get("html", ""),
                    "bound": form[field["name"]] if field["name"] in form.fields else None,
                }
                for field in fields(step)
            ],
        }
        for step in steps(reference.form_version.definition)
    ]


def _questions(reference: Reference) -> list[Any]:
    return every_question(reference.form_version.definition) if reference.form_version else []
