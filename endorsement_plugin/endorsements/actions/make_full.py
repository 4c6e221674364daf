from collections.abc import Mapping

from django.db import transaction

from endorsement_plugin.endorsements.locks import lock_decided
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.record.moves import passed
from endorsement_plugin.registry.actions.grant import ask_what_follows
from endorsement_plugin.registry.queries import by_requirement, missing_of, sentence_of
from endorsement_plugin.rules.states import EndorsementState

from .apply_move import apply_move

LETTER = "made_full"


@transaction.atomic
def make_full(*, endorsement: int, by: Visitor, shown: Mapping[str, str]) -> Endorsement:
    """A coordinator has looked at all that was missing, and says of each requirement what shows it.

    `shown` is by the requirement's id. The holder is told; what holding it with others gives is granted.
    Raises NotAllowed for another association's and for one's own, WrongState unless it is provisional, and
    Incomplete for a requirement of which nothing is said. After its last day it may still be made full.
    """
    row = lock_decided(by, endorsement)
    missing = by_requirement(missing_of(row))
    if row.status is not EndorsementState.PROVISIONAL:
        raise passed(row)
    said = {clause: shown.get(clause, "").strip() for clause in missing}
    silent = [clause for clause, words in said.items() if not words]
    if silent:
        raise Incomplete(
            "Something is not looked at yet.",
            [Problem("not_looked_at", "Write what shows it.", (clause,)) for clause in silent],
        )
    for clause, words in said.items():
        detail = f"{sentence_of(missing[clause])}. {words}"
        record_endorsement_event(row, "requirement_shown", by=by, role="coordinator", detail=detail)
    changes = {"state": EndorsementState.ACTIVE}
    event = apply_move(row, LETTER, by=by, role="coordinator", changes=changes)
    post_to_holder(row, compose_for_holder(LETTER, row), event_key=f"{LETTER}:{event.pk}")
    ask_what_follows(row)
    return row
