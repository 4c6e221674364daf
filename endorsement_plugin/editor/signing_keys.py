"""The keys with which an association signs its badges: which there are, and how one is replaced."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.certificates.actions.keys import replace_key
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Association
from endorsement_plugin.permissions import associations_run_by

KEYS = "endorsement_signing_keys"


class ReplaceForm(forms.Form):
    """Whether the former keys are withdrawn, which takes two steps: a choice, and a tick."""

    withdraw = forms.ChoiceField(
        label="Why is it replaced?",
        choices=[
            ("", "Because it is time: the former key stays published, and badges signed with it stay good"),
            ("yes", "Somebody else may have it: no former key is published any longer"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    understood = forms.BooleanField(
        label="If somebody else may have it: I know that every holder has to download the badge anew",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What makes every badge invalid is not done by one press."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("withdraw") and not cleaned.get("understood"):
            self.add_error("understood", "Tick this if every badge is to be downloaded anew.")
        return cleaned


class SigningKeysView(WagtailAdminTemplateMixin, FormView):
    """The keys of one association, and a form to replace the one in use."""

    template_name = "endorsement_plugin/admin/signing_keys.html"
    page_title = "Keys of badges"
    header_icon = "key"
    form_class = ReplaceForm
    association: Association

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The association, or a 404 for anybody who does not run it."""
        super().setup(request, *args, **kwargs)
        self.association = get_object_or_404(associations_run_by(request.user), code=kwargs["code"])
        keep_time_of(self.association)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Replaced, or refused in words."""
        withdraw = bool(form.cleaned_data["withdraw"])
        try:
            key = replace_key(association=self.association, by=self.request.user, withdraw=withdraw)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"Badges are signed with {key.name} from now on.")
        return redirect(KEYS, code=self.association.code)

    def get_page_subtitle(self) -> str:
        """Whose."""
        return self.association.short_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the association, its keys."""
        page = reverse("endorsement_association", args=[self.association.code])
        own = {"url": page, "label": self.association.short_name}
        return [*self.breadcrumbs_items, own, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest key first."""
        keys = self.association.signing_keys.order_by("-made_at")
        return super().get_context_data(association=self.association, keys=keys, **kwargs)
