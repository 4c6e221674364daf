"""Check an unpacked evidence pack. Ends with 1, and says where, if something is not as it was sealed."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import chain, listed, quality, report, results, stated, trainings
from .chain import Told
from .pack import Pack
from .recomputed import calibration, monitoring, outcomes, people, places, rates, restated, trail
from .recomputed.facts import Facts
from .stated import Statements


def faults(pack: Pack, told: Told, *, expect: str = "", intervals: bool = True) -> Iterator[str]:
    """A sentence for everything that is not as it was sealed, or not as the marks give it."""
    statements: Statements = {}
    yield from chain.read(pack, told)
    if expect and _names(expect, told.former):
        yield f"The seal {expect} is of the former kind, which no pack can check: expect one made since."
    elif expect and not _names(expect, told.seals):
        yield f"The seal {expect} is not in the pack: the chain was cut short or made anew."
    yield from stated.read(pack, told, statements)
    yield from results.check(pack, told, statements)
    yield from listed.check(pack, told, statements)
    yield from quality.check(pack, told, statements)
    yield from trainings.check(pack, told, statements)
    yield from _recomputed(pack, told, statements, intervals=intervals)
    for row in pack.table("seals.csv"):
        if row["what"] == "Break":
            yield f"Found where the pack was made: {row['value']}"


def _recomputed(pack: Pack, told: Told, statements: Statements, *, intervals: bool) -> Iterator[str]:
    """Every table once more, from marks, statements and the chain."""
    if pack.json("rules.json") is None:
        yield "There is no rules.json."
        return
    facts = Facts(pack, told, statements)
    figures = report.Report(pack, statements, intervals=intervals)
    yield from places.check(pack)
    yield from report.check(pack, figures)
    yield from restated.check(facts, figures)
    yield from rates.check(facts, figures)
    yield from monitoring.check(facts, figures)
    yield from calibration.check(facts)
    yield from people.check(facts)
    yield from outcomes.check(facts)
    yield from trail.check(facts, told)


def _names(expected: str, seals: set[str]) -> bool:
    """Whether it is one of these, with its number or without."""
    return expected in seals | {seal.partition(":")[2] for seal in seals}


def main(arguments: Sequence[str], *, beside: Path) -> int:
    """Check the folder that is named, or the one `beside` the program. 0 if everything holds, 1 if not."""
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__)
    parser.add_argument("folder", nargs="?", default=beside, help="where the pack was unpacked")
    parser.add_argument(
        "--expect", default="", metavar="NUMBER:DIGEST", help="a seal that was kept elsewhere"
    )
    parser.add_argument(
        "--no-intervals", action="store_true", help="do not compute intervals, which takes longest"
    )
    given = parser.parse_args(arguments)
    told = Told()
    found = 0
    try:
        for sentence in faults(
            Pack(Path(given.folder)), told, expect=given.expect, intervals=not given.no_intervals
        ):
            found += 1
            sys.stdout.write(f"{sentence}\n")
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError) as error:
        found += 1
        sys.stdout.write(f"The pack cannot be read to its end: {error!r}\n")
    if found:
        sys.stdout.write(f"Places that are not as they were sealed: {found}.\n")
        return 1
    sys.stdout.write(
        f"Everything holds. Seals: {len(told.seals)}. Events of the round: {len(told.events)}. "
        f"Newest seal: {told.newest}. Not sealed yet: {told.unsealed}. "
        f"Seals of the former kind, taken as they are: {len(told.former)}.\n"
    )
    return 0
