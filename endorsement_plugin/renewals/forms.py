"""What is signed to renew, and what is sent for an audit. One class each for the page and the API."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from endorsement_plugin.errors import Problem
from endorsement_plugin.renewals.queries.due_periods import statements_of
from endorsement_plugin.renewals.queries.periods import Statement
from endorsement_plugin.renewals.queries.progress import Progress
from endorsement_plugin.renewals.rules import AGREED, Signing, agreed_name
from endorsement_plugin.uploads.rules import CHOOSE
from review_queue.typed.fields import Name

OTHER_ENTRY = "Choose what the file shows."


class DocumentForm(forms.Form):
    """A file, and the entry that it shows; none: several. What is in the file is looked at by the action."""

    file = forms.FileField(allow_empty_file=True, error_messages={"required": CHOOSE, "invalid": CHOOSE})
    origin = forms.UUIDField(required=False, error_messages={"invalid": OTHER_ENTRY})

    @property
    def first_error(self) -> str:
        """What is said beside the control, of which a page shows one for each entry."""
        return next(str(error) for errors in self.errors.values() for error in errors)


class SigningForm(forms.Form):
    """Which endorsements are renewed, every statement to agree to, and the name under them.

    What is missing is said by the action.
    """

    use_required_attribute = False

    number = forms.MultipleChoiceField(
        label="Renew",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={
            "required": "Tick what you want to renew.",
            "invalid_choice": "One of these cannot be renewed now. Reload the page to see what can.",
            "invalid_list": "Tick what you want to renew.",
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    typed_name = Name(
        max_length=200,
        required=False,
        label="Your full name",
        help_text="Typing your name here signs what you ticked above.",
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )

    def __init__(self, *args: Any, ready: Sequence[Progress], **kwargs: Any) -> None:
        """`ready` are the periods that can be renewed on this page."""
        self.ready = ready
        numbers = [one.period.endorsement.number for one in ready]
        kwargs.setdefault("initial", {"number": numbers, "seen": _shown(ready)})
        super().__init__(*args, **kwargs)
        names = [(one.period.endorsement.number, str(one.period.endorsement.credential)) for one in ready]
        self.fields["number"].choices = names  # type: ignore[attr-defined]
        self.statements = statements_of(ready)
        for one in self.statements:
            self.fields[agreed_name(one.digest)] = _agreed(one)
        self.order_fields(name for name in [*self.fields] if name != "typed_name")  # it stands last
        if not self.statements:
            del self.fields["typed_name"]
        else:  # the action says that it is missing
            self.fields["typed_name"].optional = False  # type: ignore[attr-defined]

    @property
    def to_sign(self) -> Iterator[tuple[Statement, forms.BoundField]]:
        """Each statement with its box."""
        for one in self.statements:
            yield one, self[agreed_name(one.digest)]

    @property
    def endorsements(self) -> list[int]:
        """What is chosen, by primary key."""
        chosen = set(self.cleaned_data["number"])
        held = (one.period.endorsement for one in self.ready)
        return [row.pk for row in held if row.number in chosen]

    @property
    def signing(self) -> Signing:
        """What was sent, also digests of words that the page does not show any more."""
        agreed = {str(value) for name, value in self.data.items() if name.startswith(AGREED) and value}
        return Signing(
            typed_name=self.cleaned_data.get("typed_name", ""),
            agreed=frozenset(agreed),
            seen=_read(self.cleaned_data["seen"]),
        )

    def tell(self, problems: Sequence[Problem]) -> list[Problem]:
        """Put each problem beside its control; those that have none are left."""
        left = []
        for problem in problems:
            name = problem.where[0] if problem.where else ""
            if name in self.fields:
                self.add_error(name, problem.message)
            else:
                left.append(problem)
        return left


def _agreed(statement: Statement) -> forms.BooleanField:
    box = forms.CheckboxInput(attrs={"value": statement.digest}, check_test=bool)
    return forms.BooleanField(
        label=f"I have read this and agree: {statement.title}", required=False, widget=box
    )


def _shown(ready: Sequence[Progress]) -> str:
    periods = [one.period for one in ready]
    return spelled((one.endorsement.number, one.due, one.policy.pk if one.policy else 0) for one in periods)


def spelled(seen: Iterable[tuple[str, date, int]]) -> str:
    """What was shown, in lines: number, day and policy of each."""
    return "\n".join(f"{number}\t{due.isoformat()}\t{policy}" for number, due, policy in seen)


def _read(seen: str) -> dict[str, tuple[date, int]]:
    """The same read; lines that a program wrote amiss are left out."""
    found: dict[str, tuple[date, int]] = {}
    for line in seen.splitlines():
        number, *rest = line.split("\t")
        try:
            due, policy = rest
            found[number] = (date.fromisoformat(due), int(policy))
        except ValueError:
            continue
    return found
