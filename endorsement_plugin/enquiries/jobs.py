"""What the clock does about enquiries."""

from datetime import timedelta

from endorsement_plugin.background import duty

from .actions import forget_enquiries


@duty("endorsement.forget_enquiries", every=timedelta(hours=1))
def forget_old_enquiries() -> int:
    """Those that were answered long ago."""
    return forget_enquiries()
