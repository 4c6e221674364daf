from endorsement_plugin.models import Application, ApplicationEvent
from endorsement_plugin.permissions import Visitor


def record_event(
    application: Application, action: str, *, by: Visitor | None, role: str, detail: str = ""
) -> ApplicationEvent:
    """Add what has just happened to the application's history, in the transaction in which it happens.

    `role` is applicant, referee, coordinator or system; `by` is None where nobody was signed in.
    """
    actor_id = by.pk if by is not None and by.is_authenticated else None
    return ApplicationEvent.objects.create(
        application=application, action=action, actor_id=actor_id, role=role, detail=detail[:400]
    )
