"""The words of an association's letters: which there are, and one of them, with a preview and its history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import Refusal, WrongState
from endorsement_plugin.mail.actions import restore_letter_text, write_letter_text
from endorsement_plugin.mail.catalog import LETTERS
from endorsement_plugin.mail.forms import LetterTextForm
from endorsement_plugin.mail.preview import example, standard_text
from endorsement_plugin.mail.queries import texts_of, versions_of
from endorsement_plugin.mail.texts import LetterKind
from endorsement_plugin.models import Association, LetterText
from endorsement_plugin.permissions import associations_run_by
from endorsement_plugin.screens.associations import AssociationMenuItem, ChooseAssociationView
from review_queue.typed.numbers import row_number

WHOSE, ALL, ONE = "endorsement_letters_of", "endorsement_letters", "endorsement_letter"


class WhoseView(ChooseAssociationView):
    """Whose letters."""

    leads_to = ALL
    page_title = "Letters"
    header_icon = "mail"

    def get_queryset(self) -> Any:
        return associations_run_by(self.request.user)


class OwnLetters(WagtailAdminTemplateMixin):
    """What both pages have in common: whose letters they are."""

    header_icon = "mail"
    association: Association
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The association, or a 404 for anybody who neither writes nor decides for it."""
        super().setup(request, *args, **kwargs)
        self.association = get_object_or_404(associations_run_by(request.user), code=kwargs["code"])
        keep_time_of(self.association)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the association, its letters."""
        own = {
            "url": reverse("endorsement_association", args=[self.association.code]),
            "label": self.association.short_name,
        }
        return [*self.breadcrumbs_items, own, {"url": self.all_letters, "label": "Letters"}]

    @property
    def all_letters(self) -> str:
        """Where the list is."""
        return reverse(ALL, args=[self.association.code])


class LettersView(OwnLetters, TemplateView):
    """Each letter with when it leaves, and whose words it has."""

    template_name = "endorsement_plugin/admin/letters.html"
    page_title = "Letters"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = texts_of(self.association)
        rows = [
            (kind, reverse(ONE, args=[self.association.code, kind.name]), texts.get(kind.name))
            for kind in LETTERS.values()
        ]
        return super().get_context_data(association=self.association, rows=rows, **kwargs)


class LetterView(OwnLetters, FormView):
    """One letter. Three presses: look at it, save it, or have the standard text again."""

    template_name = "endorsement_plugin/admin/letter_text.html"
    form_class = LetterTextForm
    kind: LetterKind

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The letter, or a 404 for one that there is not."""
        super().setup(request, *args, **kwargs)
        if kwargs["name"] not in LETTERS:
            raise Http404("There is no such letter")
        self.kind = LETTERS[kwargs["name"]]
        self.page_title = self.kind.title
        self.versions = versions_of(self.association, self.kind.name)

    @property
    def stands(self) -> LetterText | None:
        """The newest version, if anybody has ever changed it."""
        return self.versions[0] if self.versions else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        """The words that count; or those of an earlier version, which somebody takes up again."""
        asked = self.request.GET.get("version", "")
        earlier = [one for one in self.versions if str(one.number) == asked and not one.standard]
        now = self.stands
        text = earlier[0] if earlier else None if now is None or now.standard else now
        words = standard_text(self.kind, self.association) if text is None else text
        return {"subject": words.subject, "body": words.body, "version": now.number if now else 0}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The standard text needs nothing that is typed."""
        if "standard" in request.POST:
            return self._restored(request.POST.get("version", ""))
        return super().post(request, *args, **kwargs)

    def _restored(self, version: str) -> HttpResponse:
        try:
            done = restore_letter_text(
                association=self.association,
                name=self.kind.name,
                by=self.request.user,
                version=row_number(version),
            )
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            said = "From now on it leaves in the standard text." if done else "It has the standard text."
            messages.success(self.request, said)
        return redirect(self.request.path)

    def form_valid(self, form: LetterTextForm) -> HttpResponse:
        """Shown, or saved, or refused with what was typed still there."""
        words = {name: form.cleaned_data[name] for name in ("subject", "body")}
        if "preview" in self.request.POST:
            shown = example(self.kind, self.association, words["subject"], words["body"])
            return self.render_to_response(self.get_context_data(form=form, preview=shown))
        try:
            done = self._written(words, form.cleaned_data["version"] or 0)
        except WrongState as refusal:
            return self._refused(form, refusal.message)
        said = "Saved. From now on it leaves in these words." if done else "Nothing was different."
        messages.success(self.request, said)
        return redirect(self.request.path)

    def _refused(self, form: LetterTextForm, why: str) -> HttpResponse:
        """With what was typed, which replaces what somebody else has written if it is saved once more."""
        self.versions = versions_of(self.association, self.kind.name)
        typed = self.request.POST.copy()
        typed["version"] = str(self.stands.number if self.stands else 0)
        form.data = typed
        form.add_error(None, f"{why} What they wrote is below; save again to have your words instead.")
        return self.form_invalid(form)

    def _written(self, words: dict[str, str], version: int) -> bool:
        """Whether anything is different. The standard text, saved as it is, stays the standard text."""
        standard = standard_text(self.kind, self.association)
        if (words["subject"], words["body"].strip()) == (standard.subject, standard.body.strip()):
            restored = restore_letter_text(
                association=self.association, name=self.kind.name, by=self.request.user, version=version
            )
            return restored is not None
        written = write_letter_text(
            association=self.association,
            name=self.kind.name,
            by=self.request.user,
            version=version,
            **words,
        )
        return written is not None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the association, its letters, this one."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.kind.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a preview of what counts now, unless one was asked for."""
        if "preview" not in kwargs:
            words = self.get_initial()
            kwargs["preview"] = example(self.kind, self.association, words["subject"], words["body"])
        return super().get_context_data(
            association=self.association,
            kind=self.kind,
            stands=self.stands,
            versions=self.versions,
            looked_at="preview" in self.request.POST,
            **kwargs,
        )


class LettersMenuItem(AssociationMenuItem):
    """The way to them, for whoever runs an association."""

    def __init__(self) -> None:
        super().__init__("Letters", reverse(WHOSE), name="letters", icon_name="mail", order=545)


__all__ = ["ALL", "ONE", "WHOSE", "LetterView", "LettersMenuItem", "LettersView", "WhoseView"]
