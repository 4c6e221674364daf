"""The ways back: into review, to a decision or an exam once more, and the end of an exam."""

from collections.abc import Callable

from django import forms

from endorsement_plugin.decisions.actions.decide_again import decide_again
from endorsement_plugin.decisions.actions.resume_review import resume_review
from endorsement_plugin.exams.actions.close_exam import close_exam
from endorsement_plugin.exams.actions.reopen_exam import reopen_exam
from endorsement_plugin.exams.backends.taking_back import score_elsewhere
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.states import ApplicationState
from review_queue.typed.fields import Paragraphs

from .base import StepView


class ReasonForm(forms.Form):
    """Why. That it is needed is the action's to say."""

    reason = Paragraphs(
        label="Reason",
        help_text="The applicant reads this in a mail. It is kept in the file.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )


class FileForm(ReasonForm):
    """Why, for the file only."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].help_text = "It is kept in the file. The applicant does not read it."


class TurnView(StepView):
    """A step that needs a reason and nothing else."""

    form_class = ReasonForm
    action: Callable[..., object]

    def carry_out(self, form: forms.Form) -> None:
        type(self).action(
            application=self.application.pk, by=self.request.user, reason=form.cleaned_data["reason"]
        )


class ResumeReview(TurnView):
    """Take it back into review: from ready, or although its applicant has not sent it in again."""

    action = resume_review
    page_title = "Take it back into review"
    button = "Take it back into review"
    done = "The application is in review again."

    def get_form_class(self) -> type[forms.Form]:
        """Who waits for a decision noticed nothing of it, and is not written to."""
        return FileForm if self.application.status is ApplicationState.READY else ReasonForm

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """What counts from then on."""
        if self.application.status is ApplicationState.READY:
            return "You can then return it with a note, send it to an exam, or mark it as ready again."
        return (
            "What the applicant last sent in counts; they can change nothing any more, and are told. What "
            "they have changed since is kept for them, should you return it again."
        )


class DecideAgain(TurnView):
    """Open a decision against the applicant again."""

    action = decide_again
    page_title = "Decide again"
    explanation = (
        "The application is then ready for a new decision, and the applicant is told so. The first decision "
        "and its letter stay in the file."
    )
    button = "Open the decision again"
    done = "The application is ready for a new decision, and the applicant has been told."


class CloseExam(TurnView):
    """End an exam that will not be finished, or should not be scored."""

    action = close_exam
    page_title = "Close the exam"
    explanation = (
        "The exam then has no outcome: nothing is scored, and reviewers who have it are stopped. What was "
        "written is kept. The candidate is told, and the application is back in review."
    )
    button = "Close the exam"
    done = "The exam is closed and the application is back in review. The candidate has been told."
    danger = True


class TakeExamBack(TurnView):
    """Have an exam scored elsewhere that nobody of the pool may score."""

    action = score_elsewhere
    page_title = "Have the exam scored elsewhere"
    form_class = FileForm
    explanation = (
        "The exam comes back unscored, and reviewers who have it are stopped. Have the answers scored "
        "elsewhere, then enter the outcome, who scored it and when. This cannot be taken back."
    )
    button = "Take it back from the reviewers"
    done = "The exam is back. Have it scored elsewhere, then enter the outcome."
    danger = True


class ReopenExam(TurnView):
    """Let the candidate go on."""

    action = reopen_exam
    page_title = "Open the exam again"
    form_class = FileForm
    explanation = "The candidate finds what they had written, can go on and hand it in, and is told by mail."
    button = "Open the exam again"
    done = "The exam is open again, and the candidate has been told."
