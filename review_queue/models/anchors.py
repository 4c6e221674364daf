"""Texts whose marks are known: released with consent, or written for the purpose. Never a candidate's own."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .pools import Pool
from .rounds import Round
from .rubrics import Criterion, Level, Rubric


class AnchorSet(models.Model):
    """Anchors of one pool, rubric version and language. From `published_at` on nothing in it changes.

    The standard of a calibration set is a convention of scorer qualification: 60 % of the marks exact, 95 %
    at most one step away, and no answer that changes from pass to fail. So is its validity of a year: scorers
    are qualified and monitored (Standards for Educational and Psychological Testing 2014, 4.20).
    """

    class Use(models.TextChoices):
        CALIBRATION = "calibration", "Calibration: scored before the first answer"
        SEEDED = "seeded", "Seeded: scored among answers, unknown to the reviewer"

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="anchor_sets")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="anchor_sets")
    language = models.CharField(max_length=12, default="en", help_text="A language tag, such as en or es.")
    use = models.CharField(max_length=11, choices=Use.choices)
    title = models.CharField(max_length=160, help_text="For you. Reviewers see it on a calibration set only.")
    rounds = models.ManyToManyField(
        Round,
        blank=True,
        related_name="anchor_sets",
        help_text="Seeded only: the rounds among whose answers they appear.",
    )
    exact_least = models.PositiveSmallIntegerField(
        default=60,
        validators=[MaxValueValidator(100)],
        help_text="Percent of the marks that must be the reference mark.",
    )
    adjacent_least = models.PositiveSmallIntegerField(
        default=95,
        validators=[MaxValueValidator(100)],
        help_text="Percent of the marks that must be at most one step from it.",
    )
    valid_days = models.PositiveSmallIntegerField(
        default=365,
        validators=[MinValueValidator(1)],
        help_text="For how long a passed calibration lasts.",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(use__in=["calibration", "seeded"]), name="rq_anchor_set_use"
            ),
            models.CheckConstraint(
                condition=models.Q(exact_least__lte=100, adjacent_least__lte=100),
                name="rq_anchor_set_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.published_at is not None


class Anchor(models.Model):
    """One text with its reference marks."""

    class Origin(models.TextChoices):
        SYNTHETIC = "synthetic", "Written for this purpose"
        RELEASED = "released", "A past answer, released by its author with written consent"

    anchor_set = models.ForeignKey(AnchorSet, on_delete=models.CASCADE, related_name="anchors")
    name = models.CharField(max_length=80, help_text="For you. No reviewer ever sees it.")
    origin = models.CharField(max_length=9, choices=Origin.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class AnchorSection(models.Model):
    """A question and its answer. Tokens such as `[NAME-1]` are shown as masked words."""

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)
    prompt = models.TextField(
        help_text="Word for word as in the exam: a seeded text is given beside answers to the same "
        "questions only."
    )
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["anchor", "position"], name="rq_anchor_section_position"),
        ]

    def __str__(self) -> str:
        return f"part {self.position + 1}"


class ReferenceMark(models.Model):
    """The level that the text has earned on one criterion, and why."""

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="references")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    because = models.TextField(help_text="A sentence. Reviewers read it after their calibration.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["anchor", "criterion"], name="rq_one_reference_mark"),
        ]

    def __str__(self) -> str:
        return f"reference {self.pk}"
