"""What every step of a coordinator has in common: the application, a page to confirm, refusals in words."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Application, Person
from endorsement_plugin.permissions import applications_coordinated_by, is_coordinator

NAMESPACE = "endorsement_applications"
SENT = "The letter is on its way."
NO_LETTER = "No letter leaves: we have no e-mail address of this person."


def letter_note(person: Person) -> str:
    """What has become of the letter about a step: somebody who has no account may have left no address."""
    return SENT if person.email else NO_LETTER


def address(name: str, application: Application, *args: object) -> str:
    """The address of a page about this application."""
    return reverse(f"{NAMESPACE}:{name}", args=[application.pk, *args])


class CoordinatorsMixin:
    """Before a view that gets no single row by a getter: for coordinators, and a 403 for everybody else."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let coordinators in."""
        if not is_coordinator(request.user):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class Step(WagtailAdminTemplateMixin, FormView, ABC):
    """Ask once more, then carry the step out. A refusal is shown beside its cause and nothing is lost."""

    template_name = "endorsement_plugin/admin/step.html"
    form_class: type[forms.Form] = forms.Form
    explanation = ""
    button = ""
    done = ""
    danger = False

    @abstractmethod
    def carry_out(self, form: forms.Form) -> None:
        """Call the action. Raises a Refusal."""

    @abstractmethod
    def get_success_url(self) -> str:
        """Back to the file."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Carried out, or refused in words."""
        try:
            self.carry_out(form)
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, self.said_when_done(), buttons=self.then())
        return redirect(self.get_success_url())

    def said_when_done(self) -> str:
        """The words that it is done."""
        return self.done

    def then(self) -> list[tuple[str, str, bool]]:
        """Buttons beside the words that it is done."""
        return []


class StepView(Step):
    """A step with an application that the visitor coordinates."""

    header_icon = "list-ul"
    application: Application

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The application, or a 404 for anybody who does not coordinate it."""
        super().setup(request, *args, **kwargs)
        rows = applications_coordinated_by(request.user).select_related(
            "person__user", "credential", "association__site", "form_version", "requirement_set"
        )
        self.application = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.application.association)

    def get_success_url(self) -> str:
        """Back to the file."""
        return address("inspect", self.application)

    def get_page_subtitle(self) -> str:
        """Whose application."""
        return str(self.application.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, applications, this one, this step."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Applications"},
            {"url": self.get_success_url(), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        return super().get_context_data(
            application=self.application, step=self, back=self.get_success_url(), **kwargs
        )


class PressView(StepView):
    """A step that one press in the file takes and another takes back: there is no page to confirm it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An old link leads to the file, where the button is."""
        return redirect(self.get_success_url())


def show(form: forms.Form, refusal: Incomplete) -> None:
    """Put each problem beside the control it is about."""
    for problem in refusal.problems:
        beside = problem.where[0] if problem.where and problem.where[0] in form.fields else None
        form.add_error(beside, problem.message)
    if not refusal.problems:
        form.add_error(None, refusal.message)
