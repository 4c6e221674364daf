"""What people without an account have asked."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from endorsement_plugin.models import Association, Enquiry


def add_enquiry(
    association: Association, *, name: str = "Ines Inquirer", asked: datetime | None = None
) -> Enquiry:
    """An enquiry that waits; asked nine days ago if no moment is given."""
    made = Enquiry.objects.create(
        association=association,
        about="License it",
        name=name,
        email="ines@example.org",
        message="What does it cost?",
        digest=uuid4().hex,
    )
    Enquiry.objects.filter(pk=made.pk).update(created_at=asked or timezone.now() - timedelta(days=9))
    return made
