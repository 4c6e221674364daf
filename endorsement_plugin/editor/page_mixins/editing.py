"""Checks that need more than one page. A draft is never held up by them; publishing is."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import named
from endorsement_plugin.definitions.fields import ReferencesSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.definitions.names import KnownNames
from endorsement_plugin.definitions.parsing import parse_step
from endorsement_plugin.editor.blocks.definition import compile_steps
from endorsement_plugin.editor.blocks.faults import Fault, refuse
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.models import Association, Form
from endorsement_plugin.requirements.feeding.papers import Whom
from review_queue.typed.cleaning import clean

from .base import family_of
from .feeding import faults_of_form, faults_of_paper
from .granting import nobody_applies

OUTSIDE = "This page is not below the home page of an association, so it publishes nothing."


class AssociationPageForm(WagtailAdminPageForm):
    """A page that an association publishes. Its times are those of the association."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheduled = [name for name in ("go_live_at", "expire_at") if name in self.fields]
        association = self.association() if scheduled and (self.instance.pk or self.parent_page) else None
        for name in scheduled:
            self.fields[name].help_text = f"In {named(association)}." if association else ""

    def clean_title(self) -> str:
        """The title without what nobody sees: it stands in lists, in letters and in the tab of a browser."""
        title = clean(self.cleaned_data["title"])
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self.check_to_publish(cleaned)
        return cleaned

    def check_to_publish(self, cleaned: dict[str, Any]) -> None:
        """Add an error for all that stands in the way of publishing."""
        if self.association() is None:
            self.add_error(None, OUTSIDE)

    def association(self) -> Association | None:
        """The association whose Site the page is in."""
        return association_of(self.parent_page or self.instance.get_parent())


class ApplicationFormPageForm(AssociationPageForm):
    """A form asks for what its credential's requirements count, and sends referees its association's form."""

    def check_to_publish(self, cleaned: dict[str, Any]) -> None:
        super().check_to_publish(cleaned)
        above = self.parent_page or self.instance.get_parent()
        if reason := nobody_applies(family_of(above)):
            self.add_error(None, reason)
        if "body" not in cleaned:
            return
        try:
            refuse(faults_of_steps(cleaned["body"], above))
        except ValidationError as error:
            self.add_error("body", error)


class ExamPaperPageForm(AssociationPageForm):
    """A paper is scored in a round of its own association's reviewers, and leaves nobody without one."""

    def check_to_publish(self, cleaned: dict[str, Any]) -> None:
        super().check_to_publish(cleaned)
        if reason := round_missing(cleaned.get("round_code", ""), self.association()):
            self.add_error("round_code", reason)
        above = self.parent_page or self.instance.get_parent()
        whom = Whom(cleaned.get("designation", ""), cleaned.get("age_band", ""))
        cause = "designation" if whom.designation.strip() else "age_band"
        for fault in faults_of_paper(family_of(above), self.instance.pk, whom):
            self.add_error(cause, fault)


def faults_of_steps(body: Any, page_above: Any) -> list[Fault]:
    """What an application form with these steps, below that page, borrows or does not ask for."""
    steps = [parse_step(step) for step in compile_steps(body, KnownNames())]
    return [*_borrowed(steps, association_of(page_above)), *faults_of_form(page_above.specific, steps)]


def round_missing(code: str, association: Association | None) -> str:
    """Why an exam paper cannot be scored in this round, in a sentence; empty if it can."""
    if not (code and association) or backend().scores(round=code, pool=association.review_pool):
        return ""
    return f"Your association’s reviewers have no round “{code}”. Ask the chief reviewer for its code."


def _borrowed(steps: list[Step], association: Association | None) -> Iterator[Fault]:
    """Other associations' reference forms: the page chooser shows the pages of all."""
    others = Form.objects.exclude(association=association)
    for index, step in enumerate(steps):
        for position, field in enumerate(step.fields):
            family = field.form if isinstance(field, ReferencesSection) else ""
            if family and others.filter(family=family).exists():
                place = (index, "fields", position, "form")
                yield place, "This reference form belongs to another association."
