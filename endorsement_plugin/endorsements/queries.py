"""What has been done to an endorsement, and what of it can be taken back."""

from endorsement_plugin.models import EndorsementEvent


def later_move(event: EndorsementEvent) -> EndorsementEvent | None:
    """The last move after this one that changed a field of the same, and stands; None if there is none."""
    after = EndorsementEvent.objects.filter(
        endorsement=event.endorsement_id, pk__gt=event.pk, undoes=None, undone_by=None
    )
    return next(
        (one for one in after.order_by("-pk") if not event.before.keys().isdisjoint(one.before)), None
    )
