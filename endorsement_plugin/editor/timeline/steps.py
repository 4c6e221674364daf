"""What can be done with one set of a credential."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.views.generic import FormView

from endorsement_plugin.clock import today
from endorsement_plugin.credentials.actions import cancel_requirements, correct_wording
from endorsement_plugin.errors import Refusal, WrongState
from endorsement_plugin.models import RequirementSet
from endorsement_plugin.permissions import credentials_published_by
from endorsement_plugin.requirements.sets import dated
from endorsement_plugin.requirements.sets.words import words_of

from .forms import WordingForm
from .sources import draft_from, reworded, rewrite_page
from .views import WITHOUT_BLOCKS, CredentialView


class SetView(CredentialView, FormView):
    """A step with one set, for whoever publishes the credential's page; a 404 for others."""

    template_name = "endorsement_plugin/admin/set_step.html"
    form_class: type[forms.Form] = forms.Form
    heading = ""
    explanation = ""
    button = ""
    beside_a_draft = ""
    danger = False
    requirement_set: RequirementSet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        mine = credentials_published_by(request.user).filter(pk=self.credential.pk)
        rows = self.credential.requirement_sets.filter(credential__in=mine)
        self.requirement_set = get_object_or_404(rows, number=kwargs["number"])

    def form_valid(self, form: Any) -> HttpResponse:
        """Carried out, or refused in words."""
        try:
            self.carry_out(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        except PermissionDenied as refusal:  # the page that holds the set cannot be published as it stands
            messages.error(self.request, str(refusal))
        return redirect(self.get_success_url())

    def carry_out(self, form: Any) -> None:
        """Call the action. Raises a Refusal."""

    def get_success_url(self) -> str:
        """Back to the line."""
        return self.line_address()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all credentials, this one, this step."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which set, and what the page holds."""
        page = self.credential.page
        return super().get_context_data(
            credential=self.credential,
            requirement_set=self.requirement_set,
            held=self.credential.written_id == self.requirement_set.pk,
            has_draft=bool(page and page.has_unpublished_changes),
            applications=self.requirement_set.applications.count(),
            back=self.line_address(),
            **kwargs,
        )


class WordingView(SetView):
    """Put words right: for everybody who is held to the set, and in no other set."""

    template_name = "endorsement_plugin/admin/wording.html"
    page_title = heading = "Correct the wording"
    explanation = (
        "A correction changes words and nothing else: numbers, choices and days stay, everybody who is held "
        "to this set reads the better words, and no other set is touched. What would demand something else "
        "of people is a change: plan it on the page."
    )
    button = "Correct"
    form_class = WordingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The set's texts."""
        clauses = self.requirement_set.clauses
        return {**super().get_form_kwargs(), "clauses": clauses, "words": words_of(clauses)}

    def carry_out(self, form: WordingForm) -> None:
        """In the set, and on the page if it holds this set."""
        rewordings = form.rewordings()
        with transaction.atomic():
            changed = correct_wording(
                requirement_set=self.requirement_set,
                clauses=form.reworded(),
                source=reworded(self.requirement_set.source, rewordings),
                by=self.request.user,
                note=form.cleaned_data["note"],
            )
            if changed and self.credential.written_id == self.requirement_set.pk:
                rewrite_page(self.credential, self.request.user, lambda source: reworded(source, rewordings))
        if not changed:
            messages.info(self.request, "Nothing was changed.")
            return
        messages.success(self.request, f"The wording of set {self.requirement_set.number} is corrected.")


class CancelView(SetView):
    """Take back what is planned."""

    page_title = "Cancel what is planned"
    heading = "Cancel what is planned?"
    explanation = (
        "It will not come into force, and the public page no longer announces it. It stays on this line as "
        "cancelled. If the page holds it, the page gets back what comes before it."
    )
    button = "Cancel it"
    danger = True

    def carry_out(self, form: forms.Form) -> None:
        """The set, and on the page what is in force in its place."""
        day = today(self.credential.association)
        with transaction.atomic():
            put_back = cancel_requirements(
                requirement_set=self.requirement_set, by=self.request.user, today=day
            )
            told = self._put_back(put_back) if put_back else ""
        messages.success(self.request, f"Set {self.requirement_set.number} is cancelled. {told}")

    def _put_back(self, before: RequirementSet) -> str:
        if not before.source:
            return "The page still holds it: change it back there before you publish the page again."
        rewrite_page(self.credential, self.request.user, lambda _: before.source, before.effective_from)
        return f"The page holds set {before.number} again."


class PlanView(SetView):
    """Write a change on from a set that the page does not hold."""

    page_title = heading = "Plan a change"
    explanation = (
        "The page gets these requirements as a draft, to be changed and published with a day of their own. "
        "Nothing is published before you publish it, and what is in force or planned stays."
    )
    beside_a_draft = (
        "The page has changes that are not published. Their requirements will be those of this set; what "
        "they were, you find in the page’s history."
    )
    button = "Write on from this set"

    def carry_out(self, form: forms.Form) -> None:
        """A draft of the page with this set's requirements, in force from the first day that can be."""
        if not self.requirement_set.source:
            raise WrongState(WITHOUT_BLOCKS)
        line = dated.line(self.credential.requirement_sets.standing())
        day = max([today(self.credential.association), *(one.effective_from for one in line)])
        draft_from(self.credential, self.request.user, self.requirement_set.source, day)
        messages.info(
            self.request,
            f"The page holds the requirements of set {self.requirement_set.number} as a draft now. Change "
            f"them, say from when (the first day that can be is {date_format(day, 'j F Y')}), and publish.",
        )

    def get_success_url(self) -> str:
        """The page."""
        return reverse("wagtailadmin_pages:edit", args=[self.credential.page_id])
