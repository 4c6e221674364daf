"""What is said of a credential that is granted for holding others, or is added to one. Pure."""

from collections.abc import Sequence

from endorsement_plugin.requirements.clauses import everyone
from endorsement_plugin.requirements.kinds import Clause
from endorsement_plugin.requirements.wording import both, either, isolated, spelled

BY_ITSELF = (
    "There is nothing to apply for: whoever comes to hold the last of them is granted this one too, and we "
    "write to them. It is due for renewal with the first of them. One that is provisional counts once it is "
    "a full one."
)


def granted_to(names: Sequence[str]) -> str:
    """To whom, in a sentence."""
    each = "both" if len(names) == 2 else "all of"
    return f"Granted to everybody who holds {each} {both([isolated(name) for name in names])}."


def added_to(clauses: Sequence[Clause]) -> frozenset[str]:
    """The codes of what a credential with these requirements is an add-on to, as `spelled`."""
    return frozenset(spelled(one.value) for clause in everyone(clauses) for one in clause.adds_to)


def said_of_addon(clauses: Sequence[Clause]) -> str:
    """“Add-on to IFS or IMHS”, each once; empty for what is none."""
    every = [isolated(one.label or one.value) for clause in everyone(clauses) for one in clause.adds_to]
    return f"Add-on to {either([*dict.fromkeys(every)])}" if every else ""
