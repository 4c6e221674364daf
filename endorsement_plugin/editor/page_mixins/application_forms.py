from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.editor.blocks.steps import ApplicationStepsBlock
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.fees.queries import fee_lines_for
from endorsement_plugin.forms.queries import open_form
from endorsement_plugin.models import Association, Form
from endorsement_plugin.requirements.clauses import parse, requires_exam
from endorsement_plugin.requirements.deadlines import exam_from, respond_by

from .base import family_of
from .credentials import sentences
from .editing import ApplicationFormPageForm
from .forms import FormPageMixin


class ApplicationFormPageMixin(FormPageMixin):
    """An application form. Its public page says what is needed, and is where an application is started."""

    form_kind = "application"
    base_form_class = ApplicationFormPageForm
    preview_modes = [("", "Start page"), ("steps", "All steps")]
    body = StreamField(ApplicationStepsBlock(), verbose_name="steps")

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == "steps":
            return self.show_steps(request)
        return super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        association = association_for(request)
        keep_time_of(association)
        form, clauses = open_form(family_of(self), timezone.localdate())
        # As stored: reading the blocks themselves would fetch the pages they refer to.
        steps = [step["value"] for step in self.body.raw_data]
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association,
            "steps": steps,
            "minutes": sum(step.get("minutes") or 0 for step in steps),
            "form": form,
            "parent": self._credential_page(form),
            "requirements": sentences(clauses),
            "has_exam": requires_exam(parse(clauses)),
            "fees": fee_lines_for(form),
            **_dates(association),
        }

    def _credential_page(self, form: Form | None) -> Any:
        """The page above. That of a translation is in its own language, and not the one the form has read."""
        read = form.credential.page if form and form.credential else None
        return read if read and read.locale_id == self.locale_id else self.get_parent()


def _dates(association: Association | None) -> dict[str, Any]:
    """What submitting today would promise."""
    if association is None:
        return {}
    today = timezone.localdate()
    return {
        "answer_by": respond_by(today, association.answer_after_months),
        "exam_from": exam_from(today, association.exam_after_months),
    }
