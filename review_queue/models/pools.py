"""A pool is an association's (or a shared) set of reviewers, with the staff who run it."""

from django.conf import settings
from django.db import models


class Pool(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    alike_at_least = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Answers wait until so many candidates of one language and the same requirements are in a "
        "round; 0 or 1 is no waiting, empty is as the site has it.",
    )
    alike_wait_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days that they wait for that at most; empty is as the site has it."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PoolRole(models.Model):
    """Who clears and who leads a pool. A clearer never scores what he or she cleared."""

    class Role(models.TextChoices):
        CLEARER = "clearer", "Clearer"
        CHIEF = "chief", "Chief reviewer"

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "user", "role"], name="rq_one_role_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.pool_id}"
