"""Who fills in the form of an application: its applicant, or a coordinator who enters it from paper."""

from uuid import UUID

from django.db.models import Q, QuerySet

from endorsement_plugin.models import Application, ApplicationEvent, Transcript
from endorsement_plugin.permissions import Visitor, associations_coordinated_by, transcripts_coordinated_by


def applications_entered_by(user: Visitor) -> QuerySet[Application]:
    """The applications that this person enters from paper, as a coordinator, in whatever state; also what
    another coordinator began.

    Not what its applicant has gone on with themselves, and nobody's own.
    """
    on_paper = Application.objects.filter(
        association__in=associations_coordinated_by(user), entered_by__isnull=False, taken_over_at=None
    )
    return on_paper.exclude(person__user_id=user.pk or 0)


def applications_written_by(user: Visitor) -> QuerySet[Application]:
    """The applications whose forms this person fills in: their own, and what they enter from paper."""
    entered = applications_entered_by(user).values("pk")
    return Application.objects.filter(Q(person__user_id=user.pk or 0) | Q(pk__in=entered))


def read_by_coordinator(user: Visitor) -> QuerySet[Transcript]:
    """The transcripts that this person may open as a coordinator: submitted ones, and those on paper."""
    entered = Q(application__in=applications_entered_by(user).values("pk"))
    return Transcript.objects.filter(entered | Q(pk__in=transcripts_coordinated_by(user).values("pk")))


def has_entered_for(user: Visitor, person: UUID) -> bool:
    """Whether this person has entered something from paper for that one."""
    theirs = ApplicationEvent.objects.filter(application__person=person, from_paper=True)
    return theirs.filter(actor_id=user.pk).exists()


def has_entered(user: Visitor, application: Application) -> bool:
    """Whether this person has entered something of this application from paper."""
    return application.events.filter(from_paper=True, actor_id=user.pk).exists()
