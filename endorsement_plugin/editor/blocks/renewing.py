"""What a renewal policy asks for: the same kinds of requirement, and whom of those who renew they bind.

requirements = [{"type": "supervision", "value": {"hours": "10", "held_from": 3, "if_giving": False}}]
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import BlockGroup, BooleanBlock, ListBlock, StreamBlock, StreamValue, StructValue

from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.renewing import GIVES_SUPERVISION, IF_GIVING
from endorsement_plugin.requirements.sets.contradicting import contradicting

from .clause import ClauseBlock
from .faults import Fault, refuse
from .kinds.license import LicenseBlock
from .kinds.membership import MembershipBlock
from .kinds.supervision import SupervisionBlock
from .kinds.training import QuotaBlock, TrainingBlock
from .numbers import IntegerBlock
from .requirements import compile_clauses
from .sections import AttestationBlock

WHOM = ("held_from", "held_below", "if_giving")
CONTRADICTS = "A requirement above asks the same of the same people. Say whom this one is for, or keep one."
NOBODY = "Nobody has held it for so long and for less at once."


def asked_of(value: StructValue) -> dict[str, Any]:
    """Whom a requirement binds; nothing where it binds everybody."""
    years = {name: value[name] for name in ("held_from", "held_below") if value[name]}
    giving = {"condition": IF_GIVING, "question": GIVES_SUPERVISION} if value["if_giving"] else {}
    return {**years, **giving}


class OfSomeBlock(ClauseBlock):
    """A requirement of a renewal: for everybody, or for some."""

    not_compiled = frozenset({"note", *WHOM})
    may_follow = None
    held_from = IntegerBlock(
        required=False,
        label="Only for whoever has held it for at least",
        help_text="Years when the period begins. Empty: for everybody.",
    )
    held_below = IntegerBlock(
        required=False,
        label="Only for whoever has held it for less than",
        help_text="Years when the period begins. Empty: for everybody.",
    )
    if_giving = BooleanBlock(required=False, label="Only for whoever gives reflective supervision")

    def get_form_layout(self) -> BlockGroup:
        """With whom it is for in sight."""
        layout = self.meta.form_layout
        return BlockGroup([*layout.children, *WHOM, "designation"], settings=["note"])

    def of_every_kind(self, value: StructValue) -> dict[str, Any]:
        return {"designation": (value["designation"] or "").strip(), **asked_of(value)}

    def faults(self, value: StructValue) -> list[Fault]:
        years = [(name, value[name]) for name in ("held_from", "held_below") if value[name] is not None]
        wrong: list[Fault] = [
            ((name,), "Enter a number of years from 1 to 60.")
            for name, number in years
            if not 1 <= number <= 60
        ]
        if not wrong and len(years) == 2 and value["held_from"] >= value["held_below"]:
            wrong.append((("held_below",), NOBODY))
        return [*super().faults(value), *wrong]


class RenewedQuotaBlock(QuotaBlock):
    """Hours inside the total, for everybody or for those who give supervision."""

    if_giving = BooleanBlock(required=False, label="Only for whoever gives reflective supervision")

    class Meta:
        form_layout = BlockGroup(children=["hours", "label", "if_giving"], settings=["area"])


class RenewedTrainingBlock(OfSomeBlock, TrainingBlock):
    quotas = ListBlock(
        RenewedQuotaBlock(),
        default=[],
        label="Of which",
        help_text="Inside the hours in all. Each hour counts in one of these at the most.",
    )
    within_years = IntegerBlock(default=0)

    def compiled(self, value: StructValue) -> dict[str, Any]:
        compiled = super().compiled(value)
        for quota, written in zip(compiled["quotas"], value["quotas"], strict=True):
            if written["if_giving"]:
                quota |= {"condition": IF_GIVING, "question": GIVES_SUPERVISION}
        return compiled

    class Meta:
        label = "Training"
        label_format = "{hours} hours {topic}"
        form_layout = BlockGroup(children=["hours", "topic", "marked", "quotas"])


class RenewedSupervisionBlock(OfSomeBlock, SupervisionBlock):
    min_months = IntegerBlock(default=0)
    max_months = IntegerBlock(default=0)

    class Meta:
        label_format = "{hours} hours"
        form_layout = BlockGroup(children=["hours", "individual", "group", "giving", "givers"])


class RenewedMembershipBlock(OfSomeBlock, MembershipBlock):
    class Meta:
        form_layout = BlockGroup(children=["associations"])


class RenewedLicenseBlock(OfSomeBlock, LicenseBlock):
    class Meta:
        form_layout = BlockGroup(children=["licenses"])


class RenewalBlock(StreamBlock):
    """All that is to be shown of a period."""

    training = RenewedTrainingBlock()
    supervision = RenewedSupervisionBlock()
    membership = RenewedMembershipBlock()
    license = RenewedLicenseBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            places = contradicting(parse(compile_clauses(cleaned)))
            refuse([((place, "held_from"), CONTRADICTS) for place in places])
        return cleaned

    class Meta:
        required = False


class StatementsBlock(StreamBlock):
    """What is signed at each renewal."""

    attestation = AttestationBlock()

    class Meta:
        required = False


def compile_statements(statements: StreamValue) -> list[dict[str, Any]]:
    """Each as it is signed, with the digest of its words."""
    return [{"id": child.id, **child.block.compiled(child.value, {})} for child in statements]


def as_kept(requirements: StreamValue, statements: StreamValue) -> dict[str, Any]:
    """Both as a policy keeps them: compiled, and as they were written."""
    source = {"requirements": requirements.get_prep_value(), "to_sign": statements.get_prep_value()}
    return {
        "clauses": compile_clauses(requirements),
        "statements": compile_statements(statements),
        "source": json.loads(json.dumps(source, cls=DjangoJSONEncoder)),
    }
