from django.db import models


class AbstractAnswer(models.Model):
    """An answer as it stood when it was handed in, with the question as it was then put."""

    block_id = models.CharField(max_length=36, help_text="The question's block, which survives relabeling.")
    name = models.CharField(max_length=100, help_text="The question's name in exports and the API.")
    label = models.TextField()
    kind = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    text = models.TextField(blank=True, help_text="The answer in words, as a person reads it.")
    shared_with_reviewers = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
