"""A letter to the applicant about a coordinator's step, with a link to where it stands."""

from django.urls import reverse

from endorsement_plugin.letters import address_of, compose
from endorsement_plugin.models import Application, ApplicationEvent
from endorsement_plugin.notifications import queue_mail


def tell_applicant(application: Application, letter: str, event: ApplicationEvent, **context: object) -> None:
    """Write once for each event."""
    link = address_of(application.association, reverse("endorsement:application", args=[application.pk]))
    written = compose(letter, application, link=link, **context)
    queue_mail(
        event_key=f"{letter}:{event.pk}",
        to=application.person.user.email,
        subject=written.subject,
        body=written.body,
        association=application.association,
        application=application,
    )
