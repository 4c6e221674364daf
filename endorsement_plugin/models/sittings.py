import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from endorsement_plugin.requirements.evidence import PartResult
from endorsement_plugin.requirements.exams.terms import Part
from endorsement_plugin.requirements.wording import number
from endorsement_plugin.rules.file_reasons import EXAM_REMEDIES, in_words
from endorsement_plugin.rules.states import DECIDED_AGAINST, ApplicationState, SittingState

from .answers import AbstractAnswer
from .applications import Application
from .associations import private_storage
from .evidence import InspectedFile
from .forms import FormVersion


class Sitting(models.Model):
    """One candidate at one exam paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sittings")
    paper = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(default=1, help_text="1 for the first sitting, 2 for a retake.")
    replaces = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="retakes",
        help_text="The sitting that this one counts instead of, on whichever paper.",
    )
    state = models.CharField(max_length=12, choices=SittingState.choices(), default=SittingState.SCHEDULED)
    opens_on = models.DateField()
    open_until = models.DateField(
        null=True, blank=True, help_text="The last day on which it may be begun; none for no limit."
    )
    wait_months = models.PositiveSmallIntegerField(
        default=0, help_text="If it is not passed, until it may be sat again; 0 for the association's wait."
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    draft = models.JSONField(default=dict, help_text="By the question's block, until it is handed in.")
    revision = models.PositiveIntegerField(default=1)
    review_ref = models.UUIDField(
        null=True, blank=True, unique=True, help_text="All that the review queue knows of it."
    )
    feedback = models.TextField(blank=True)
    returned_because = models.CharField(
        max_length=200, blank=True, help_text="Why the reviewers sent it back unscored, if they did."
    )
    unscorable = models.BooleanField(
        default=False, help_text="Whether it came back because the reviewers find that it cannot be scored."
    )
    stuck_since = models.DateField(
        null=True, blank=True, help_text="Since when nobody is found who may score it."
    )
    scored_by = models.CharField(
        max_length=200, blank=True, help_text="Who scored it after it came back unscored."
    )
    scored_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "paper", "number"], name="sitting_number_once")
        ]
        indexes = [models.Index(fields=["state"], name="sitting_by_state")]

    def __str__(self) -> str:
        return f"Sitting {self.number}"

    @property
    def status(self) -> SittingState:
        """The state with its label."""
        return SittingState(self.state)

    @property
    def is_scored_elsewhere(self) -> bool:
        """Whether it came back unscored, and not because reviewers found that it cannot be scored."""
        return bool(self.returned_because) and not self.unscorable

    @property
    def is_told(self) -> bool:
        """Whether the candidate knows what came of it: with the decision."""
        decided = self.application.status in {ApplicationState.ENDORSED, *DECIDED_AGAINST}
        return decided and self.status in {SittingState.PASSED, SittingState.FAILED}

    @property
    def written_part(self) -> "SittingPart | None":
        """The part whose answers are written here, if it has parts and this is among them."""
        return next((part for part in self.parts.all() if part.on_paper), None)

    @property
    def is_written_here(self) -> bool:
        """Whether there is something to write: it is sat as a whole, or has such a part."""
        return not self.parts.all() or self.written_part is not None

    def approval_is_over(self, day: date) -> bool:
        """Whether the last day on which it may be begun is before this one."""
        return self.open_until is not None and self.open_until < day


class SittingPart(models.Model):
    """One part of an exam in one sitting: what it needed when it was scheduled, and what came of it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="parts")
    value = models.CharField(max_length=60, help_text="What outcomes of this part are stored by.")
    label = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    pass_mark = models.DecimalField(max_digits=7, decimal_places=2, default=0, help_text="0 for none.")
    unit = models.CharField(max_length=10, help_text="Of the pass mark: percent or points.")
    maximum = models.DecimalField(
        max_digits=7, decimal_places=2, default=0, help_text="Points there are; 0 if scores are percentages."
    )
    on_paper = models.BooleanField(default=False, help_text="Its answers are written in the exam paper.")
    outcome = models.CharField(max_length=6, blank=True, help_text="passed or failed; empty before.")
    score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["sitting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "value"], name="sitting_part_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "passed", "failed"]), name="sitting_part_outcome"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | ~Q(outcome=""), name="sitting_part_score_with_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.rule.name

    @property
    def rule(self) -> Part:
        """What it needs to be passed."""
        return Part(self.value, self.label, self.pass_mark, self.unit, self.maximum, self.on_paper)

    @property
    def result(self) -> PartResult:
        """What came of it."""
        passed = self.outcome == "passed" if self.outcome else None
        return PartResult(self.value, passed, self.score, self.rule.most)

    @property
    def in_words(self) -> str:
        """The same to read: 47 of 60 points, not passed."""
        said = {"passed": "passed", "failed": "not passed"}.get(self.outcome, "no outcome yet")
        if self.score is None:
            return said
        of = f" of {number(self.maximum)} points" if self.maximum else "%"
        return f"{number(self.score)}{of}, {said}"


class Response(AbstractAnswer):
    """An exam answer as it was handed in."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="responses")

    class Meta(AbstractAnswer.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sitting", "block_id"], name="one_response_per_question")
        ]


def stored_exam_name(file: "ExamFile", filename: str) -> str:
    """A random name: the candidate's own file name can hold a name, and is kept as data only."""
    return f"exams/{uuid.uuid4().hex}.pdf"


class ExamFile(InspectedFile):
    """A PDF that answers a question of an exam paper, as it was sent: for its candidate, and for coordinators
    where it is scored elsewhere."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="files")
    block_id = models.CharField(max_length=36, help_text="The question it answers.")
    file = models.FileField(storage=private_storage, upload_to=stored_exam_name, max_length=200)

    class Meta(InspectedFile.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sitting", "block_id"], name="one_exam_file_per_question")
        ]

    @property
    def in_words(self) -> str:
        """Why it was refused and what to do about it; empty for a file that was taken."""
        return in_words(self.reason, EXAM_REMEDIES)

    def read(self) -> bytes:
        """The bytes as they were sent. Raises FileNotFoundError if they are gone."""
        with self.file.open("rb") as stored:
            return bytes(stored.read())
