"""Who must never see an item. Kept while somebody can still be assigned; when it is closed, only those of the
pool's chief reviewers stay."""

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from ..anonymization.known import organization_key
from .items import Item


def agency_digests(name: str) -> list[str]:
    """Keyed digests of an agency's name, the current secret's first, then those of retired secrets.

    Empty for a name without a letter or digit.
    """
    key = organization_key(name)
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS] if key else []
    return [
        salted_hmac("review_queue.barred_agency", key, secret=secret, algorithm="sha256").hexdigest()
        for secret in secrets
    ]


class BarredUser(models.Model):
    """One of several people who may not see the item. The row does not say why."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_users")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="rq_one_bar_per_user")]

    def __str__(self) -> str:
        return f"bar {self.pk}"


class BarredAgency(models.Model):
    """An agency whose people may not see the item, as a keyed digest: an employer's name identifies."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_agencies")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="rq_one_bar_per_agency")]

    def __str__(self) -> str:
        return f"bar {self.pk}"
