from collections.abc import Mapping
from datetime import date

from endorsement_plugin.models import (
    Application,
    ApplicationEvent,
    Endorsement,
    EndorsementEvent,
    Renewal,
    RenewalEvent,
)
from endorsement_plugin.permissions import Visitor


def record_event(
    application: Application, action: str, *, by: Visitor | None, role: str, detail: str = ""
) -> ApplicationEvent:
    """Add what has just happened to the application's history, in the transaction in which it happens.

    `role` is applicant, referee, coordinator or system; `by` is None where nobody was signed in.
    """
    return ApplicationEvent.objects.create(
        application=application, action=action, actor_id=_actor(by), role=role, detail=detail[:400]
    )


def record_writing(
    application: Application, action: str, *, by: Visitor | None, detail: str = ""
) -> ApplicationEvent:
    """The same of what the form asks for: its applicant wrote it, or a coordinator entered it from paper."""
    actor = _actor(by)
    on_paper = application.is_on_paper and actor != application.person.user_id
    return ApplicationEvent.objects.create(
        application=application,
        action=action,
        actor_id=actor,
        role="coordinator" if on_paper else "applicant",
        detail=detail[:400],
        from_paper=on_paper,
    )


def record_endorsement_event(
    endorsement: Endorsement,
    action: str,
    *,
    by: Visitor | None,
    role: str,
    detail: str = "",
    effective_on: date | None = None,
    source: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    undoes: EndorsementEvent | None = None,
) -> EndorsementEvent:
    """The same for an endorsement, which goes on when its application is over, or never had one.

    `role` is coordinator, holder or system; `before` and `after` are the fields that a move changed.
    """
    return EndorsementEvent.objects.create(
        endorsement=endorsement,
        action=action,
        actor_id=_actor(by),
        role=role,
        detail=detail,
        effective_on=effective_on,
        source=source,
        before=dict(before or {}),
        after=dict(after or {}),
        undoes=undoes,
    )


def record_renewal_event(
    renewal: Renewal, action: str, *, by: Visitor | None, role: str, detail: str = ""
) -> RenewalEvent:
    """The same for one period of an endorsement. `role` is coordinator, holder or system."""
    return RenewalEvent.objects.create(
        renewal=renewal, action=action, actor_id=_actor(by), role=role, detail=detail
    )


def record_endorsement_events(
    details: Mapping[Endorsement, str], action: str, *, by: int | None, role: str
) -> None:
    """The same for many endorsements at once, each with its detail; `by` is the user's id."""
    EndorsementEvent.objects.bulk_create(
        EndorsementEvent(endorsement=endorsement, action=action, actor_id=by, role=role, detail=detail)
        for endorsement, detail in details.items()
    )


def _actor(by: Visitor | None) -> int | None:
    return by.pk if by is not None and by.is_authenticated else None
