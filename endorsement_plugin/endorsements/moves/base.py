from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.utils.datastructures import MultiValueDict

from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.queries import Standing
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Endorsement
from endorsement_plugin.record.moves import passed
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.numbers import row_number

ALSO = "also"
"""The field of a form that offers other endorsements of the same person."""


class Move(ABC):
    """One move: what it is called, what it asks for, from where it starts and where it leads."""

    key: ClassVar[str]
    """Of its screen's address."""
    action: ClassVar[str]
    """Of its event."""
    letter: ClassVar[str] = ""
    """The template; empty for a move of which nobody is written to."""
    answers: ClassVar[str] = ""
    """The kind of request of the holder that it grants."""
    out_of: ClassVar[Collection[EndorsementState]]
    form: ClassVar[type[MoveForm]]

    title: ClassVar[str]
    explanation: ClassVar[str]
    button: ClassVar[str]
    is_grave: ClassVar[bool] = False
    reopens: ClassVar[bool] = False
    """Whether the application that the endorsement came from is open for a new decision."""

    def ticked(self, data: Mapping[str, Any]) -> list[int]:
        """What was sent as other endorsements to move alike, before the form has looked at it."""
        if ALSO not in self.form.base_fields:
            return []
        given = data.getlist(ALSO) if isinstance(data, MultiValueDict) else data.get(ALSO, [])
        return [row_number(str(one)) for one in given]

    def refusal(self, endorsement: Endorsement, standing: Standing) -> str:
        """Why it cannot be made now, as a sentence; empty if it can."""
        if endorsement.status not in self.out_of:
            return passed(endorsement).message
        return self.refused_by_policy(endorsement, standing)

    def refused_by_policy(self, endorsement: Endorsement, standing: Standing) -> str:
        """The same, once the state allows it."""
        return ""

    def plan(self, endorsement: Endorsement, standing: Standing, data: Mapping[str, Any]) -> Planned:
        """What is going to be changed and said. Raises WrongState, and Incomplete for what was filled in."""
        refused = self.refusal(endorsement, standing)
        if refused:
            raise WrongState(refused)
        form = self.form(data, endorsement=endorsement, standing=standing)
        return self.planned(endorsement, standing, form.said(), form)

    @abstractmethod
    def planned(
        self, endorsement: Endorsement, standing: Standing, said: dict[str, Any], form: MoveForm
    ) -> Planned:
        """The same from what was filled in, which is valid."""


def note(*parts: str) -> str:
    """What the history says, from the parts that say something."""
    return " ".join(part.strip() for part in parts if part.strip())
