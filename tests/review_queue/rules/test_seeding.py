"""Which offers bring an anchor: about one in ten, never to be foreseen, always to be drawn again."""

from itertools import pairwise

from review_queue.rules.seeding import in_turn, owed


def test_about_one_offer_in_ten_brings_one():
    total = sum(owed(seed=7, reviewer=who, offers=200, every=10) for who in range(100))
    assert 1_850 <= total <= 2_150


def test_what_is_owed_only_grows_and_by_one_at_most():
    counts = [owed(seed=7, reviewer=3, offers=number, every=4) for number in range(60)]
    assert counts[0] == 0
    assert {later - earlier for earlier, later in pairwise(counts)} == {0, 1}


def test_no_anchor_is_owed_when_the_round_wants_none():
    assert owed(seed=7, reviewer=3, offers=1_000, every=0) == 0


def test_every_offer_when_the_round_wants_one_with_each():
    assert owed(seed=7, reviewer=3, offers=12, every=1) == 12


def test_another_seed_or_reviewer_draws_otherwise():
    def where(seed, reviewer):
        return [owed(seed=seed, reviewer=reviewer, offers=n, every=10) for n in range(200)]

    assert where(1, 1) == where(1, 1)
    assert where(1, 1) != where(2, 1)
    assert where(1, 1) != where(1, 2)


def test_reviewers_get_the_texts_in_different_orders():
    orders = {tuple(in_turn(range(6), seed=1, reviewer=who)) for who in range(20)}
    assert len(orders) > 10
    assert all(sorted(one) == list(range(6)) for one in orders)
