"""What one reviewer wrote: a draft until it is submitted, immutable after."""

from django.db import models
from django.utils import timezone

from .assignments import Assignment
from .items import Section
from .rubrics import Criterion, Level

LONGEST_NOTE = 500
LONGEST_QUOTE = 120


class Review(models.Model):
    """`version` grows with every save; a save that names an older version is refused.

    `flag` is what the marks cannot say, `unscorable` why there are none. No words go with either: they could
    name somebody.
    """

    class Flag(models.TextChoices):
        DANGER = "danger", "It may tell of somebody in danger"
        COPIED = "copied", "It may not be the candidate’s own work"
        UNSUITED = "unsuited", "The rubric does not fit what was written"

    class Unscorable(models.TextChoices):
        BLANK = "blank", "Nothing is answered"
        OFF_TOPIC = "off_topic", "It is about something else than was asked"
        UNSAFE = "unsafe", "It is unsafe: somebody could come to harm by it"

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    version = models.PositiveIntegerField(default=0)
    feedback = models.TextField(blank=True)
    flag = models.CharField(max_length=8, blank=True, choices=Flag.choices)
    unscorable = models.CharField(
        max_length=9, blank=True, choices=Unscorable.choices, help_text="Why it has no marks, if it has none."
    )
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    scanned_version = models.PositiveIntegerField(
        null=True, help_text="The version whose feedback was found to name nobody of the pool."
    )
    seen_at = models.DateTimeField(default=timezone.now, help_text="The reviewer's last sign of life.")
    active_seconds = models.PositiveIntegerField(
        default=0,
        help_text="At the answer, long pauses aside. Shown to the reviewer; to others as an average.",
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"review {self.pk}"


def flag_label(code: str) -> str:
    """What chief reviewers are told at once, in words: a flag, or that an answer is unsafe."""
    return str({**dict(Review.Flag.choices), **dict(Review.Unscorable.choices)}[code])


class Mark(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="rq_one_mark")]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class Highlight(models.Model):
    """What a reviewer marks and notes while scoring: for nobody else, and gone with the draft.

    `section.text[start:end]` is highlighted. Both are 0 for a note on the section as a whole.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="highlights")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["section__position", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="rq_highlight_order"),
        ]

    def __str__(self) -> str:
        return f"highlight {self.pk}"

    @property
    def quote(self) -> str:
        """The words that are highlighted, masked as they stand; of many the first and the last."""
        words = " ".join(self.section.text[self.start : self.end].split())
        return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE // 2]} … {words[-20:]}"
