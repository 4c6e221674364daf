from django.db import models

from .applications import Application


class Submission(models.Model):
    """What was sent in and promised before an application was submitted once more.

    The rows of the latest submission hang on the application itself, and those of an earlier one on this.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField(help_text="1 for the first.")
    submitted_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    exam_from = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="submission_number_once")
        ]

    def __str__(self) -> str:
        return f"Submission {self.number}"
