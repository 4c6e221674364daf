"""The row of a period, which is there once something comes of the period."""

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Renewal
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.renewals.queries.periods import Period, period_of
from endorsement_plugin.rules.states import RenewalState


@transaction.atomic
def open_renewal(*, endorsement: int) -> Renewal:
    """The row of the present period of an endorsement, made if there is none; the same for ever after.

    For the clock and for coordinators, who have been asked who they are before. Raises DoesNotExist.
    """
    row = lock(Endorsement).select_related("credential", "association").get(pk=endorsement)
    return row_of(period_of(row))


def row_of(period: Period) -> Renewal:
    """The same, locked, for the period of an endorsement that is locked. Part of an action.

    As long as nothing was submitted it is held to the policy in force on its first day, as it is now.
    """
    renewal, is_new = lock(Renewal).get_or_create(
        endorsement=period.endorsement,
        due=period.due,
        defaults={"starts_on": period.starts_on, "policy": period.policy},
    )
    if is_new:
        record_renewal_event(renewal, "period_opened", by=None, role="system")
    elif renewal.status is RenewalState.OPEN and renewal.policy != period.policy:
        renewal.policy, renewal.starts_on = period.policy, period.starts_on
        renewal.revision += 1
        renewal.save(update_fields=["policy", "starts_on", "revision"])
        record_renewal_event(renewal, "policy_changed", by=None, role="system", detail=str(period.policy))
    renewal.endorsement = period.endorsement
    return renewal
