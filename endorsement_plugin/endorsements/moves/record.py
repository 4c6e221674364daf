"""What is put right about an endorsement, which leaves its state."""

from typing import Any

from django.utils.formats import date_format

from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.forms.record import DesignationForm, HoldForm, NameForm
from endorsement_plugin.endorsements.queries import COUNTS, Standing
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.models import Endorsement, EndorsementRequest
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.numbers import row_number

from .base import ALSO, Move, note

NOT_OVER = COUNTS | {EndorsementState.INACTIVE}


class CorrectName(Move):
    """The name that the registry and the certificate show."""

    key, action, letter, answers = "name", "name_corrected", "name_corrected", EndorsementRequest.Kind.NAME
    out_of = frozenset(EndorsementState)
    form = NameForm
    title = "Correct the name"
    explanation = (
        "As it stands in the registry and on the certificate of this endorsement, and of others that you "
        "tick. What the holder’s account says is theirs to change."
    )
    button = "Correct the name"

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """The new name; the former one is kept unless it was never theirs."""
        before = f"{endorsement.name} → {said['name']}."
        return Planned(
            changes={"name": said["name"], "family_name": said["family_name"]},
            why=note(before, said["note"]),
            said={"former": endorsement.name},
            keeps_former_name=said["kind"] == "changed" and said["name"] != endorsement.name,
            also=tuple(row_number(one) for one in said.get(ALSO, ())),
        )


class ChangeDesignation(Move):
    """Clinical, research and faculty: what of its credential it is."""

    key, action, letter = "designation", "designation_changed", "designation_changed"
    out_of = NOT_OVER
    form = DesignationForm
    title = "Change the designation"
    explanation = "The endorsement stays the same one, with its number and its dates."
    button = "Change the designation"

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """The new one."""
        words = f"{endorsement.designation or 'None'} → {said['designation'] or 'none'}."
        return Planned(
            changes={"designation": said["designation"]},
            why=note(words, said["reason"]),
            said={"former": endorsement.designation, "reason": said["reason"]},
        )


class HoldClock(Move):
    """For somebody in hospital, or whose papers are under way: dates alone do nothing until a day."""

    key, action = "hold", "clock_held"
    out_of = NOT_OVER
    form = HoldForm
    title = "Hold its dates"
    explanation = "Whatever would happen by itself waits until a day. Nobody is written to."
    button = "Save"

    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """Held until that day, or no longer."""
        until = said["until"]
        words = f"Until {date_format(until, 'j F Y')}." if until else "No longer."
        return Planned(changes={"clock_held_until": until}, why=note(words, said["reason"]))
