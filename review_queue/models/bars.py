"""Who must never see an item. When it is closed, a keyed digest takes the place of each name: enough to keep
its trail from somebody who comes to lead the pool later, and no list of who knows whom."""

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from review_queue.anonymization.known.organizations import organization_key

from .items import Item


def agency_digests(name: str) -> list[str]:
    """Keyed digests of an agency's name, the current secret's first, then those of retired secrets.

    Empty for a name without a letter or digit.
    """
    key = organization_key(name)
    return _digests("review_queue.barred_agency", key) if key else []


def user_digests(user: int) -> list[str]:
    """The same of an account's id."""
    return _digests("review_queue.barred_user", str(user))


def _digests(salt: str, value: str) -> list[str]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest() for secret in secrets]


class BarredUser(models.Model):
    """One of several people who may not see the item. The row does not say why."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_users")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="rq_one_bar_per_user")]

    def __str__(self) -> str:
        return f"bar {self.pk}"


class FormerBar(models.Model):
    """What is left of a bar on somebody when the item is closed."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="former_bars")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["digest"], name="rq_former_bar_digest")]
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="rq_one_former_bar")]

    def __str__(self) -> str:
        return f"former bar {self.pk}"


class BarredAgency(models.Model):
    """An agency whose people may not see the item, as a keyed digest: an employer's name identifies."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_agencies")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="rq_one_bar_per_agency")]

    def __str__(self) -> str:
        return f"bar {self.pk}"


class EarlierItem(models.Model):
    """Kept, because somebody who has read the marks of one must not score the other while both are here."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="earlier_items")
    earlier = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="later_items")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "earlier"], name="rq_one_earlier_item")]

    def __str__(self) -> str:
        return f"earlier item {self.pk}"
