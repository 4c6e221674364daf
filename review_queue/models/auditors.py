"""Who reads the whole pack of a round and nothing else: a neutral auditor, up to a day."""

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from .pools import Pool
from .rounds import Round


class RoundUserPermission(UserObjectPermissionBase):
    """Guardian's row, derived from grants: written and removed in the same transaction as they are."""

    content_object = models.ForeignKey(Round, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()


class AuditGrant(models.Model):
    """One pool's answers of a round, for one person, up to and with `until`, or until it was ended."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="audit_grants")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty if its day is over.",
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "pool", "user"],
                condition=models.Q(ended_at=None),
                name="rq_one_running_audit",
            )
        ]

    def __str__(self) -> str:
        return f"audit {self.pk}"
