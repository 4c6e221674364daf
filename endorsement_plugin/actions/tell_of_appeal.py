from django.urls import reverse

from endorsement_plugin.letters import address_of, compose
from endorsement_plugin.models import Appeal, Application
from endorsement_plugin.notifications import queue_mail


def tell_of_appeal(appeal: Appeal, application: Application, letter: str) -> None:
    """Ask for the letter that ends a second scoring. Part of an action: the caller holds the transaction."""
    page = reverse("endorsement:application", args=[application.pk])
    link = address_of(application.association, page)
    written = compose(letter, application, appeal=appeal, sitting=appeal.sitting, link=link)
    queue_mail(
        event_key=f"{letter.replace('_', '-')}:{appeal.pk}",
        to=application.person.user.email,
        subject=written.subject,
        body=written.body,
        association=application.association,
        application=application,
    )
