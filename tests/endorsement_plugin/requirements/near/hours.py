"""Work, training, supervision and areas: what just meets them, and what just misses each number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.counting import least_days, months_after
from endorsement_plugin.requirements.evidence import Entry, Standing

from .pieces import DAY, OTHER, QUARTER, Demand, Miss, Pieces, earlier, graduated, standings


def work(it: Demand, day: date) -> Iterator[Pieces]:
    start, days = graduated(day), int(Decimal(it["years"]) * 365)
    job = Entry(
        "work",
        started_on=start,
        ended_on=start + timedelta(days=days - 1),
        families=it.get("families"),
        ages=tuple(it.get("ages", ())[:1]),
        standings=standings(it.get("givers", ())),
    )
    for basis in it.get("bases") or [""]:
        fields = it.get("fields") or [{"label": ""}]
        yield Pieces(tuple(replace(job, basis=basis, field=one["label"]) for one in fields[:1]))


def work_missed(it: Demand, day: date) -> Iterator[Miss]:
    (first, *_) = work(it, day)
    (job,) = first.entries
    assert job.started_on
    assert job.ended_on

    def miss(what: str, eased: Any, **other: Any) -> Miss:
        return Miss(what, Pieces((replace(job, **other),)), it | {what: eased})

    yield miss("years", str(Decimal(it["years"]) - Decimal("0.1")), ended_on=job.ended_on - DAY)
    if it.get("after"):
        yield miss("after", [], started_on=job.started_on - DAY, ended_on=job.ended_on - DAY)
    if it.get("families"):
        yield miss("families", it["families"] - 1, families=it["families"] - 1)
    for name, other in (("fields", {"field": OTHER}), ("ages", {"ages": ()}), ("bases", {"basis": "other"})):
        if it.get(name):
            yield miss(name, [], **other)
    if it.get("givers"):
        yield miss("givers", [], standings=())


def training(it: Demand, day: date) -> Iterator[Pieces]:
    hours = {one["area"]: Decimal(one["hours"]) for one in it.get("quotas", ())}
    yield _trained(it, day, hours | {"": Decimal(it["hours"]) - sum(hours.values())})


def training_missed(it: Demand, day: date) -> Iterator[Miss]:
    quotas = it.get("quotas", [])
    hours = {one["area"]: Decimal(one["hours"]) for one in quotas}
    left = Decimal(it["hours"]) - sum(hours.values())
    fewer = str(Decimal(it["hours"]) - QUARTER)
    if left:
        yield Miss("hours", _trained(it, day, hours | {"": left - QUARTER}), it | {"hours": fewer})
    else:
        first = quotas[0] | {"hours": str(Decimal(quotas[0]["hours"]) - QUARTER)}
        short = hours | {first["area"]: Decimal(first["hours"])}
        eased = it | {"hours": fewer, "quotas": [first, *quotas[1:]]}
        yield Miss("hours", _trained(it, day, short), eased)
    for number, one in enumerate(quotas):
        short = hours | {one["area"]: hours[one["area"]] - QUARTER, "": left + QUARTER}
        easier = [*quotas]
        easier[number] = one | {"hours": str(hours[one["area"]] - QUARTER)}
        yield Miss("quotas", _trained(it, day, short), it | {"quotas": easier})
    if years := it.get("within_years"):
        (whole,) = training(it, day)
        first_one, *others = whole.entries
        before = earlier(day, years=years) - DAY
        old = replace(first_one, started_on=before, ended_on=before)
        yield Miss("within_years", Pieces((old, *others)), it | {"within_years": years + 1})


def _trained(it: Demand, day: date, hours: dict[str, Decimal]) -> Pieces:
    """On the first day that is not too long ago."""
    on = earlier(day, years=it.get("within_years", 1))
    some = [(area, number) for area, number in hours.items() if number]
    return Pieces(
        tuple(
            Entry("training", started_on=on, ended_on=on, hours=number, areas=(area,) if area else ())
            for area, number in some
        )
    )


def supervision(it: Demand, day: date) -> Iterator[Pieces]:
    """By whom the last line of the allow-list names; for each line with a last day, until that day."""
    lasts = [date.fromisoformat(one["until"]) for one in it.get("givers", ()) if one.get("until")]
    start = max([earlier(day, years=5), *(last + DAY for last in lasts)])
    yield Pieces((_received(it, start, standings(it.get("givers", ()))),))
    for one in it.get("givers", ()):
        if one.get("until"):
            yield Pieces((_until(it, date.fromisoformat(one["until"]), one),))


def supervision_missed(it: Demand, day: date) -> Iterator[Miss]:
    ((whole,),) = (one.entries for one in [next(supervision(it, day))])
    assert whole.hours
    assert whole.started_on
    assert whole.ended_on

    def miss(what: str, eased: Any, **other: Any) -> Miss:
        return Miss(what, Pieces((replace(whole, **other),)), None if eased is None else it | {what: eased})

    less = whole.hours - QUARTER
    giving = min(less, Decimal(it.get("giving", 0)))
    short_of = replace(whole, hours=less, hours_on_giving=giving or None)
    yield Miss("hours", Pieces((short_of,)), it | {"hours": str(less), "giving": str(giving)})
    yield miss("setting", None, setting="peer")
    if months := it.get("min_months"):
        yield miss("min_months", months - 1, ended_on=whole.ended_on - DAY)
    if months := it.get("max_months"):
        yield miss("max_months", months + 1, ended_on=months_after(whole.started_on, months))
    if it.get("giving"):
        short = Decimal(it["giving"]) - QUARTER
        yield miss("giving", str(short), hours_on_giving=short)
    if it.get("givers"):
        yield miss("givers", [], standings=())
    for place, one in enumerate(it.get("givers", ())):
        if one.get("until"):
            last = date.fromisoformat(one["until"]) + DAY
            easier = [*it["givers"]]
            easier[place] = one | {"until": last.isoformat()}
            yield Miss("givers", Pieces((_until(it, last, one),)), it | {"givers": easier})


def _received(it: Demand, start: date, known: tuple[Standing, ...]) -> Entry:
    """All hours within the shortest period that there may be."""
    days = least_days(it.get("min_months", 0)) or 1
    giving = Decimal(it["giving"]) if it.get("giving") else None
    end = start + timedelta(days=days - 1)
    return Entry(
        "supervision",
        started_on=start,
        ended_on=end,
        hours=Decimal(it["hours"]),
        hours_on_giving=giving,
        standings=known,
    )


def _until(it: Demand, last: date, giver: Demand) -> Entry:
    days = least_days(it.get("min_months", 0)) or 1
    return _received(it, last - timedelta(days=days - 1), standings([giver]))


def portfolio(it: Demand, _: date) -> Iterator[Pieces]:
    yield _shown(it, _need(it))


def portfolio_missed(it: Demand, _: date) -> Iterator[Miss]:
    need = _need(it)
    yield Miss("count", _shown(it, need - 1), it | {"count": need - 1} if need > 1 else None)
    if kinds := it.get("kinds"):
        other = next(one for one in ("work", "education") if one not in kinds)
        yield Miss("kinds", _shown(it, need, other), it | {"kinds": [*kinds, other]})


def _need(it: Demand) -> int:
    return it.get("count") or len(it["areas"])


def _shown(it: Demand, need: int, kind: str = "") -> Pieces:
    """An entry for each area that counts for nothing else: without hours, days or a degree."""
    kind = kind or next(iter(it.get("kinds", ["work"])))
    return Pieces(tuple(Entry(kind, OTHER, areas=(one["value"],)) for one in it["areas"][:need]))
