"""That an answer is by whoever wrote an earlier one. Its sender says so; nothing here says who that is."""

from django.db import models

from .items import Item


class EarlierItem(models.Model):
    """Kept, because somebody who has read the marks of one must not score the other while both are here."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="earlier_items")
    earlier = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="later_items")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "earlier"], name="rq_one_earlier_item")]

    def __str__(self) -> str:
        return f"earlier item {self.pk}"
