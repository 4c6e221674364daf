"""Sizes that are told before an answer is taken on are too coarse to be compared."""

import pytest

from review_queue.rules.sizes import PAGES, WORDS, coarse


@pytest.mark.parametrize(
    ("words", "said"), [(0, 0), (1, 500), (500, 500), (501, 1000), (3999, 4000), (4001, 8000), (9000, 12000)]
)
def test_words(words, said):
    assert coarse(words, WORDS) == said


@pytest.mark.parametrize(("pages", "said"), [(0, 0), (1, 5), (6, 10), (41, 80)])
def test_pages(pages, said):
    assert coarse(pages, PAGES) == said
