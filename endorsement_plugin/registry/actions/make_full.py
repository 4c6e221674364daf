from collections.abc import Mapping

from django.db import transaction

from endorsement_plugin.errors import Incomplete, NotAllowed, Problem
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor, endorsements_decided_by
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.registry.queries import by_requirement, missing_of, sentence_of
from endorsement_plugin.rules.states import EndorsementState
from endorsement_plugin.signals import endorsement_changed

from .grant import ask_what_follows

LETTER = "made_full"


@transaction.atomic
def make_full(*, endorsement: int, by: Visitor, shown: Mapping[str, str]) -> Endorsement:
    """A coordinator has looked at all that was missing, and says of each requirement what shows it.

    `shown` is by the requirement's id. The holder is told; what holding it with others gives is granted.
    Raises NotAllowed for another association's and for one's own, WrongState unless it is provisional, and
    Incomplete for a requirement of which nothing is said. After its last day it may still be made full.
    """
    rows = lock(Endorsement, endorsements_decided_by(by))
    row = (
        rows.select_related("person__user", "credential", "association__site").filter(pk=endorsement).first()
    )
    if row is None:
        raise NotAllowed("You do not coordinate this endorsement.")
    missing = by_requirement(missing_of(row))
    move(row, EndorsementState.ACTIVE, out_of={EndorsementState.PROVISIONAL})
    said = {clause: shown.get(clause, "").strip() for clause in missing}
    silent = [clause for clause, words in said.items() if not words]
    if silent:
        raise Incomplete(
            "Something is not looked at yet.",
            [Problem("not_looked_at", "Write what shows it.", (clause,)) for clause in silent],
        )
    row.save(update_fields=["state"])
    for clause, words in said.items():
        detail = f"{sentence_of(missing[clause])}. {words}"
        record_endorsement_event(row, "requirement_shown", by=by, role="coordinator", detail=detail)
    event = record_endorsement_event(row, "made_full", by=by, role="coordinator")
    post_to_holder(row, compose_for_holder(LETTER, row), event_key=f"{LETTER}:{event.pk}")
    ask_what_follows(row)
    endorsement_changed.send(sender=Endorsement, endorsement=row)
    return row
