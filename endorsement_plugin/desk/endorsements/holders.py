"""Who would be granted a credential for holding others: looked at and confirmed, one, some or all."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import CoordinatorsMixin
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Person
from endorsement_plugin.permissions import credentials_granted_by
from endorsement_plugin.registry.actions.grant_for_holding import grant_to_holder
from endorsement_plugin.registry.queries import Holder, Waiting, waiting_for
from endorsement_plugin.requirements.sets.granting import granted_to


class TickedForm(forms.Form):
    """To whom which credential is granted now."""

    holder = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick at least one person.",
            "invalid_choice": "One of those you ticked is no longer on the list. Look at it again.",
        }
    )

    def __init__(self, *args: Any, waiting: list[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value_of(one, person), str(person)) for one in waiting for person in _people(one)]


def value_of(waiting: Waiting, person: Person) -> str:
    """What a tick says: this credential to this person."""
    return f"{waiting.credential.pk}:{person.pk}"


def _people(waiting: Waiting) -> list[Person]:
    return [holder.person for holder in waiting.holders]


class HoldersView(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView):
    """A list for each credential, everybody ticked. Who is granted it later by a decision is not here."""

    template_name = "endorsement_plugin/admin/holders.html"
    page_title = "Granted for holding others"
    header_icon = "success"
    form_class = TickedForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """With who waits. Nobody confirms for themselves."""
        self.waiting = waiting_for(credentials_granted_by(request.user), but=request.user.pk or 0)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who may be ticked."""
        return {**super().get_form_kwargs(), "waiting": self.waiting}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Each in a transaction of its own: one that has moved on does not hold up the others."""
        done = [ticked for ticked in form.cleaned_data["holder"] if self._granted(*ticked.split(":"))]
        if done:
            messages.success(self.request, f"{len(done)} granted. The letters are on their way.")
        return redirect(self.request.path)

    def _granted(self, credential: str, person: str) -> bool:
        try:
            grant_to_holder(credential=int(credential), person=UUID(person), by=self.request.user)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
            return False
        return True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, endorsements, this page."""
        above = {"url": reverse_lazy("endorsement_endorsements:index"), "label": "Endorsements"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists, each under the sentence that visitors read."""
        lists = [
            (one, granted_to([f"{part.name} ({part.code})" for part in one.parts]), self._rows(one))
            for one in self.waiting
        ]
        return super().get_context_data(lists=lists, some=any(rows for _, _, rows in lists), **kwargs)

    def _rows(self, waiting: Waiting) -> list[tuple[Holder, str, bool]]:
        """Everybody ticked at first; after a refusal who was, so that nobody is granted it unmeant."""
        posted = self.request.method == "POST"
        ticked = self.request.POST.getlist("holder")
        values = [(holder, value_of(waiting, holder.person)) for holder in waiting.holders]
        return [(holder, value, not posted or value in ticked) for holder, value in values]
