"""The sentence of a requirement, made from its numbers, for the page, the meter and the decision sheet."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from functools import singledispatch

from .kinds import (
    AnyOf,
    Attestation,
    Clause,
    Education,
    Exam,
    Portfolio,
    References,
    Supervision,
    Training,
    Transcripts,
    Work,
)

DEGREES = {
    "cda": "a Child Development Associate (CDA) credential",
    "associate": "an associate's degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate (PhD)",
    "medical": "an MD",
}
"""In rising order; the keys are those of a portfolio entry's `degree`."""


def sentence(clause: Clause) -> str:
    """The requirement as a reader meets it."""
    words = phrase(clause)
    if clause.designation:
        return f"{capitalized(clause.designation)} applicants only: {words}"
    return capitalized(words)


@singledispatch
def phrase(clause: Clause) -> str:
    """The requirement as part of a sentence, without its designation."""
    raise TypeError(f"No words are known for a clause of kind {clause.kind}.")


@phrase.register
def _(clause: Education) -> str:
    names = either([DEGREES[degree] for degree in DEGREES if degree in clause.degrees])
    return f"{names}, or a higher degree" if clause.or_higher else names


@phrase.register
def _(clause: Work) -> str:
    after = either([DEGREES[degree] for degree in DEGREES if degree in clause.after])
    since = f" after {after}" if after else ""
    field = f" in the {_without(clause.field, 'in', 'the')}" if clause.field else ""
    return f"{number(clause.years)} or more years of work experience{since}{field}"


@phrase.register
def _(clause: Training) -> str:
    topic = f" in {_without(clause.topic, 'in')}" if clause.topic else ""
    words = f"at least {counted(clause.hours, 'hour')} of specialized training{topic}"
    parts = [f"{number(quota.hours)} in {isolated(quota.label)}" for quota in clause.quotas]
    return f"{words}, of which {both(parts)}" if parts else words


@phrase.register
def _(clause: Supervision) -> str:
    context = f", {isolated(clause.context)}" if clause.context else ""
    return f"{counted(clause.hours, 'hour')} of reflective supervision{_period(clause)}{context}"


@phrase.register
def _(clause: References) -> str:
    return counted(clause.count, "reference")


@phrase.register
def _(clause: Portfolio) -> str:
    subject = _without(clause.subject, "in") or ("each competency area" if clause.areas else "the field")
    return f"a complete portfolio of training and experience in {subject}"


@phrase.register
def _(clause: Attestation) -> str:
    return f"{isolated(clause.title) or 'the statement'}, read and signed"


@phrase.register
def _(clause: Transcripts) -> str:
    return counted(clause.count, "official transcript")


@phrase.register
def _(clause: Exam) -> str:
    return "a passed exam"


@phrase.register
def _(clause: AnyOf) -> str:
    parts = [sentence(part) if part.designation else phrase(part) for part in clause.clauses]
    return ", or ".join(parts)


def number(value: Decimal | int) -> str:
    """A number without needless zeros: 30, 0.5."""
    return f"{Decimal(value).normalize():f}"


def rounded_down(value: Decimal, minimum: Decimal, *, places: int) -> Decimal:
    """What there is, to be read beside what is needed, and as less than that exactly when it is less.

    To so many decimal places, or to those of the minimum if it has more; never rounded up.
    """
    written = -int(minimum.normalize().as_tuple().exponent)
    return value.quantize(Decimal(1).scaleb(-max(places, written)), rounding=ROUND_DOWN)


def counted(value: Decimal | int, noun: str) -> str:
    """A number with its noun: 1 hour, 30 hours."""
    return f"{number(value)} {noun if value == 1 else noun + 's'}"


def either(parts: Sequence[str]) -> str:
    """Alternatives: a, b, or c."""
    return _listed(parts, "or")


def both(parts: Sequence[str]) -> str:
    """A list: a, b, and c."""
    return _listed(parts, "and")


def isolated(words: str) -> str:
    """Words of an editor's inside a sentence of ours; from right to left they turn no number of ours around.

    Between the isolates of Unicode (UAX #9, FSI and PDI) if there is a letter written from right to left.
    """
    if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in words):
        return f"\u2068{words}\u2069"
    return words


def capitalized(words: str) -> str:
    """The words with a capital first letter; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def span(months: int) -> str:
    """A length of time in the larger unit that fits: 18 months, 2 years."""
    years, rest = divmod(months, 12)
    return counted(months, "month") if rest or not years else counted(years, "year")


def _without(words: str, *first: str) -> str:
    """An editor's words without those that our sentence has already: "in the infant field" after "in the"."""
    for word in first:
        words = re.sub(rf"^\s*{word}\s+", "", words, flags=re.IGNORECASE)
    return isolated(words)


def _period(clause: Supervision) -> str:
    if clause.min_months and clause.max_months > clause.min_months:
        shortest = span(clause.min_months)
        longest = span(clause.max_months)
        same_unit = shortest.rstrip("s").endswith(longest.rstrip("s").rpartition(" ")[2])
        return f" within a period of {shortest.partition(' ')[0] if same_unit else shortest} to {longest}"
    if clause.max_months:
        return f" within {span(clause.max_months)}"
    return f" over at least {span(clause.min_months)}" if clause.min_months else ""


def _listed(parts: Sequence[str], word: str) -> str:
    if len(parts) < 3:
        return f" {word} ".join(parts)
    return f"{', '.join(parts[:-1])}, {word} {parts[-1]}"
