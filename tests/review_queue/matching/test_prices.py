"""What prices bring about in one plan: pairs change, loads stay, and rare reviewers are kept."""

from collections import Counter

from review_queue.matching.assignment import draw
from review_queue.matching.instance import instance
from tests.review_queue.matching.people import candidate, demand, teams_of

RARE = frozenset({"rare"})


def pairs_of(drawn):
    return Counter(teams_of(drawn).values())


def loads_of(drawn):
    return Counter(who for *_, who in drawn.pairs)


def test_pairs_are_repeated_less_and_nobody_has_more_or_less_to_do():
    given = instance(
        [demand(f"i{n}") for n in range(60)], [candidate(n, capacity=20) for n in range(12)], seed=9
    )
    plain, spread = draw(given, seed=9, pair_price=0), draw(given, seed=9, pair_price=500)
    assert len(pairs_of(spread)) > len(pairs_of(plain))
    assert max(pairs_of(spread).values()) <= 2
    assert loads_of(plain) == loads_of(spread)
    assert draw(given, seed=9, pair_price=500) == spread


def test_who_has_worked_together_before_is_kept_apart():
    people = [candidate(n, capacity=1) for n in range(4)]
    given = instance([demand("a"), demand("b")], people, seed=1)
    before = pairs_of(draw(given, seed=1, pair_price=0))
    after = pairs_of(draw(given, seed=1, pair_price=500, worked=before))
    assert not after.keys() & set(before)


def test_an_exchange_keeps_every_rule():
    people = [candidate(n, capacity=20, agency=f"a{n % 4}", novice=n % 3 == 0) for n in range(12)]
    items = [demand(f"i{n}", barred=frozenset({100 + n % 12})) for n in range(60)]
    for seed in range(5):
        for team in pairs_of(draw(instance(items, people, seed=seed), seed=seed, pair_price=90_000)):
            first, second = (people[who] for who in team)
            assert first.agency != second.agency
            assert not (first.novice and second.novice)
        drawn = draw(instance(items, people, seed=seed), seed=seed, pair_price=90_000)
        assert all(100 + int(item[1:]) % 12 != 100 + who for item, _, who in drawn.pairs)
