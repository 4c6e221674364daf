"""What a credential costs, published with its page."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Credential, FeeLine
from endorsement_plugin.rules.fees import Terms

SAID = ["label", "amount", "due", "due_words", "holds", "designation", "note", "position"]


@transaction.atomic
def publish_fee_lines(*, family: UUID, lines: Sequence[Terms]) -> None:
    """From now on these are what the credential costs. What has fallen due stays as it fell due.

    Without a credential of this family, whose page is below no association's home page, nothing happens.
    """
    credential = lock(Credential).filter(family=family).first()
    if credential is None:
        return
    credential.fee_lines.exclude(key__in=[line.key for line in lines]).delete()
    FeeLine.objects.bulk_create(
        (
            FeeLine(credential=credential, position=position, **asdict(line))
            for position, line in enumerate(lines)
        ),
        update_conflicts=True,
        unique_fields=["credential", "key"],
        update_fields=SAID,
    )
