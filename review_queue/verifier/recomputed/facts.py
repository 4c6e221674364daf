"""What the seals of a pack say happened, by what it is about."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..chain import Told
from ..pack import Pack
from ..stated import Statements

Row = dict[str, Any]
THIRD = 3
"""The place of a third review."""
CLOSING = frozenset({"decided", "withdrawn", "returned"})
ALL_CRITERIA: Row = {"rubric": {"criteria": [], "pass_mark": "0"}, "policy": {}}


class Facts:
    """Sealed statements and events of the round's answers (`answers`, by id), and who is called what.

    `again` are answers that are scored again, each with the id of the first; `names` is by scorer's code.
    """

    def __init__(self, pack: Pack, told: Told, statements: Statements) -> None:
        self.pack, self.statements = pack, statements
        self.rules: Row = pack.json("rules.json") or ALL_CRITERIA
        self.items = {one["item"]: one for one in statements.get("item", [])}
        self.answers = {
            item: one
            for item, one in self.items.items()
            if one["kind"] == "answer" and one["round"] == self.rules["policy"].get("code")
        }
        self.again = {one["answer"]: one["rescore_of"] for one in self.answers.values() if one["rescore_of"]}
        self.verdicts = {one["answer"]: one for one in statements.get("verdict", [])}
        self.reviews = {one["assignment"]: one for one in statements.get("review", [])}
        self.events = [told.events[number] for number in sorted(told.events)]
        self._of_item: defaultdict[str, list[Row]] = defaultdict(list)
        for event in self.events:
            if event["item"]:
                self._of_item[event["item"]].append(event)
        self.names = {row["scorer"]: row["reviewer"] for row in pack.table("scorers.csv")}

    def code(self, item: str | None) -> str:
        """What an answer is called by its id; empty if it is none, or not known."""
        return str(self.items[item]["answer"]) if item in self.items else ""

    def of_item(self, item: str | None, kind: str) -> list[Row]:
        """The events of a kind of one answer, in order."""
        return [event for event in self._of_item.get(item or "", []) if event["kind"] == kind]

    def day(self, item: str | None, kind: str) -> str | None:
        """When it happened last; None if that is not in the chain."""
        events = self.of_item(item, kind)
        return events[-1]["day"] if events else None

    def about(self, kind: str, detail: str) -> str | None:
        """The day of the newest event of a kind about what its detail names, which may follow a pool."""
        days = [
            event["day"]
            for event in self.events
            if event["kind"] == kind and event["detail"].rpartition(",")[2] == detail
        ]
        return days[-1] if days else None

    def state(self, item: str) -> str:
        """How an answer ended: decided, withdrawn or returned; empty while it is open."""
        state = ""
        for event in self._of_item.get(item, []):
            if event["kind"] in CLOSING:
                state = event["kind"]
            elif event["kind"] == "received":
                state = ""
        return state

    def team(self, answer: str) -> list[Row]:
        """The reviews that a verdict rests on, in the order of their places."""
        ids = self.verdicts.get(answer, {}).get("reviews", [])
        return sorted((self.reviews[pk] for pk in ids if pk in self.reviews), key=lambda one: one["slot"])

    def offered(self, item: str) -> set[str]:
        """The codes of all to whom the answer was ever offered."""
        told = [event["detail"] for event in self.of_item(item, "offered")]
        stated = [one for one in self.statements.get("assignment", []) if one["item"] == item]
        return {f"R{one.rpartition(':')[2]}" for one in told} | {f"R{one['reviewer']}" for one in stated}

    def anchored(self) -> Iterator[Row]:
        """Reviews of seeded anchors with what each has earned, as they were handed in."""
        codes = {one["code"] for one in self.rules["rubric"]["criteria"]}
        seeded = [
            one for one in self.reviews.values() if one["kind"] == "seeded" and one["anchor"] and one["marks"]
        ]
        for one in sorted(seeded, key=self.handed_in):
            earned = one["anchor"]["marks"]
            if one["marks"].keys() == codes == earned.keys() and None not in one["marks"].values():
                yield one

    def handed_in(self, review: Row) -> int:
        """The number of the event by which an anchor was handed in; that of its statement, without one."""
        events = self.of_item(review["item"], "submitted")
        return int(events[0]["event"]) if events else int(review["event"])


def scorer(review: Row) -> str:
    """The code under which a pack speaks of a reviewer."""
    return f"R{review['reviewer']}"
