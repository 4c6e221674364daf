"""A provisional endorsement becomes a full one: what was missing is looked at, requirement by requirement."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.desk.base import show, told
from endorsement_plugin.endorsements.actions.make_full import make_full
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Endorsement, Finding
from endorsement_plugin.permissions import endorsements_decided_by
from endorsement_plugin.registry.queries import by_requirement, missing_of, sentence_of
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.fields import Paragraphs

from .file import NAMESPACE, address


class ShownForm(forms.Form):
    """One text for each requirement that was missing. That each is needed is the action's to say."""

    def __init__(self, *args: Any, missing: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clause, findings in by_requirement(missing).items():
            self.fields[clause] = Paragraphs(
                label=sentence_of(findings),
                help_text=f"What you have looked at, and what it shows. For the file.{_counted(findings)}",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )


def _counted(findings: list[Finding]) -> str:
    had = [f"{one.value} of {one.minimum}" for one in findings if one.minimum]
    return f" {'; '.join(had)} when it was granted." if had else ""


class MakeFullView(WagtailAdminTemplateMixin, FormView):
    """Ask of each requirement what shows it, then make it a full endorsement."""

    template_name = "endorsement_plugin/admin/step.html"
    page_title = "Make it a full endorsement"
    header_icon = "success"
    form_class = ShownForm
    explanation = (
        "Write beside each requirement that was still missing what you have looked at. The holder gets a "
        "letter, and the endorsement is active from now on."
    )
    button = "Make it a full endorsement"
    danger = False
    endorsement: Endorsement

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A provisional endorsement that the visitor may decide about, or a 404."""
        super().setup(request, *args, **kwargs)
        rows = endorsements_decided_by(request.user).select_related("credential", "association")
        self.endorsement = get_object_or_404(rows, pk=kwargs["pk"])
        if request.method == "GET" and self.endorsement.status is not EndorsementState.PROVISIONAL:
            raise Http404("It is not provisional")
        keep_time_of(self.endorsement.association)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was missing."""
        return {**super().get_form_kwargs(), "missing": missing_of(self.endorsement)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Carried out, or refused in words."""
        try:
            make_full(endorsement=self.endorsement.pk, by=self.request.user, shown=form.cleaned_data)
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"It is a full endorsement now. {told(self.endorsement.person)}")
        return redirect(address(self.endorsement))

    def get_page_subtitle(self) -> str:
        """Whose, and which."""
        return f"{self.endorsement.name}, {self.endorsement.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, endorsements, this one, this step."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Endorsements"},
            {"url": address(self.endorsement), "label": self.endorsement.number},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        return super().get_context_data(step=self, back=address(self.endorsement), **kwargs)
