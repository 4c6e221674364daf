"""The one way a period ends well: the endorsement is due at the end of the next."""

from datetime import date

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import WrongState
from endorsement_plugin.fees.actions.charge_endorsement import charge_renewal
from endorsement_plugin.fees.queries import unsettled_for_all, unsettled_of
from endorsement_plugin.models import Endorsement, Fee, Renewal
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.policies.queries import next_due
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.renewals.rules import RENEWABLE
from endorsement_plugin.requirements.explaining import day as in_words
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import RenewalState

NOT_NOW = "{number} is {standing} now, and is not renewed as long as it is. Nothing was changed."


def renew(
    renewal: Renewal, endorsement: Endorsement, *, by: Visitor | None, role: str, today: date, note: str = ""
) -> None:
    """Renew a period of a locked endorsement: it is due at the end of the next one. Part of an action.

    The next period is held to the policy in force on its first day, which says how long it is. One whose
    endorsement has been renewed already (it was audited afterwards) only ends. Raises WrongState for an
    endorsement that is not active.
    """
    refuse_unless_active(endorsement)
    move(renewal, RenewalState.RENEWED)
    renewal.renewed_on, renewal.receipt = renewal.renewed_on or today, receipt_of(renewal)
    renewal.revision += 1
    renewal.save()
    record_renewal_event(renewal, "renewed", by=by, role=role, detail=note)
    if endorsement.renewal_due == renewal.due:
        following = next_due(endorsement.credential, renewal.due)
        apply_move(
            endorsement,
            "renewed",
            by=by,
            role=role,
            changes={"renewal_due": following},
            why=note or f"Until {in_words(following)}",
        )


def renew_or_wait(
    renewal: Renewal, endorsement: Endorsement, *, by: Visitor | None, role: str, today: date, note: str = ""
) -> None:
    """Renew a period that is new here, or have it wait for the audit or for its fees. Part of an action."""
    if renewal.policy is not None:
        charge_renewal(
            endorsement=endorsement,
            policy=renewal.policy,
            due=renewal.due,
            late=today > renewal.due,
            by=by,
            role=role,
        )
    renewal.endorsement = endorsement
    if renewal.audited or fees_before(renewal):
        move(renewal, RenewalState.SUBMITTED)
        renewal.revision += 1
        renewal.save()
    else:
        renew(renewal, endorsement, by=by, role=role, today=today, note=note)


def fees_before(renewal: Renewal) -> list[Fee]:
    """What is to be settled before it is renewed, on whichever of its holder's endorsements it stands."""
    own = unsettled_of(renewal.endorsement, Holds.RENEWAL)
    if renewal.policy is None or not renewal.policy.one_fee:
        return own
    for_all = unsettled_for_all(renewal.endorsement, renewal.due)
    return [*own, *for_all]


def receipt_of(renewal: Renewal) -> str:
    """What the receipt of a period is called: the year in which the period ends, and nine signs."""
    return f"R{renewal.due.year}-{renewal.pk.hex[:9].upper()}"


def refuse_unless_active(endorsement: Endorsement) -> None:
    """Raises WrongState for one that comes back first, in words that say why."""
    if endorsement.status not in RENEWABLE:
        why = endorsement.get_inactive_reason_display() if endorsement.inactive_reason else ""
        standing = f"“{endorsement.standing}”" + (f" ({why})" if why else "")
        raise WrongState(NOT_NOW.format(number=endorsement.number, standing=standing))
