"""References that the clock has to look at, and what a referee may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from endorsement_plugin.models import Application, FormVersion, Reference
from endorsement_plugin.requirements.clauses import offered, parse
from endorsement_plugin.rules.states import OPEN_APPLICATION, ReferenceState

_WAITING = Q(state__in=(ReferenceState.SENT, ReferenceState.OPENED))


def roles_offered(application: Application) -> list[str]:
    """The roles that its requirements count referees by; none where any will do. No query."""
    return [role.label for role in offered(parse(application.requirement_set.clauses), "role")]


def newest_form(application: Application) -> FormVersion | None:
    """The form that referees of this application are sent now; None while there is none."""
    family = application.definition.reference_form
    return FormVersion.objects.filter(form__family=family).first() if family else None


def overdue(now: datetime) -> QuerySet[Reference, UUID]:
    """Ids of the requests whose time is over without an answer, the oldest first."""
    late = Reference.objects.filter(_WAITING, expires_at__lte=now)
    return late.order_by("expires_at").values_list("pk", flat=True)


def to_remind(sent_before: datetime) -> QuerySet[Reference, UUID]:
    """Those sent before this moment that are still unanswered and were not followed by a reminder yet."""
    asked = Reference.objects.filter(
        _WAITING, sent_at__lte=sent_before, chased_at=None, application__state__in=OPEN_APPLICATION
    )
    return asked.order_by("sent_at").values_list("pk", flat=True)


def answerable(digest: str) -> QuerySet[Reference]:
    """The request with this link, if it can still be answered: one row or none."""
    return Reference.objects.filter(
        _WAITING,
        token_digest=digest,
        expires_at__gt=timezone.now(),
        application__state__in=OPEN_APPLICATION,
    ).select_related(
        "form_version",
        "application__person__user",
        "application__credential",
        "application__association__site",
    )


def by_link(digest: str) -> Reference | None:
    """The request with this link. None for one that is unknown, used, too old or withdrawn."""
    return answerable(digest).first()
