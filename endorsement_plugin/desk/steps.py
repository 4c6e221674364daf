"""One class per step a coordinator takes with an application."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.exams.actions.reschedule import move_sitting
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.exams.queries.retakes import NextSitting, next_sitting
from endorsement_plugin.exams.retakes import said_of, terms_of
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.fees.rules import said
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.review.actions import begin_review, mark_ready, return_application, undo_step
from endorsement_plugin.rules.fees import Holds
from review_queue.typed.fields import Paragraphs

from .base import PressView, StepView


def told_apart(open_ones: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What is not met, and what is, but for something that a person judged against."""
    unmet = [finding for finding in open_ones if not finding.only_doubt]
    return unmet, [finding for finding in open_ones if finding.only_doubt]


def how_many(findings: Sequence[Finding], what: str) -> str:
    """The number in a sentence of its own; empty for none."""
    are = "requirement is" if len(findings) == 1 else "requirements are"
    return f" {len(findings)} {are} {what}." if findings else ""


class EndOfReview(StepView):
    """A step that ends the review. It says what is not met yet; the coordinator may go on all the same."""

    template_name = "endorsement_plugin/admin/end_of_review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the review should have found."""
        assessment = assessment_of(self.application, timezone.localdate())
        unmet, to_weigh = told_apart(assessment.unmet("review"))
        return super().get_context_data(unmet=unmet, to_weigh=to_weigh, **kwargs)


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
        unmet, to_weigh = told_apart(assessment_of(self.application, today).unmet("exam"))
        self.done = "The application is ready for a decision."
        self.done += how_many(unmet, "not met") + how_many(to_weigh, "yours to weigh")


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
    reason = Paragraphs(
        label="Why earlier, once more, or on the same paper",
        help_text="For the file.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, allowed: NextSitting, **kwargs: Any) -> None:
        """The reason is asked only where the rule for retakes may stand in the way."""
        super().__init__(*args, **kwargs)
        self.fields["opens_on"].widget.attrs["min"] = timezone.localdate().isoformat()
        if not allowed.seen and not allowed.used_up and allowed.opens_from is None:
            del self.fields["reason"]

    def clean_opens_on(self) -> date:
        """Not a past day: it is a slip of the year more often than a wish to open the exam at once."""
        day: date = self.cleaned_data["opens_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("This day is past. Choose today or a later day.", code="past")
        return day


class RetakeView(StepView):
    """A step about an exam that may be a retake: what the rule says is read before the day is chosen."""

    form_class = ExamForm

    @cached_property
    def allowed(self) -> NextSitting:
        """What the candidate may sit, and from when."""
        return next_sitting(self.application)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks for a reason where one may be needed."""
        return super().get_form_kwargs() | {"allowed": self.allowed}

    def get_initial(self) -> dict[str, object]:
        """The first day that the rule allows."""
        today = timezone.localdate()
        return {"opens_on": max(self.first_day() or today, self.allowed.opens_from or today, today)}

    def first_day(self) -> date | None:
        """The day to propose where nothing stands in the way; today without one."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule in words."""
        return super().get_context_data(notes=self.notes(), **kwargs)

    def notes(self) -> list[str]:
        """What is to be known before the day is chosen."""
        fees = [said(fee) for fee in unsettled(self.application, Holds.EXAM)]
        return [*said_of(self.allowed), *fees, *([] if self.application.person.user_id else [NO_ACCOUNT])]


NO_ACCOUNT = "This person has no account yet, and can write an exam here only with one: invite them first."
ELSEWHERE = (
    "The candidate is told by mail. Nothing of this exam is written here: once you have entered what came of "
    "it, the application is yours to decide."
)


class ScheduleSitting(RetakeView, EndOfReview):
    """Let the candidate sit the exam."""

    page_title = "Send to the exam"
    explanation = (
        "The candidate is told by mail, with a link to the exam. The answers go to two reviewers who do not "
        "know whose they are. Once they agree, or a third has scored, the application is yours to decide."
    )
    button = "Schedule the exam"
    done = "The exam is scheduled and the candidate has been told."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """What is said of reviewers, only where they get something."""
        super().setup(request, *args, **kwargs)
        if self.allowed.parts and not any(part.on_paper for part in self.allowed.parts):
            self.explanation = ELSEWHERE

    def first_day(self) -> date | None:
        """The promised day."""
        return self.application.exam_from

    def notes(self) -> list[str]:
        """Also what will be sat, and within what time."""
        return [*super().notes(), *terms_of(self.allowed, timezone.localdate())]

    def carry_out(self, form: forms.Form) -> None:
        schedule_sitting(
            application=self.application.pk,
            by=self.request.user,
            today=timezone.localdate(),
            opens_on=form.cleaned_data["opens_on"],
            reason=form.cleaned_data.get("reason", ""),
        )


class MoveSitting(RetakeView):
    """Let a scheduled exam open earlier or later. Without a rule against it today is proposed."""

    page_title = "Move the exam"
    explanation = "The candidate is told the new day by mail. An exam that has been begun cannot be moved."
    button = "Move the exam"
    done = "The exam opens on the new day, and the candidate has been told."

    def carry_out(self, form: forms.Form) -> None:
        move_sitting(
            application=self.application.pk,
            by=self.request.user,
            today=timezone.localdate(),
            opens_on=form.cleaned_data["opens_on"],
            reason=form.cleaned_data.get("reason", ""),
        )
