from uuid import UUID

from django.db import transaction

from endorsement_plugin.models import Form


@transaction.atomic
def close_form(*, family: UUID) -> None:
    """No new application, reference or sitting begins with this form. What was filled in stays."""
    Form.objects.filter(family=family).update(is_open=False)
