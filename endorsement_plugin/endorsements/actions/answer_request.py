from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import local
from endorsement_plugin.endorsements.locks import NOT_THEIRS, lock_decided
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import EndorsementRequest
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event

LETTER = "request_declined"
ANSWERED = "This was answered already, or its holder has taken it back."


@transaction.atomic
def decline_request(*, request: UUID, by: Visitor, answer: str) -> EndorsementRequest:
    """A coordinator does not grant what a holder asked for, and says why; the holder is written to.

    Granting is a move (`make_move`). Raises NotAllowed for another association's and for one's own,
    WrongState once it was answered or taken back, Incomplete without words.
    """
    there = EndorsementRequest.objects.filter(pk=request).first()
    if there is None:
        raise NotAllowed(NOT_THEIRS)
    row = lock_decided(by, there.endorsement_id)
    asked = EndorsementRequest.objects.get(pk=request)
    if asked.outcome != EndorsementRequest.Outcome.OPEN:
        raise WrongState(ANSWERED)
    if not answer.strip():
        missing = Problem("answer_missing", "Write why.", ("answer",))
        raise Incomplete("The answer is missing.", [missing])
    asked.outcome, asked.answer = EndorsementRequest.Outcome.DECLINED, answer.strip()
    asked.settled_at, asked.settled_by_id = timezone.now(), by.pk
    asked.save(update_fields=["outcome", "answer", "settled_at", "settled_by"])
    detail = f"{asked.get_kind_display()}. {asked.answer}"
    record_endorsement_event(row, LETTER, by=by, role="coordinator", detail=detail)
    if row.person.email:
        said = {
            "asked": asked.get_kind_display().lower(),
            "asked_on": local(asked.asked_at, row.association).date(),
            "answer": asked.answer,
        }
        post_to_holder(row, compose_for_holder(LETTER, row, **said), event_key=f"{LETTER}:{asked.pk}")
    return asked
