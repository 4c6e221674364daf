"""What follows a submission."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.models import ApplicationEvent

from .actions.follow_up import follow_up_submission, send_waiting_references


@job("endorsement.follow_up_submission", lease=60, attempts=8)
def follow_up(claim: Claim) -> None:
    """After a submission: write to the referees who have not been written to, and to the applicant."""
    event = ApplicationEvent.objects.select_related("application").get(pk=claim.key)
    send_waiting_references(event=event)
    with claim.finish():
        follow_up_submission(event=event)
