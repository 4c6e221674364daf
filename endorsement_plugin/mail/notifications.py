"""Messages: each is a row, written in the transaction that causes it, and sent by a job."""

from endorsement_plugin.background import ask
from endorsement_plugin.models import Application, Association, Endorsement, Mail

SUBJECT = 200
"""Characters; two long names make a longer one."""


def queue_mail(
    *,
    event_key: str,
    to: str,
    subject: str,
    body: str,
    association: Association | None = None,
    application: Application | None = None,
    endorsement: Endorsement | None = None,
) -> Mail:
    """Write the message for one event, once, and ask for it to be sent. Its subject becomes one short line.

    `event_key` names the event ("reference-invited:<id>:1"): the same key again is the same message,
    never a second one.
    """
    mail, created = Mail.objects.get_or_create(
        event_key=event_key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:SUBJECT],
            "body": body,
            "association": association,
            "application": application,
            "endorsement": endorsement,
        },
    )
    if created:
        ask("endorsement.deliver_mail", str(mail.pk))
    return mail
