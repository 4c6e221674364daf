"""What is being entered from paper, and the form with which the next one begins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.applications.actions.start_on_paper import start_on_paper
from endorsement_plugin.applications.forms import PaperForm
from endorsement_plugin.applications.queries.on_paper import being_entered, forms_entered_by, likely_matches
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Form, Person
from endorsement_plugin.permissions import coordinated_by, is_coordinator, people_coordinated_by
from review_queue.typed.cleaning import clean, clean_address

NAMESPACE = "endorsement_on_paper"


class CoordinatorsOnly(WagtailAdminTemplateMixin):
    """Pages that only coordinators open."""

    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody else; days are those of the association where there is one."""
        if not is_coordinator(request.user):
            raise PermissionDenied
        theirs = coordinated_by(request.user)
        keep_time_of(theirs[0] if len(theirs) == 1 else None)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class OnPaperView(CoordinatorsOnly, TemplateView):
    """All that is not submitted yet."""

    template_name = "endorsement_plugin/admin/on_paper/list.html"
    page_title = "On paper"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ones that arrived first come first."""
        rows = being_entered(self.request.user).order_by("paper_received_on", "created_at")
        return super().get_context_data(rows=rows, **kwargs)


class StartView(CoordinatorsOnly, FormView):
    """Begin one. Whoever is likely in the records already is shown, so that nobody is there twice."""

    template_name = "endorsement_plugin/admin/on_paper/start.html"
    page_title = "Enter an application from paper"
    form_class = PaperForm

    @cached_property
    def chosen(self) -> Form | None:
        """The form that was chosen; None for none, and for one that is not theirs to enter."""
        try:
            return self.startable.filter(family=self.request.POST.get("form") or None).first()
        except ValidationError:
            return None

    @cached_property
    def asked_for(self) -> Person | None:
        """Whom the page of an endorsement has led here for: of the records of an association of theirs."""
        theirs = Person.objects.filter(pk__in=people_coordinated_by(self.request.user).values("pk"))
        try:
            return theirs.select_related("user").filter(pk=self.request.GET.get("person", "")).first()
        except ValidationError:
            return None

    @cached_property
    def startable(self) -> Any:
        """The forms on offer."""
        return forms_entered_by(self.request.user, timezone.localdate())

    @cached_property
    def people(self) -> Sequence[Person]:
        """Who it is likely to be, of the association whose form was chosen; whom one came for first."""
        asked = [self.asked_for] if self.asked_for is not None else []
        return [*asked, *(one for one in self._likely() if one not in asked)]

    def _likely(self) -> Sequence[Person]:
        if self.chosen is None:
            return []
        typed = self.request.POST
        name = f"{clean(typed.get('given_name', ''))} {clean(typed.get('family_name', ''))}".strip()
        email, by = clean_address(typed.get("email", "")), self.request.user
        return likely_matches(self.chosen.association, by=by, name=name, email=email)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be chosen."""
        return {**super().get_form_kwargs(), "startable": self.startable, "people": self.people}

    def get_initial(self) -> dict[str, Any]:
        """Today, and the only form where there is one."""
        only = list(self.startable[:2])
        chosen = only[0].family if len(only) == 1 else None
        at_hand = {"received_on": timezone.localdate(), "form": chosen}
        person = self.asked_for
        if person is None:
            return at_hand
        names = {"given_name": person.given_name, "family_name": person.family_name}
        return {**at_hand, **names, "who": str(person.pk)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """On to the form's steps, or refused in words beside the cause."""
        assert isinstance(form, PaperForm)
        details = form.details()
        keep_time_of(self.chosen.association if self.chosen else None)
        try:
            begun = start_on_paper(by=self.request.user, today=timezone.localdate(), **details)
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, f"Begun for {begun.person}. Fill in the steps from the paper.")
        return redirect("endorsement:application", pk=begun.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "On paper"},
            {"url": "", "label": self.page_title},
        ]
