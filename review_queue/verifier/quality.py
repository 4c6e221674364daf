"""Back-readings, corrective actions and interventions of a pack: tables against what was sealed, samples
drawn again."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .back_reading import Decided, digest_of_answers, drawn
from .chain import Told
from .pack import Pack, compare
from .stated import Statements

Row = dict[str, Any]
AGREES = {True: "yes", False: "no", None: ""}
_ACTION = ("alarm", "what", "who", "done_on", "follow_up_on", "outcome")


def check(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """A sentence for each row that is not what was sealed, and for each sample that was not drawn so."""
    readings = {str(one["back_reading"]): _reading(one) for one in statements.get("back_reading", [])}
    yield from compare("back_readings.csv", "number", readings, pack.table("back_readings.csv"))
    actions = {str(one["correction"]): _action(one) for one in statements.get("correction", [])}
    yield from compare("corrective_actions.csv", "number", actions, pack.table("corrective_actions.csv"))
    steps = {str(one["intervention"]): _step(one) for one in statements.get("intervention", [])}
    yield from compare("interventions.csv", "number", steps, pack.table("interventions.csv"))
    audits = {str(one["audit"]): {"until": one["until"]} for one in statements.get("audit", [])}
    yield from compare("auditors.csv", "number", audits, pack.table("auditors.csv"))
    yield from _samples(pack, told, statements)


def _reading(one: Row) -> Row:
    marks = " ".join(f"{code}:{points}" for code, points in sorted(one["marks"].items()))
    return {
        "answer": one["answer"],
        "sample": str(one["sample"]),
        "because": one["because"],
        "agrees": AGREES[one["agrees"]],
        "marks": marks,
        "note": one["note"],
    }


def _action(one: Row) -> Row:
    return {name: one[name] or "" for name in _ACTION}


def _step(one: Row) -> Row:
    return {
        "answer": one["answer"],
        "what": one["what"],
        "beyond_capacity": "yes" if one["beyond_capacity"] else "",
        "until": one["until"] or "",
        "reason": one["reason"],
    }


def _samples(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """Each sample once more, where the pack still has the answers that it was drawn from."""
    rules = pack.json("rules.json")
    began = {event["detail"]: number for number, event in told.events.items() if event["kind"] == "drawn"}
    samples: defaultdict[int, list[Row]] = defaultdict(list)
    for one in statements.get("back_reading", []):
        samples[one["sample"]].append(one)
    verdicts = {one["answer"]: one for one in statements.get("verdict", [])}
    over: set[str] = set()
    for number, rows in sorted(samples.items()):
        first = rows[0]
        at = min(began.get(f"back_reading:{one['back_reading']}", 0) for one in rows)
        among = {code: one for code, one in verdicts.items() if one["event"] < at and code not in over}
        over |= {one["answer"] for one in rows}
        if digest_of_answers(among) == first["answers_digest"]:
            again = drawn(
                {code: _decided(one) for code, one in among.items()},
                seed=first["seed"],
                pass_mark=Fraction(rules["rubric"]["pass_mark"]),
                near=first["near"],
                disputed=first["disputed"],
                share=first["share"],
            )
            if again != {one["answer"]: one["because"] for one in rows}:
                yield f"Sample {number} is not what its seed and its criteria draw."


def _decided(verdict: Row) -> Decided:
    percent = verdict["percent"]
    return Decided(None if percent is None else Fraction(percent), len(verdict["reviews"]) > 2)
