"""What the clock does about enquiries."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import duty, for_each_row
from endorsement_plugin.models import Association, Enquiry

from .actions import forget_enquiries, remind_of_enquiries
from .queries import waiting


@duty("endorsement.remind_of_enquiries", every=timedelta(hours=1))
def remind_of_waiting_enquiries() -> None:
    """Coordinators hear of enquiries that nobody has answered for days."""
    now = timezone.now()
    asked = Association.objects.filter(pk__in=waiting(Enquiry.objects.all()).values("association"))
    for_each_row(
        asked.select_related("site").order_by("pk"),
        lambda association: remind_of_enquiries(association=association, now=now),
    )


@duty("endorsement.forget_enquiries", every=timedelta(hours=1))
def forget_old_enquiries() -> int:
    """Those that were answered long ago."""
    return forget_enquiries()
