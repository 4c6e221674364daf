from datetime import date

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Association, Endorsement
from endorsement_plugin.requirements.deadlines import renewal_due
from endorsement_plugin.signals import endorsement_changed


@transaction.atomic
def grant_endorsement(*, application: Application, today: date) -> Endorsement:
    """Give the endorsement its number and its line in the registry, listed only if the applicant wished it.

    Numbers run on within one association and year, without a gap and without a double: granting takes the
    association's row as a lock. Part of `decide`, which has checked who may and what follows from it.
    """
    association = lock(Association).get(pk=application.association_id)
    endorsement = Endorsement.objects.create(
        number=_next_number(association, today.year),
        association=association,
        credential_id=application.credential_id,
        person_id=application.person_id,
        application=application,
        name=application.person.name,
        family_name=application.person.family_name,
        granted_on=today,
        renewal_due=renewal_due(today),
        listed=application.list_in_registry,
    )
    endorsement_changed.send(sender=Endorsement, endorsement=endorsement)
    return endorsement


def _next_number(association: Association, year: int) -> str:
    prefix = f"{association.code.upper()}-{year}-"
    taken = association.endorsements.filter(number__startswith=prefix).order_by("-number")
    last = taken.values_list("number", flat=True).first()
    following = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{prefix}{following:05d}"
