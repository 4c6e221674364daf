"""Applications that are held to older requirements, and what newer ones would change for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.applications.actions.hold_to import hold_to
from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Application, Credential, RequirementSet
from endorsement_plugin.permissions import (
    applications_held_to_requirements_by,
    associations_coordinated_by,
)
from endorsement_plugin.portfolio.queries import evidence_for
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.requirements.sets.changes import counterparts, difference
from endorsement_plugin.rules.states import ApplicationState
from review_queue.typed.fields import Line

AT_A_TIME = 50
"""Applications on one page: each is measured twice."""


@dataclass(frozen=True)
class Compared:
    """One application, measured by what it is held to and by what it would be held to."""

    application: Application
    before: Assessment
    after: Assessment
    came_from: Mapping[str, str]
    """For each new requirement, the old one that it was."""

    @property
    def name(self) -> str:
        """Whose it is; a draft belongs to its applicant alone, and has no name here."""
        draft = self.application.status is ApplicationState.DRAFT
        return "An applicant who is still writing" if draft else str(self.application.person)

    @property
    def met_before(self) -> str:
        """How many of how many."""
        return _met(self.before)

    @property
    def met_after(self) -> str:
        """How many of how many."""
        return _met(self.after)

    @property
    def newly_unmet(self) -> list[str]:
        """What stands in the way then and does not now."""
        held = {(one.clause_id, one.phase) for one in self.before.findings if not one.met}
        return [
            f"{one.sentence}{f' ({one.progress})' if one.progress else ''}"
            for one in self.after.findings
            if not one.met and (self._was(one.clause_id), one.phase) not in held
        ]

    @property
    def newly_met(self) -> list[str]:
        """What stands in the way now and does not then."""
        open_then = {(self._was(one.clause_id), one.phase) for one in self.after.findings if not one.met}
        return [
            one.sentence
            for one in self.before.findings
            if not one.met and (one.clause_id, one.phase) not in open_then
        ]

    def _was(self, clause: str) -> str:
        return self.came_from.get(clause, clause)


def compared(application: Application, target: RequirementSet, day: date) -> Compared:
    """The findings before and after."""
    evidence = evidence_for(application)
    old = application.requirement_set.clauses
    before, after = (assess(parse(clauses), evidence, day) for clauses in (old, target.clauses))
    return Compared(application, before, after, counterparts(old, target.clauses))


class TickedForm(forms.Form):
    """Which applications, and a word for their applicants."""

    application = forms.MultipleChoiceField(error_messages={"required": "Tick at least one application."})
    note = Line(
        label="A word to the applicants",
        required=False,
        max_length=300,
        help_text="It is added to the letter that tells them what differs. It may stay empty.",
    )

    def __init__(self, *args: Any, offered: list[Compared], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["application"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.application.pk), one.name) for one in offered]
        field.error_messages["invalid_choice"] = (
            "One of the applications you ticked has moved on. Look at the list again."
        )


class NewerRequirementsView(WagtailAdminTemplateMixin, FormView):
    """For coordinators: open applications and drafts on older sets, to be moved one by one or together."""

    template_name = "endorsement_plugin/admin/newer_requirements.html"
    page_title = "Move applications"
    header_icon = "calendar-alt"
    form_class = TickedForm
    credential: Credential
    target: RequirementSet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The set and those who could move to it; a 404 for whoever does not coordinate the association."""
        super().setup(request, *args, **kwargs)
        own = Credential.objects.filter(association__in=associations_coordinated_by(request.user))
        self.credential = get_object_or_404(own.select_related("association__site"), family=kwargs["family"])
        keep_time_of(self.credential.association)
        self.day = today(self.credential.association)
        found = self.credential.requirement_sets.by(self.day).filter(number=kwargs["number"]).first()
        if found is None:
            raise Http404
        self.target = found
        rows = older(request.user, found)
        self.left_out = max(0, rows.count() - AT_A_TIME)
        self.offered = [compared(row, found, self.day) for row in rows[:AT_A_TIME]]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Those to choose from."""
        return {**super().get_form_kwargs(), "offered": self.offered}

    def form_valid(self, form: Any) -> HttpResponse:
        """Each in its own transaction: one that has moved on does not hold up the others."""
        ticked, note = form.cleaned_data["application"], form.cleaned_data["note"]
        done = [one for one in self.offered if str(one.application.pk) in ticked and self._move(one, note)]
        if done:
            alone = len(done) == 1
            many = "1 application is" if alone else f"{len(done)} applications are"
            told = "The applicant is written to." if alone else "The applicants are written to."
            messages.success(self.request, f"{many} held to set {self.target.number} now. {told}")
        return redirect(reverse("endorsement_timeline", args=[self.credential.family]))

    def _move(self, one: Compared, note: str) -> bool:
        try:
            hold_to(
                application=one.application.pk,
                requirement_set=self.target,
                by=self.request.user,
                today=self.day,
                note=note,
            )
        except Refusal as refusal:
            messages.error(self.request, f"{one.name}: {refusal.message}")
            return False
        return True

    def get_page_subtitle(self) -> str:
        """To which set."""
        return f"{self.credential}, set {self.target.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the line, this page."""
        line = reverse("endorsement_timeline", args=[self.credential.family])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("endorsement_credentials"), "label": "Requirements over time"},
            {"url": line, "label": str(self.credential)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What differs, and for whom it makes a difference."""
        sets = {one.application.requirement_set for one in self.offered}
        older_sets = sorted(sets, key=lambda one: (one.effective_from, one.number))
        return super().get_context_data(
            credential=self.credential,
            target=self.target,
            offered=self.offered,
            left_out=self.left_out,
            since=[(one, difference(one.clauses, self.target.clauses)) for one in older_sets],
            back=reverse("endorsement_timeline", args=[self.credential.family]),
            **kwargs,
        )


def older(user: Any, target: RequirementSet) -> QuerySet[Application]:
    """Those held to a set before this one, which the visitor may move."""
    before = RequirementSet.objects.filter(credential=target.credential_id).exclude(pk=target.pk)
    rows = applications_held_to_requirements_by(user).filter(
        requirement_set__in=before.filter(effective_from__lt=target.effective_from)
        | before.filter(effective_from=target.effective_from, number__lt=target.number)
    )
    pinned = ("person__user", "form_version", "requirement_set", "credential", "association__site")
    return rows.select_related(*pinned).order_by("created_at")


def _met(assessment: Assessment) -> str:
    met = sum(one.met for one in assessment.findings)
    return f"{met} of {len(assessment.findings)}"
