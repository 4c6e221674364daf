"""A mail server that repeats, in its refusal, whom it refuses."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        refused = {to: (550, f"No mailbox for {to}".encode()) for mail in email_messages for to in mail.to}
        raise SMTPRecipientsRefused(refused)
