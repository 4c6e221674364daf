"""What was sent in before an application was sent in once more."""

from endorsement_plugin.models import Application, Submission


def earlier_of(application: Application) -> list[Submission]:
    """The submissions before the last, the newest first, with their rows. One query if there are none."""
    rows = application.submissions.order_by("-number")
    return list(rows.prefetch_related("answers", "evidence"))
