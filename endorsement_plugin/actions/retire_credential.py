from uuid import UUID

from django.db import transaction

from endorsement_plugin.models import Credential


@transaction.atomic
def retire_credential(*, family: UUID) -> None:
    """Nobody may start an application for it. Applications and endorsements there are stay as they are."""
    Credential.objects.filter(family=family).update(retired=True)
