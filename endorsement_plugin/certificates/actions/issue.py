import secrets

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.certificates.badges import token_of
from endorsement_plugin.certificates.queries import badge_of, held_by
from endorsement_plugin.certificates.rules import why_none
from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Badge, Endorsement
from endorsement_plugin.models.endorsements.badges import STATUS_BITS
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event

from .keys import key_in_use

HALF = STATUS_BITS // 2
"""A list is closed when it is half full: a free place is then found in two draws on average."""


def issue_badge(*, endorsement: int, by: Visitor) -> str:
    """The badge as a signed token, for its holder. What it says is so now; its id and its place never change.

    One that was revoked stays so; where that was undone, this issues another.

    Raises NotAllowed for anybody but the holder, and WrongState with the reason for what is not in force.
    """
    row = held_by(by, endorsement)
    key = key_in_use(row.association)
    badge = badge_of(row)
    if reason := why_none(row):
        raise WrongState(reason)
    return token_of(badge or _issued(row, by), key)


@transaction.atomic
def _issued(row: Endorsement, by: Visitor) -> Badge:
    lock(Association).get(pk=row.association_id)
    lock(Endorsement).get(pk=row.pk)
    badge = badge_of(row)
    if badge:  # from another window of the holder's, while this one waited
        return badge
    number, index = _free_place(row.association)
    record_endorsement_event(row, "badge_issued", by=by, role="holder")
    return Badge.objects.create(
        endorsement=row,
        association=row.association,
        status_list=number,
        status_index=index,
        issued_at=timezone.now(),
    )


def _free_place(association: Association) -> tuple[int, int]:
    """A list with room, and a place in it that tells nothing: neither when it was issued nor to whom."""
    rows = Badge.objects.filter(association=association)
    number = max(rows.order_by("-status_list").values_list("status_list", flat=True)[:1], default=1)
    taken = rows.filter(status_list=number)
    if taken.count() >= HALF:
        return number + 1, secrets.randbelow(STATUS_BITS)
    while taken.filter(status_index=(index := secrets.randbelow(STATUS_BITS))).exists():
        continue
    return number, index
