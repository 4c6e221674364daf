"""What a holder may ask for, and do by themselves."""

from dataclasses import dataclass

from django.utils.formats import date_format

from endorsement_plugin.endorsements.forms.asking import AskForLeaveForm, AskForNameForm, AskForWayBackForm
from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.queries import COUNTS, Standing
from endorsement_plugin.models import Endorsement, EndorsementRequest
from endorsement_plugin.rules.states import EndorsementState

Kind = EndorsementRequest.Kind
Reason = Endorsement.InactiveReason

COUNTS_ALREADY = "This endorsement counts already."
ENDED = "This endorsement has ended, so there is nothing to leave."
NO_LEAVES = "Your association grants no leaves."
NOT_ON_LEAVE = "This endorsement is inactive for another reason, so there is no leave from it."
NO_WAY_BACK = "The way back ended on {day}. You may apply anew."
ENDED_ALREADY = "This endorsement has ended already."
SANCTIONED = "As long as it is inactive for a sanction, only your association can retire this endorsement."


@dataclass(frozen=True)
class Asking:
    """One kind of request: its form, and its words on the holder's page."""

    kind: EndorsementRequest.Kind
    form: type[MoveForm]
    title: str
    explanation: str

    def refusal(self, endorsement: Endorsement, standing: Standing) -> str:
        """Why it cannot be asked for now, as a sentence; empty if it can."""
        if self.kind == Kind.LEAVE:
            return _no_leave(endorsement, standing)
        return _no_way_back(endorsement, standing) if self.kind == Kind.BACK else ""


def _no_leave(endorsement: Endorsement, standing: Standing) -> str:
    if endorsement.status not in COUNTS | {EndorsementState.INACTIVE}:
        return ENDED
    if endorsement.inactive_reason not in {"", Reason.REQUESTED}:
        return NOT_ON_LEAVE
    return "" if standing.leave_years else NO_LEAVES


def _no_way_back(endorsement: Endorsement, standing: Standing) -> str:
    if endorsement.status in COUNTS:
        return COUNTS_ALREADY
    last = standing.back_until
    if last is None or last >= standing.day or endorsement.inactive_reason == Reason.SANCTION:
        return ""
    return NO_WAY_BACK.format(day=date_format(last, "j F Y"))


ASKINGS = {
    asking.kind.value: asking
    for asking in (
        Asking(
            Kind.LEAVE,
            AskForLeaveForm,
            "Ask for a leave",
            "For an illness, a family, another job: your endorsement is inactive until a day. A coordinator "
            "answers you by mail.",
        ),
        Asking(
            Kind.BACK,
            AskForWayBackForm,
            "Ask to be active again",
            "A coordinator looks at what your association asks for, and answers you by mail.",
        ),
        Asking(
            Kind.NAME,
            AskForNameForm,
            "Ask for another name",
            "As it stands on your certificate and in the registry. A coordinator answers you by mail.",
        ),
    )
}


def cannot_retire(endorsement: Endorsement) -> str:
    """Why its holder cannot retire it, as a sentence; empty if they can."""
    if endorsement.status not in COUNTS | {EndorsementState.INACTIVE}:
        return ENDED_ALREADY
    return SANCTIONED if endorsement.inactive_reason == Reason.SANCTION else ""
