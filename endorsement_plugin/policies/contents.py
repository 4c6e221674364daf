"""A renewal policy as people read it: in sentences, and as the days of one endorsement."""

from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from endorsement_plugin.models import RenewalPolicy
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.wording import both, counted, span
from endorsement_plugin.rules.money import money
from endorsement_plugin.rules.renewals import WARNING_DAYS, Cycle, DueRule


@dataclass(frozen=True)
class Topic:
    """Some sentences on one thing, under their heading."""

    heading: str
    sentences: tuple[str, ...]


def topics_of(policy: RenewalPolicy) -> list[Topic]:
    """The whole policy, in the order in which it comes to pass. No query beside the association's."""
    written = [
        ("When", [*_when(policy)]),
        ("What is to be shown", [*_hours(policy)]),
        ("What is signed", [f"{one['title']}." for one in policy.statements]),
        ("What it costs", [*_fees(policy)]),
        ("If it is not renewed", [*_lapse(policy)]),
        ("Leave and ways back", [*_back(policy)]),
    ]
    return [Topic(heading, tuple(sentences)) for heading, sentences in written if sentences]


def _when(policy: RenewalPolicy) -> Iterator[str]:
    cycle = policy.cycle
    often = "Every year" if cycle.years == 1 else f"Every {cycle.years} years"
    if cycle.due is DueRule.ANNIVERSARY:
        yield f"{often}, by the day on which it was granted."
    else:
        last = f"{cycle.day} {month_name[cycle.month or 1]}"
        year = f", next by {last} {cycle.year}" if cycle.year else ""
        yield f"{often}, by {last}, the same day for all{year}."
        first = span(cycle.first_after_months)
        yield f"First due by the first such day that is {first} or more after granting."
    yield f"You can renew from {counted(cycle.window_days, 'day')} before it is due."
    if cycle.reminder_days:
        days = both([str(day) for day in sorted(cycle.reminder_days, reverse=True)])
        yield f"We remind you {days} day{'' if days == '1' else 's'} before it is due."


def _hours(policy: RenewalPolicy) -> Iterator[str]:
    clauses = parse(policy.clauses)
    if policy.first_free and clauses:
        yield "Nothing in the first period."
    yield from (f"{clause.sentence}." for clause in clauses)
    if clauses:
        yield (
            "One activity may count for several credentials that you hold."
            if policy.shares_hours
            else "An activity counts for one credential only."
        )
    if policy.audit_percent:
        yield f"We draw {policy.audit_percent} of a hundred renewals and ask for their documents."


def _fees(policy: RenewalPolicy) -> Iterator[str]:
    once = " Whoever holds several pays it once for all." if policy.one_fee else ""
    if policy.fee:
        yield f"{_money(policy, policy.fee)} for each renewal.{once}"
    if policy.late_fee:
        yield f"{_money(policy, policy.late_fee)} more for one that comes late.{once}"
    if policy.settled_first:
        yield "Renewals and ways back wait until their fees are settled."


def _lapse(policy: RenewalPolicy) -> Iterator[str]:
    if policy.grace_days:
        yield f"You can still renew, late, for {counted(policy.grace_days, 'day')} after it was due."
        yield f"After that it lapses and is inactive. We write to you {counted(WARNING_DAYS, 'day')} before."
    else:
        yield f"It lapses on the day after and is inactive. We write to you {WARNING_DAYS} days before."
    if policy.removal_days is not None:
        days = counted(policy.removal_days, "day")
        yield f"{days} after it lapsed, your name is removed from the registry."
    if policy.ends_provisional:
        yield "A provisional endorsement lapses when what was to follow is not shown by its last day."


def _back(policy: RenewalPolicy) -> Iterator[str]:
    if policy.leave_years:
        yield f"You may be inactive at your own request for up to {counted(policy.leave_years, 'year')}."
    within = policy.back_within_months
    until = f"within {span(within)}" if within else "at any time"
    asked = [*_asked_back(policy)]
    yield f"Whoever is inactive can come back {until}" + (f": with {both(asked)}." if asked else ".")
    if within:
        yield "After that, by a new application."
    if policy.emeritus:
        yield "Whoever retires may be listed as emeritus."


def _asked_back(policy: RenewalPolicy) -> Iterator[str]:
    if policy.back_fee:
        yield f"a fee of {_money(policy, policy.back_fee)}"
    if policy.back_hours:
        yield "the hours that were missed"
    if policy.back_signed and policy.statements:
        yield "the statements signed anew"
    if policy.back_references:
        yield counted(policy.back_references, "new reference")


def _money(policy: RenewalPolicy, amount: Decimal) -> str:
    return money(amount, policy.association.currency)


def days_of(cycle: Cycle, granted_on: date) -> list[tuple[str, tuple[date, ...]]]:
    """What comes when for somebody who is granted it on a day, if they never renew."""
    due = cycle.first_due(granted_on)
    days: list[tuple[str, tuple[date, ...]]] = [
        ("Can be renewed from", (max(cycle.opens_on(due), granted_on),)),
        ("Reminders", tuple(day for day in cycle.reminders(due) if day >= granted_on)),
        ("First due", (due,)),
        ("Warned", (cycle.warns_on(due),)),
        ("Lapses", (cycle.lapses_on(due),)),
    ]
    if removed := cycle.removed_on(due):
        days.append(("Removed", (removed,)))
    days.append(("Otherwise next due", (cycle.next_due(due),)))
    return [(label, when) for label, when in days if when]


def before(policy: RenewalPolicy, family: Sequence[RenewalPolicy]) -> RenewalPolicy | None:
    """The published one that this follows, or would follow."""
    earlier = [one for one in family if one.is_standing and _precedes(one, policy)]
    return max(earlier, key=_order, default=None)


def _precedes(one: RenewalPolicy, policy: RenewalPolicy) -> bool:
    return policy.published_at is None or _order(one) < _order(policy)


def _order(policy: RenewalPolicy) -> tuple[date, int]:
    return policy.effective_from, policy.number


@dataclass(frozen=True)
class Difference:
    """One sentence that was put in, taken out, or put in the place of another."""

    what: str
    before: str = ""
    after: str = ""


def differences(old: RenewalPolicy | None, new: RenewalPolicy) -> list[Difference]:
    """What a policy says otherwise than the one before it, sentence by sentence."""
    if old is None:
        return []
    before, after = _sentences(old), _sentences(new)
    found: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[i:j], after[k:m]
        paired = min(len(gone), len(come))
        found += [Difference("changed", *pair) for pair in zip(gone, come, strict=False)]
        found += [Difference("removed", before=one) for one in gone[paired:]]
        found += [Difference("added", after=one) for one in come[paired:]]
    return [*found, *_of_statements(old, new)]


def _of_statements(old: RenewalPolicy, new: RenewalPolicy) -> Iterator[Difference]:
    """Statements that kept their title and have other words."""
    words: Mapping[str, str] = {one["title"]: one.get("sha256", one["statement"]) for one in old.statements}
    for one in new.statements:
        if words.get(one["title"], "") not in {"", one.get("sha256", one["statement"])}:
            yield Difference("added", after=f"Other words of the statement “{one['title']}”.")


def _sentences(policy: RenewalPolicy) -> list[str]:
    return [sentence for topic in topics_of(policy) for sentence in topic.sentences]
