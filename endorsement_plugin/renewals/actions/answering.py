"""What a holder says before renewing: on what hours depend, and what an activity is counted for."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.endorsements.locks import lock_own
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock, update_or_create
from endorsement_plugin.models import CountedFor, EvidenceEntry, Renewal
from endorsement_plugin.permissions import Visitor, endorsements_of, evidence_of
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.queries.progress import apart_of
from endorsement_plugin.renewals.rules import ACTIVITIES, RENEWABLE
from endorsement_plugin.rules.states import RenewalState

from .opening import row_of
from .renewing import refuse_unless_active

COUNTED = "This was submitted for {number} already, so it is counted there."


@transaction.atomic
def answer_questions(*, endorsement: int, by: Visitor, answers: Mapping[str, bool]) -> Renewal:
    """Keep the answers on which hours depend, by the name of the question; others are left out.

    What is not answered asks for the hours. Raises NotAllowed; WrongState once it was submitted, and for an
    endorsement that is not active.
    """
    row = lock_own(by, endorsement)
    refuse_unless_active(row)
    period = period_of(row)
    renewal = row_of(period)
    if renewal.status not in {RenewalState.OPEN, RenewalState.SENT_BACK}:
        raise WrongState(f"The renewal of {row.number} is now “{renewal.status.label}”.")
    denied = {*renewal.denied} - answers.keys() | {name for name, yes in answers.items() if not yes}
    kept = sorted(denied & period.questions.keys())
    if kept != renewal.denied:
        renewal.denied = kept
        renewal.revision += 1
        renewal.save(update_fields=["denied", "revision"])
    return renewal


@transaction.atomic
def count_for(*, entry: UUID, endorsement: int, by: Visitor) -> CountedFor:
    """Count an activity for one endorsement, where a policy lets it count for one only.

    Raises NotAllowed; WrongState for an endorsement that is not active, and once the activity was submitted
    for another one.
    """
    row = lock(EvidenceEntry, evidence_of(by)).filter(pk=entry, kind__in=ACTIVITIES).first()
    held = endorsements_of(by).filter(pk=endorsement).first()
    if row is None or held is None:
        raise NotAllowed("This is not yours.")
    if held.status not in RENEWABLE:
        raise WrongState(f"{held.number} is {held.standing} now, so nothing is counted for it.")
    used = apart_of({row.person_id}, {held.association_id}).used.get(row.pk)
    if used not in (None, held.pk):
        number = endorsements_of(by).get(pk=used).number
        raise WrongState(COUNTED.format(number=number))
    chosen, _ = update_or_create(
        CountedFor, entry=row, association_id=held.association_id, defaults={"endorsement": held}
    )
    return chosen
