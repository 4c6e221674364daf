"""Who scored, held once more against the rules of independence, and who is called what."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ..pack import plain
from ..tables import compare
from .facts import THIRD, Facts, scorer

LEFT = {
    "declined": "Declined by the reviewer",
    "recused": "The reviewer stepped back",
    "identity": "A reviewer reported that the text identifies someone",
    "expired": "Expired, back to the pool",
    "revoked": "Assignment revoked",
}
BARRED = {"people": "People barred from open answers", "agencies": "Agencies barred from open answers"}
Cells = dict[str, Any]


def check(facts: Facts) -> Iterator[str]:
    """A sentence for each count of a scorer, and each rule, that the seals give in another way."""
    yield from _scorers(facts)
    yield from _conflicts(facts)
    yield from _left(facts)
    yield from _names(facts)
    yield from _accounts(facts)


def _scorers(facts: Facts) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for answer in facts.verdicts:
        for one in facts.team(answer):
            first = "thirds" if one["slot"] == THIRD else "pairs"
            counts[scorer(one), "rescores" if answer in facts.again else first] += 1
    expected: dict[tuple[str, ...], Cells] = {
        (who,): {name: counts[who, name] for name in ("pairs", "thirds", "rescores")} for who, _ in counts
    }
    yield from compare("scorers.csv", ("scorer",), expected, facts.pack.table("scorers.csv"))


def _conflicts(facts: Facts) -> Iterator[str]:
    """By what scorers.csv says of each; who cleared an answer is sealed, and so is which tags it asks for."""
    held = {row["scorer"]: row for row in facts.pack.table("scorers.csv")}
    cleared = {one["item"]: one.get("cleared_by") for one in facts.statements.get("release", [])}
    expected: dict[tuple[str, ...], Cells] = {}
    for answer, verdict in facts.verdicts.items():
        team = [scorer(one) for one in facts.team(answer)]
        people = [held[who] for who in team if who in held]
        agencies = [one["agency_as_compared"] for one in people if one["agency_as_compared"]]
        expected[answer,] = {
            "scorers": len(team),
            "distinct": len(set(team)) == len(team),
            "agencies_apart": len(set(agencies)) == len(agencies),
            "at_most_one_novice": [one["novice"] for one in people].count("yes") <= 1,
        }
        if verdict["item"] in cleared:
            by = str(cleared[verdict["item"]])
            expected[answer,]["clearer_apart"] = by not in {one["account"] for one in people}
        former = _before(facts, verdict["item"])
        if former is not None:
            expected[answer,]["apart_from_first"] = not former & set(team)
    yield from compare("conflicts.csv", ("answer",), expected, facts.pack.table("conflicts.csv"))


def _before(facts: Facts, item: str) -> set[str] | None:
    """To whom other scorings of an answer that is scored again were offered; None where one of them is open,
    or in another round, of which the pack tells nothing."""
    if not facts.answers.get(item, {}).get("rescore_of"):
        return set()
    others = {one for one in facts.answers if _root(facts, one) == _root(facts, item)} - {item}
    if not others or any(not facts.state(one) for one in others) or _root(facts, item) not in facts.answers:
        return None
    return set().union(*(facts.offered(one) for one in others))


def _root(facts: Facts, item: str) -> str:
    passed: set[str] = set()
    while item not in passed and (before := facts.answers.get(item, {}).get("rescore_of")):
        passed.add(item)
        item = before
    return item


def _left(facts: Facts) -> Iterator[str]:
    """How often answers that are closed were left, and the bars that guard the open ones."""
    kinds = Counter(event["kind"] for event in facts.events if event["item"] in facts.answers)
    opened = [one for item, one in facts.answers.items() if not facts.state(item)]
    expected: dict[tuple[str, ...], Cells] = {
        (label,): {"count": kinds[kind]} for kind, label in LEFT.items()
    }
    for what, label in BARRED.items():
        expected[label,] = {"count": sum(len(one[f"{what}_barred"]) for one in opened)}
    yield from compare("left.csv", ("what",), expected, facts.pack.table("left.csv"))


def _names(facts: Facts) -> Iterator[str]:
    """A scorer has one name in every table."""
    pairs = facts.pack.table("pairs.csv")
    shown = [
        (f"{file}.csv", row["scorer"], row["reviewer"])
        for file in ("reviewers", "habits", "calibration", "drift")
        for row in facts.pack.table(f"{file}.csv")
    ]
    shown += [("pairs.csv", row[f"{one}_scorer"], row[one]) for row in pairs for one in ("first", "second")]
    criteria = {f"c-{one['code']}": one["name"] for one in facts.rules["rubric"]["criteria"]}
    shown += [
        ("severity.csv", f"c-{row['code']}" if row["facet"] == "criterion" else row["code"], row["name"])
        for row in facts.pack.table("severity.csv")
    ]
    by_event = {one["event"]: scorer(one) for one in facts.reviews.values()}
    for row in facts.pack.table("events.csv"):
        if row["event"] == "offered":
            shown.append(("events.csv", f"R{row['detail'].rpartition(':')[2]}", row["by"]))
        elif int(row["number"]) in by_event and row["event"] == "submitted":
            shown.append(("events.csv", by_event[int(row["number"])], row["by"]))
    shown += [("scorers.csv", who, name) for who, name in facts.names.items()]
    yield from _one_name(criteria, shown)


def _accounts(facts: Facts) -> Iterator[str]:
    """So has an account, by the numbers that statements have."""
    by_number = {row["number"]: row["by"] for row in facts.pack.table("events.csv")}
    shown = [
        ("events.csv", f"account {one['cleared_by']}", by_number[str(one["event"])])
        for one in facts.statements.get("release", [])
        if one.get("cleared_by") and by_number.get(str(one["event"]))
    ]
    of_row = {
        "interventions.csv": ("intervention", "by", "by"),
        "back_readings.csv": ("back_reading", "read_by", "read_by"),
        "corrective_actions.csv": ("correction", "recorded_by_id", "recorded_by"),
    }
    for file, (subject, field, column) in of_row.items():
        rows = {row["number"]: row for row in facts.pack.table(file)}
        for one in facts.statements.get(subject, []):
            number = str(one[subject])
            if number in rows and one.get(field) is not None:
                shown.append((file, f"account {one[field]}", rows[number][column]))
    opened = {
        (one["answer"], plain(one["reason"])): one["by"] for one in facts.statements.get("unblinding", [])
    }
    for row in facts.pack.table("unblindings.csv"):
        why = (row["answer"], plain(row["reason"]))
        if why in opened:
            shown.append(("unblindings.csv", f"account {opened[why]}", row["by"]))
    yield from _one_name({}, shown)


def _one_name(names: dict[str, str], shown: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    called: defaultdict[str, set[str]] = defaultdict(set)
    for who, name in names.items():
        called[who].add(plain(name))
    for _, who, name in shown:
        called[who].add(plain(name))
    for who, several in sorted(called.items()):
        if len(several) > 1:
            files = sorted({file for file, one, _ in shown if one == who})
            yield f"{', '.join(files)}: {who} has several names: {', '.join(sorted(several))}."
