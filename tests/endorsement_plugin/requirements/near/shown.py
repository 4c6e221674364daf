"""Degrees, licenses, people, papers and the exam: what just meets them, and what just misses each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.degrees import DEGREES
from endorsement_plugin.requirements.evidence import Entry, PartResult, Referee, Signed, Standing

from .pieces import DAY, OTHER, Demand, Miss, Pieces, earlier, graduated, standings


def education(it: Demand, day: date) -> Iterator[Pieces]:
    for degree in it["degrees"]:
        yield Pieces((Entry("education", degree=degree, ended_on=graduated(day)),))


def education_missed(it: Demand, day: date) -> Iterator[Miss]:
    ranks = [DEGREES[one].rank for one in it["degrees"]]
    lower = [one.value for one in DEGREES.values() if one.rank < min(ranks)][-1:]
    for degree in lower:
        (shown,) = education({"degrees": [degree]}, day)
        yield Miss("degrees", shown, it | {"degrees": [*it["degrees"], degree]})
    to_come = Entry("education", degree=it["degrees"][0], ended_on=day + DAY)
    yield Miss("degrees", Pieces((to_come,)))


def license(it: Demand, day: date) -> Iterator[Pieces]:  # noqa: A001
    for one in it["licenses"]:
        yield Pieces((Entry("license", one["label"], ended_on=day),))


def license_missed(it: Demand, day: date) -> Iterator[Miss]:
    (first, *_) = license(it, day)
    (entry,) = first.entries
    yield Miss("valid until", Pieces((replace(entry, ended_on=day - DAY),)))
    yield Miss("licenses", Pieces((replace(entry, title=OTHER),)), it | {"licenses": []})


def membership(it: Demand, day: date) -> Iterator[Pieces]:
    for one in it["associations"]:
        yield Pieces((Entry("membership", organization=one["label"], ended_on=day),))


def membership_missed(it: Demand, day: date) -> Iterator[Miss]:
    (first, *_) = membership(it, day)
    (entry,) = first.entries
    yield Miss("paid until", Pieces((replace(entry, ended_on=day - DAY),)))
    yield Miss("associations", Pieces((replace(entry, organization=OTHER),)), it | {"associations": []})


def references(it: Demand, day: date) -> Iterator[Pieces]:
    slots = [one["roles"] for one in it.get("slots", ())]
    accepted = standings(it.get("accepted", ()))
    yield Pieces(
        referees=tuple(
            Referee(
                slots[number][0]["label"] if number < len(slots) else "",
                earlier(day, months=it.get("valid_months", 1)),
                max(0, it.get("void_at", 0) - 1),
                accepted if number < it.get("endorsed", 0) else (),
            )
            for number in range(it["count"])
        )
    )


def references_missed(it: Demand, day: date) -> Iterator[Miss]:
    (whole,) = references(it, day)
    referees, slots = whole.referees, it.get("slots", [])
    fewer = it["count"] - 1
    eased = {"count": fewer} | ({"slots": slots[:fewer]} if slots else {})
    yield Miss("count", Pieces(referees=referees[:fewer]), it | eased)

    def miss(what: str, eased: Any, number: int, **other: Any) -> Miss:
        changed = [replace(one, **other) if place == number else one for place, one in enumerate(referees)]
        return Miss(what, Pieces(referees=tuple(changed)), it | {what: eased})

    for number in range(len(slots)):
        yield miss("slots", [*slots[:number], *slots[number + 1 :]], number, role="Neighbor")
    if it.get("endorsed"):
        yield miss("endorsed", it["endorsed"] - 1, 0, standings=())
    if months := it.get("valid_months"):
        before = earlier(day, months=months) - DAY
        yield miss("valid_months", months + 1, fewer, received_on=before)
    if void := it.get("void_at"):
        yield miss("void_at", void + 1, fewer, unknown=void)


def transcripts(it: Demand, _: date) -> Iterator[Pieces]:
    yield Pieces(transcripts=(it.get("standard") or "official",) * it["count"])


def transcripts_missed(it: Demand, day: date) -> Iterator[Miss]:
    (whole,) = transcripts(it, day)
    fewer = whole.transcripts[1:]
    yield Miss("count", Pieces(transcripts=fewer), it | {"count": len(fewer)} if fewer else None)
    if lower := {"sealed": "official", "official": "unofficial"}.get(it.get("standard", "")):
        yield Miss("standard", Pieces(transcripts=(lower, *fewer)), it | {"standard": lower})


def attestation(it: Demand, _: date) -> Iterator[Pieces]:
    yield Pieces(signed=(Signed(it["statement"], it.get("version", "")),))


def attestation_missed(it: Demand, _: date) -> Iterator[Miss]:
    yield Miss("statement", Pieces(signed=(Signed(OTHER, it.get("version", "")),)), it | {"statement": ""})
    if it.get("version"):
        yield Miss("version", Pieces(signed=(Signed(it["statement"], OTHER),)), it | {"version": ""})


def holding(it: Demand, day: date) -> Iterator[Pieces]:
    for one in it["credentials"]:
        yield Pieces(holdings=(Standing(one["value"], earlier(day, months=it.get("months", 0))),))


def holding_missed(it: Demand, day: date) -> Iterator[Miss]:
    (first, *_) = holding(it, day)
    (held,) = first.holdings
    assert held.since
    other = Pieces(holdings=(replace(held, category=OTHER),))
    yield Miss("credentials", other, it | {"credentials": [{"value": OTHER, "label": OTHER}]})
    if it.get("months"):
        late = Pieces(holdings=(replace(held, since=held.since + DAY),))
        yield Miss("months", late, it | {"months": it["months"] - 1})


def exam(it: Demand, _: date) -> Iterator[Pieces]:
    parts = it.get("exam_parts", ())
    results = [_result(one, short=0) for one in parts]
    yield Pieces(parts=tuple(results)) if parts else Pieces(passed=True)


def exam_missed(it: Demand, day: date) -> Iterator[Miss]:
    parts = it.get("exam_parts", [])
    if not parts:
        yield Miss("passed", Pieces(passed=False))
        yield Miss("sat", Pieces())
    (whole,) = exam(it, day)
    for place, part in enumerate(parts):
        results = [*whole.parts]
        results[place] = _result(part, short=1)
        lower = str(Decimal(part.get("pass_mark", 0)) - 2)
        eased = [one | {"pass_mark": lower} if one is part else one for one in parts]
        scored = it | {"exam_parts": eased} if part.get("pass_mark") else None
        yield Miss("exam_parts", Pieces(parts=tuple(results)), scored)


def _result(part: Demand, *, short: int) -> PartResult:
    """The least that passes, or one point less."""
    if not part.get("pass_mark"):
        return PartResult(part["value"], passed=not short)
    most = Decimal(part["maximum"])
    return PartResult(part["value"], True, most * Decimal(part["pass_mark"]) / 100 - short, most)
