"""Letters: sent one by one, gathered for coordinators, and removed when they are old."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import Claim, deliver, duty, for_each_row, job
from endorsement_plugin.models import Association, Mail

from .actions import forget_letters, tell_coordinators


@job("endorsement.deliver_mail", lease=60, attempts=12)
def deliver_mail(claim: Claim) -> None:
    """Send one message."""
    deliver(claim, Mail)


@duty("endorsement.tell_coordinators", every=timedelta(minutes=1))
def tell_coordinators_what_is_new() -> None:
    """Write to coordinators of new applications and outcomes, at once or once a day, as each has chosen."""
    now = timezone.now()
    associations = Association.objects.select_related("site").exclude(coordinators=None).order_by("pk")
    for_each_row(associations, lambda association: tell_coordinators(association=association, now=now))


@duty("endorsement.forget_letters", every=timedelta(hours=1))
def forget_old_letters() -> int:
    """Letters that went out long ago, but for those of an application that is not over as long."""
    return forget_letters()
