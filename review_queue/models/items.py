"""An item is one anonymized answer. Nothing in these tables says whose it is."""

import uuid

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from review_queue.anonymization.codes import new_code
from review_queue.rules.transitions import UNFINISHED, ItemState

from .pools import Pool
from .rounds import Round


class Answers(models.Manager["Item"]):
    """What candidates wrote. This one place keeps copies of anchors out of every list, count and report."""

    def get_queryset(self) -> models.QuerySet["Item"]:
        return super().get_queryset().filter(kind=Item.Kind.ANSWER)


class Item(models.Model):
    """`objects` are answers only; `every` has the copies of anchors too, which reviewers score like answers.

    `ref` is the sender's opaque reference; `code` is what queue staff see; neither is ever shown to
    a reviewer, who knows only the code of his or her own assignment."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "A candidate’s answer"
        SEEDED = "seeded", "A seeded anchor"
        CALIBRATION = "calibration", "An anchor of a calibration"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.ANSWER, editable=False)
    ref = models.CharField(max_length=64)
    code = models.CharField(max_length=11, default=new_code, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="items", db_index=False)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in ItemState], default=ItemState.RECEIVED.value
    )
    language = models.CharField(max_length=12, default="en")
    due = models.DateField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)
    waits_until = models.DateField(
        null=True,
        editable=False,
        help_text="It is released and offered to nobody until more of its description are in, or this day.",
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    rescore_of = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="rescores",
        help_text="The item whose answer is scored once more. No reviewer sees that it is.",
    )
    origin = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="The same for every scoring of one answer."
    )

    objects = Answers()
    every = models.Manager["Item"]()

    class Meta:
        # No add/change/view permission exists that an administrator could hand to a whole group.
        default_permissions = ()
        permissions = [("score_item", "Can score this one item")]
        indexes = [
            models.Index(fields=["pool", "state"], name="rq_item_pool_state"),
            models.Index(fields=["origin"], name="rq_item_origin"),
            models.Index(fields=["state", "waits_until"], name="rq_item_by_state"),
        ]
        constraints = [
            # Not `unique=True`: that adds a second index, for searches by the beginning of a text.
            models.UniqueConstraint(fields=["ref"], name="rq_item_ref"),
            models.UniqueConstraint(fields=["code"], name="rq_item_code"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ItemState]), name="rq_item_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["answer", "seeded", "calibration"]), name="rq_item_kind"
            ),
            models.UniqueConstraint(
                fields=["rescore_of"],
                condition=~models.Q(state__in=sorted(s.value for s in UNFINISHED)),
                name="rq_one_rescore",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Section(models.Model):
    """A question as its author wrote it and the answer after masking. The original is never stored."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    prompt = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="rq_section_position"),
            models.UniqueConstraint(fields=["item", "code"], name="rq_section_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Requirement(models.Model):
    """A qualification tag that whoever scores the item must hold."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="requirements")
    tag = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "tag"], name="rq_one_requirement")]

    def __str__(self) -> str:
        return self.tag


class ItemUserPermission(UserObjectPermissionBase):
    """Guardian's row, with a direct foreign key, so that it cannot outlive or change its item. Derived from
    assignments: written and removed in the same transaction as they are."""

    content_object = models.ForeignKey(Item, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()
