"""What prices bring about: rare reviewers are kept, pairs change, loads stay."""

from collections import Counter

from review_queue.rules.assignment import draw
from review_queue.rules.instance import instance

from .people import candidate, demand

RARE = frozenset({"rare"})


def pairs_of(drawn):
    teams: dict[str, list[int]] = {}
    for item, _, who in drawn.pairs:
        teams.setdefault(item, []).append(who)
    return Counter(tuple(sorted(team)) for team in teams.values())


def loads_of(drawn):
    return Counter(who for *_, who in drawn.pairs)


def test_the_few_who_can_do_what_is_rare_are_kept_for_it_when_work_arrives_bit_by_bit():
    held: Counter[int] = Counter()

    def people():
        return [
            candidate(n, capacity=10, held=held[n], done=held[n], tags=RARE if n < 3 else frozenset())
            for n in range(12)
        ]

    def arrives(number, requires):
        item = demand(f"i{number}", requires=requires)
        drawn = draw(instance([item], people(), seed=3), seed=3)
        held.update(loads_of(drawn))
        return drawn.unfilled

    for number in range(30):
        assert arrives(number, frozenset()) == ()
    assert [arrives(number, RARE) for number in range(30, 45)] == [()] * 15


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
    before = list(pairs_of(draw(given, seed=1, pair_price=0)))
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
