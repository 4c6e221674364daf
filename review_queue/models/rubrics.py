"""What is scored: criteria with weights, levels with descriptors, and the pass mark."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Rubric(models.Model):
    """One version of a rubric. From `frozen_at` on nothing in it changes; a change is a new version."""

    code = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    pass_mark = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Percent of the weighted total that passes.",
    )
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rq_rubric_version"),
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=0, pass_mark__lte=100), name="rq_rubric_pass_mark_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Criterion(models.Model):
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(help_text="Fixed name used in exports and forms.")
    name = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="rq_criterion_code"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="rq_criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """One step of a criterion; steps are ranked by their points."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="levels")
    points = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    descriptor = models.TextField()

    class Meta:
        ordering = ["criterion", "points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="rq_level_points"),
        ]

    def __str__(self) -> str:
        return f"{self.points} {self.label}"
