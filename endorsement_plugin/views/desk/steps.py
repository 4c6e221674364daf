"""One class per step a coordinator takes with an application."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from endorsement_plugin.actions.begin_review import begin_review
from endorsement_plugin.actions.mark_ready import mark_ready
from endorsement_plugin.actions.move_sitting import move_sitting
from endorsement_plugin.actions.return_application import return_application
from endorsement_plugin.actions.schedule_sitting import schedule_sitting
from endorsement_plugin.actions.undo_step import undo_step
from endorsement_plugin.queries.assessments import assessment_of
from review_queue.typed.fields import Paragraphs

from .base import PressView, StepView


class EndOfReview(StepView):
    """A step that ends the review. It says what is not met yet; the coordinator may go on all the same."""

    template_name = "endorsement_plugin/admin/end_of_review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the review should have found."""
        assessment = assessment_of(self.application, timezone.localdate())
        return super().get_context_data(unmet=assessment.unmet("review"), **kwargs)


class BeginReview(PressView):
    """Take it up."""

    done = "The review has begun; the applicant's status page says so."

    def carry_out(self, form: forms.Form) -> None:
        begin_review(application=self.application.pk, by=self.request.user)


class NoteForm(forms.Form):
    """Words for the applicant. That they are needed is the action's to say."""

    note = Paragraphs(
        label="What is still needed",
        help_text="The applicant reads this in a mail and on the status page.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )


class ReturnApplication(StepView):
    """Give it back."""

    page_title = "Return to the applicant"
    form_class = NoteForm
    explanation = (
        "The applicant can change everything and send it in again. Nothing is lost; the file comes back here."
    )
    button = "Return it with this note"
    done = "The application is back with the applicant, who has been told what is needed."

    def carry_out(self, form: forms.Form) -> None:
        return_application(
            application=self.application.pk, by=self.request.user, note=form.cleaned_data["note"]
        )


class MarkReady(PressView):
    """Nothing else is waited for. What is not met is said, and does not stand in the way."""

    def carry_out(self, form: forms.Form) -> None:
        today = timezone.localdate()
        mark_ready(application=self.application.pk, by=self.request.user, today=today)
        unmet = len(assessment_of(self.application, today).unmet("exam"))
        are = "requirement is" if unmet == 1 else "requirements are"
        self.done = "The application is ready for a decision." + (f" {unmet} {are} not met." if unmet else "")


class UndoStep(PressView):
    """One press too many."""

    done = "Taken back."

    def carry_out(self, form: forms.Form) -> None:
        undo_step(application=self.application.pk, by=self.request.user)


class ExamForm(forms.Form):
    """From when the exam may be sat."""

    opens_on = forms.DateField(
        label="The exam opens on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="It may be earlier than the promised day. Today opens it at once.",
        error_messages={"invalid": "Enter a date, as in 2026-04-30.", "required": "Enter the opening date."},
    )

    def clean_opens_on(self) -> date:
        """Not a past day: it is a slip of the year more often than a wish to open the exam at once."""
        day: date = self.cleaned_data["opens_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("This day is past. Choose today or a later day.", code="past")
        return day


class ScheduleSitting(EndOfReview):
    """Let the candidate sit the exam."""

    page_title = "Send to the exam"
    form_class = ExamForm
    explanation = (
        "The candidate is told by mail, with a link to the exam. The answers go to two reviewers who do not "
        "know whose they are. Once they agree, or a third has scored, the application is yours to decide."
    )
    button = "Schedule the exam"
    done = "The exam is scheduled and the candidate has been told."

    def get_initial(self) -> dict[str, object]:
        """The promised day, unless it is past."""
        today = timezone.localdate()
        return {"opens_on": max(self.application.exam_from or today, today)}

    def carry_out(self, form: forms.Form) -> None:
        schedule_sitting(
            application=self.application.pk,
            by=self.request.user,
            today=timezone.localdate(),
            opens_on=form.cleaned_data["opens_on"],
        )


class MoveSitting(StepView):
    """Let a scheduled exam open earlier or later."""

    page_title = "Move the exam"
    form_class = ExamForm
    explanation = "The candidate is told the new day by mail. An exam that has been begun cannot be moved."
    button = "Move the exam"
    done = "The exam opens on the new day, and the candidate has been told."

    def get_initial(self) -> dict[str, object]:
        """Today: most exams are moved so that they can be begun."""
        return {"opens_on": timezone.localdate()}

    def carry_out(self, form: forms.Form) -> None:
        move_sitting(
            application=self.application.pk,
            by=self.request.user,
            today=timezone.localdate(),
            opens_on=form.cleaned_data["opens_on"],
        )
