import re
from itertools import pairwise

from review_queue.anonymization.codes import new_code


def test_codes_are_readable_and_never_alike():
    codes = [new_code() for _ in range(2_000)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{3}(-[2-9A-HJ-NP-Z]{3}){2}", code) for code in codes)


def test_codes_have_no_order():
    codes = [new_code() for _ in range(200)]
    rising = sum(first < second for first, second in pairwise(codes))
    assert 60 < rising < 140
