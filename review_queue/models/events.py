"""The append-only trail of items and rounds: codes and states, never words a person wrote."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from .assignments import Assignment
from .items import Item
from .rounds import Round


class AppendOnly(models.QuerySet["Event"]):
    """Refuses what would rewrite history through the ORM."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("An event is never deleted.")


class Event(models.Model):
    """Something that happened to an item, to a round as a whole, or, with neither, to the background work."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Received and masked"
        MASKED_MORE = "masked_more", "Masked more"
        UNMASKED = "unmasked", "Unmasked: no name"
        REVEALED = "revealed", "Looked behind a mask"
        UNDONE = "undone", "A step of clearing undone"
        REMASKED = "remasked", "Masked again from the sender’s original"
        LOOKED = "looked", "Looked at its pages or its marked words"
        CLEARED = "cleared", "Released for review"
        TAKEN_BACK = "taken_back", "Taken back to clearing"
        RETURNED = "returned", "Returned to the sender"
        OFFERED = "offered", "Offered to a reviewer"
        UNFILLED = "unfilled", "No eligible reviewer found"
        ACCEPTED = "accepted", "Accepted by the reviewer"
        TAKEN = "taken", "At the reviewer’s own wish"
        EXTENDED = "extended", "More time given"
        EXPIRED = "expired", "Expired, back to the pool"
        DECLINED = "declined", "Declined by the reviewer"
        RECUSED = "recused", "The reviewer stepped back"
        IDENTITY_REPORTED = "identity", "A reviewer reported that the text identifies someone"
        REVOKED = "revoked", "Assignment revoked"
        SUBMITTED = "submitted", "Review submitted"
        FLAGGED = "flagged", "Flagged by the reviewer"
        AGREED = "agreed", "The reviews agree"
        DISPUTED = "disputed", "A third review is needed"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn by the sender"
        EXPORTED = "exported", "Figures of the round downloaded"
        ASKED_AGAIN = "asked_again", "Background work asked for again"
        CALIBRATED = "calibrated", "Calibration ended"
        BEGIN_AGAIN = "begin_again", "Calibration may begin again"
        AWAY = "away", "A reviewer said how long he or she is away"
        RESCORED = "rescored", "Sent to be scored again"
        UNBLINDED = "unblinded", "Unblinded for a chief reviewer"
        BLINDED = "blinded", "Blind again"
        LEFT_ALONE = "left_alone", "Its offers left alone: reviewers could tell who shares this answer"
        BARRED = "barred", "Who may not see it has changed"
        STOOD = "stood", "Sealed as it stood when rows began to be sealed"
        READ = "read", "Its reviews read after the decision"
        DRAWN = "drawn", "Drawn to be read again"
        BACK_READ = "back_read", "Read again by the chief reviewer"
        CORRECTED = "corrected", "What was done about an alarm"
        FOLLOWED_UP = "followed_up", "What the follow-up found"
        AUDIT_GIVEN = "audit_given", "The pack opened to a neutral auditor"
        AUDIT_ENDED = "audit_ended", "The pack closed to a neutral auditor"
        CHECKED = "checked", "The seals checked"
        ENDED_ALONE = "ended_alone", "It ended alone: its reviewers could tell that they shared it"
        TRAINED = "trained", "A reviewer’s training was recorded"
        STRUCK_OUT = "struck_out", "A reviewer’s training was struck out"
        DETAILS = "details", "A reviewer’s details have changed"
        STUCK = "stuck", "It does not go by itself"
        WAITING = "waiting", "Waits until more of its description are in"
        JOINED = "joined", "Enough of its description are in: it waits no longer"
        FEW_ALIKE = "few_alike", "It waits no longer, though few of its description are in"
        ALIKE_SET = "alike_set", "How long answers wait for others of their description was changed"
        INTERVENED = "intervened", "The chief reviewer stepped in"

    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="events", db_index=False)
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="events")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.PROTECT, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    detail = models.CharField(max_length=160, blank=True, help_text="A code or a count; never free text.")
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(
        max_length=64, db_default="", help_text="Of what stood in the rows then (`review_queue.statements`)."
    )
    salt = models.CharField(max_length=32, db_default="", help_text="Of that digest.")

    objects = AppendOnly.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "id"], name="rq_event_trail")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(round__isnull=True),
                name="rq_event_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once. Raises TypeError for an event that is there already, as changing and deleting in bulk do."""
        if not self._state.adding:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is never deleted.")
