"""Work that arrives over weeks, one by one or in batches, against the same work planned at once."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from review_queue.matching.assignment import draw
from review_queue.matching.eligibility import Demand
from review_queue.matching.instance import instance
from tests.review_queue.matching.people import candidate, demand, teams_of

Traits = dict[str, Any]
RARE = frozenset({"rare"})


@dataclass
class Season:
    """What has been assigned so far. `lag` assignments are under way at a time; without it all are."""

    people: list[Traits]
    lag: int | None = None
    done: Counter[int] = field(default_factory=Counter)
    pairs: Counter[tuple[int, ...]] = field(default_factory=Counter)
    under_way: list[int] = field(default_factory=list)
    open: int = 0

    def arrive(self, exams: list[Demand], size: int, coming: dict[str, int] | None = None) -> "Season":
        for start in range(0, len(exams), size):
            self._assign(exams[start : start + size], coming or {})
        return self

    def _assign(self, exams: list[Demand], coming: dict[str, int]) -> None:
        held = Counter(self.under_way)
        now = [
            candidate(number, **traits, held=held[number], done=self.done[number])
            for number, traits in enumerate(self.people)
        ]
        drawn = draw(instance(exams, now, seed=3, coming=coming), seed=3, worked=dict(self.pairs))  # type: ignore[arg-type]
        self.pairs.update(team for team in teams_of(drawn).values() if len(team) == 2)
        self.done.update(who for *_, who in drawn.pairs)
        self.under_way += [who for *_, who in drawn.pairs]
        self.under_way = self.under_way[-self.lag :] if self.lag else self.under_way
        self.open += sum(lacking for _, lacking in drawn.unfilled)

    @property
    def spread(self) -> int:
        """Between the most and the fewest that anybody was given."""
        loads = [self.done[number] for number in range(len(self.people))]
        return max(loads) - min(loads)


def alike() -> tuple[list[Demand], list[Traits]]:
    return [demand(f"i{number}") for number in range(60)], [{"capacity": 20} for _ in range(12)]


def unlike() -> tuple[list[Demand], list[Traits]]:
    """A third of the exams needs what two thirds can do; adjudicators, agencies, novices, one barred each."""
    chance = random.Random(5)
    exams = [
        demand(
            f"i{number}",
            requires=frozenset("M" if chance.random() < 0.3 else "S"),
            barred=frozenset({100 + chance.randrange(12)}),
        )
        for number in range(60)
    ]
    people = [
        {
            "capacity": 20,
            "tags": frozenset("S" if number < 4 else "SM"),
            "may_adjudicate": number % 4 == 3,
            "agency": f"a{number // 2}" if number < 6 else "",
            "novice": number in (1, 5),
        }
        for number in range(12)
    ]
    return exams, people


@pytest.mark.parametrize("size", [1, 3, 60], ids=["one by one", "20 batches", "at once"])
@pytest.mark.parametrize("who", [alike, unlike])
def test_loads_and_pairs_are_as_good_however_work_arrives(who, size):
    exams, people = who()
    season = Season(people, lag=24 if size < 60 else None).arrive(exams, size)
    assert season.open == 0
    # At once, room is kept for disputes: the three who could settle them get six instead of ten.
    assert season.spread <= (6 if (who, size) == (unlike, 60) else 1)
    assert max(season.pairs.values()) <= 3
    assert len(season.pairs) >= 48  # of 60 exams, and 66 pairs that there could be


def test_few_reviewers_who_can_do_different_things_get_the_same():
    people = [{"capacity": 60, "tags": frozenset("S" if number < 2 else "SM")} for number in range(6)]
    for number in (2, 5):
        people[number]["may_adjudicate"] = True
    season = Season(people).arrive([demand(f"i{n}", requires=frozenset("S")) for n in range(12)], 1)
    assert season.spread <= 2
    assert max(season.pairs.values()) <= 2


def rare_last() -> tuple[list[Demand], list[Demand], list[Traits]]:
    """Six of fifty can do what the last hundred of a thousand exams need; 40 are eligible for the others."""
    chance = random.Random(7)
    usual = [
        demand(f"i{number}", barred=frozenset(100 + who for who in chance.sample(range(50), 10)))
        for number in range(900)
    ]
    rare = [demand(f"r{number}", requires=RARE) for number in range(100)]
    return (
        usual,
        rare,
        [{"capacity": 50, "tags": RARE if number < 6 else frozenset()} for number in range(50)],
    )


@pytest.mark.parametrize("size", [50, 1000], ids=["20 batches", "at once"])
def test_what_few_can_do_is_left_for_the_last(size):
    usual, rare, people = rare_last()
    season = Season(people).arrive(usual + rare, size)
    assert season.open == 0


def test_what_is_known_to_come_keeps_all_the_room_it_needs():
    people: list[Traits] = [
        {"capacity": 10, "tags": RARE if number < 3 else frozenset()} for number in range(12)
    ]
    season = Season(people).arrive([demand(f"i{number}") for number in range(30)], 1, coming={"rare": 30})
    assert [season.done[number] for number in range(3)] == [0, 0, 0]
    assert season.arrive([demand(f"r{number}", requires=RARE) for number in range(15)], 1).open == 0


def test_the_price_of_room_that_is_kept_can_be_paid():
    people: list[Traits] = [{"capacity": 4, "tags": RARE}, *({"capacity": 4} for _ in range(5))]
    season = Season(people).arrive([demand(f"i{number}") for number in range(11)], 1)
    assert season.open == 0
    assert season.done[0] > 1


def test_a_lone_adjudicator_is_left_for_disputes():
    people: list[Traits] = [{"capacity": 50, "may_adjudicate": number == 0} for number in range(6)]
    season = Season(people).arrive([demand(f"i{number}") for number in range(15)], 1)
    assert season.done[0] == 0


def test_a_second_reviewer_is_not_the_usual_one():
    people = [candidate(number, capacity=20) for number in range(4)]
    half = demand(slots=(2,), asked=frozenset({0}), beside=frozenset({0}))
    worked = {(0, 1): 1, (0, 2): 1}
    assert draw(instance([half], people, seed=1), seed=1, worked=worked).pairs == (("item", 2, 3),)


@pytest.mark.parametrize("seed", range(8))
def test_one_item_gets_the_cheapest_pair_there_is(seed):
    """Against every pair, by hand: load, chance and repetition."""
    chance = random.Random(seed)
    people = [
        candidate(number, capacity=20, done=chance.randrange(3), agency=f"a{number % 4}")
        for number in range(9)
    ]
    worked = {(a, b): chance.randrange(4) for a in range(9) for b in range(a + 1, 9)}
    given = instance([demand()], people, seed=seed)
    (team,) = teams_of(draw(given, seed=seed, pair_price=700, worked=worked)).values()

    def price(pair):
        return sum(1000 * (2 * people[who].done + 1) for who in pair) + 700 * worked[pair]

    allowed = [pair for pair in worked if people[pair[0]].agency != people[pair[1]].agency]
    assert team in allowed
    assert price(team) <= min(map(price, allowed)) + 2 * 100  # chance is below 100 for each
