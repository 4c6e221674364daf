"""A policy as it is written: its dates and money, and blocks for what is shown and signed."""

from typing import Any

from wagtail.blocks import Block
from wagtail.blocks.base import BlockField

from endorsement_plugin.editor.blocks.renewing import RenewalBlock, StatementsBlock, as_kept
from endorsement_plugin.models import RenewalPolicy
from endorsement_plugin.policies.forms import LABELS, PolicyForm
from endorsement_plugin.requirements.sets.changes import keeping_keys

GROUPS = {
    "When": (
        *("cycle_years", "due", "due_month", "due_day", "due_year", "first_after_months"),
        *("window_days", "reminder_days"),
    ),
    "What is to be shown": ("requirements", "first_free", "shares_hours", "audit_percent"),
    "What is signed": ("to_sign",),
    "What it costs": ("fee", "late_fee", "one_fee", "settled_first"),
    "If it is not renewed": ("grace_days", "removal_days", "ends_provisional"),
    "Leave and ways back": (
        *("leave_years", "back_within_months", "back_fee", "back_hours", "back_signed"),
        *("back_references", "emeritus"),
    ),
}
"""The fields of the page, under their headings."""


class WholePolicyForm(PolicyForm):
    """All of a policy."""

    requirements = BlockField(
        RenewalBlock(),
        required=False,
        label="Requirements",
        help_text="Hours of one period. Another number for some: write it twice, each for whom it is.",
    )
    to_sign = BlockField(
        StatementsBlock(),
        required=False,
        label="Statements",
        help_text="Your code of ethics, the attestation of no sanction: read and signed at each renewal.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = self.instance.source if isinstance(self.instance.source, dict) else {}
        for name in ("requirements", "to_sign"):
            self.initial[name] = _block(self, name).to_python(written.get(name, []))

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS.items()]

    def refuse(self, name: str, message: str) -> None:
        """Say beside a field what is wrong with what is kept, on a page that shows it and was not sent."""
        self.full_clean()
        self.cleaned_data: dict[str, Any] = {}
        self.add_error(name, message)

    def values(self, before: RenewalPolicy | None) -> dict[str, Any]:
        """What a valid form says, as a policy keeps it. A part that was only renamed keeps its key."""
        said = self.cleaned_data
        kept = as_kept(said["requirements"], said["to_sign"])
        clauses = keeping_keys(kept["clauses"], before.clauses if before else [])
        return {**{name: said[name] for name in LABELS}, **kept, "clauses": clauses}

    def said(self, before: RenewalPolicy | None) -> RenewalPolicy:
        """The policy as a valid form has it, which is not saved."""
        row = self.instance
        made = RenewalPolicy(association=row.association, credential=row.credential, number=row.number)
        for name, value in self.values(before).items():
            setattr(made, name, value)
        return made


def _block(form: Any, name: str) -> Block:
    block: Block = form.fields[name].block
    return block
