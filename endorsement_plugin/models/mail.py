from django.db import models

from endorsement_plugin.background import AbstractMail

from .applications import Application
from .associations import Association


class Mail(AbstractMail):
    """A message of the plugin: to an applicant, a referee or a coordinator. Never to a reviewer."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )

    class Meta(AbstractMail.Meta):
        pass
