from django.db import models

from endorsement_plugin.background import AbstractMail, Sender

from .applications import Application
from .associations import Association
from .endorsements import Endorsement


class Mail(AbstractMail):
    """A message of the plugin: to an applicant, a referee or a coordinator. Never to a reviewer."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )

    class Meta(AbstractMail.Meta):
        pass

    @property
    def sender(self) -> Sender:
        """The association: its name beside the installation's address, and its own address for answers."""
        if self.association is None:
            return Sender()
        return Sender(self.association.name, self.association.email)
