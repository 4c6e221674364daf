"""What is said of the size before an answer is taken on is the same for all of a round."""

import pytest
from bs4 import BeautifulSoup

from review_queue.calibration.actions import publish_anchors
from review_queue.models import Assignment
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def answer(scored_in, words: int, *, parts: int = 1, pages: int = 0):
    text = " ".join(["wait"] * (words // parts))
    sections = [{"code": f"q{n}", "prompt": anchors.PROMPT, "text": text} for n in range(parts)]
    item = reviews.make_item(scored_in, sections=sections)
    if pages:
        reviews.attach_file(item, *["A page."] * pages)
    return reviews.clear_item(item)


def said() -> set[str]:
    """Of the length, on the pages of all offers."""
    offers = Assignment.objects.select_related("reviewer__user")
    pages = [signed_in(one.reviewer.user).get(one.get_absolute_url()).content for one in offers]
    facts = [BeautifulSoup(page, "html.parser").select(".summary-list div")[1] for page in pages]
    return {" ".join(fact.get_text(" ").split()) for fact in facts}


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([{"words": 30}, {"words": 400}], "one part and up to 500 words"),
        ([{"words": 30}, {"words": 1200}, {"words": 600}], "one part and up to 2000 words"),
        ([{"words": 4400}, {"words": 30, "parts": 3}], "up to 3 parts and up to 8000 words"),
        (
            [{"words": 30, "pages": 6}, {"words": 900}],
            "one part and up to 1000 words; some have a file, of up to 10 pages",
        ),
    ],
)
def test_all_offers_of_a_round_say_the_same(sizes, words):
    scored_in = reviews.make_round()
    for _ in range(3):
        reviews.make_reviewer()
    for size in sizes:
        answer(scored_in, **size)
    reviews.assign_all()
    assert Assignment.objects.count() == 2 * len(sizes)
    assert said() == {f"Length Answers of this round have {words}"}


def test_an_anchor_says_what_the_answers_say_and_is_no_longer_than_they_are():
    scored_in = reviews.make_round(anchor_every=1)
    long = anchors.draft_anchors(scored_in, "seeded", points=())
    anchors.add_anchor(long, "Long", 2, text="wait " * 700)
    publish_anchors(anchors=long)
    for _ in range(2):
        reviews.make_reviewer()
    for _ in range(2):
        answer(scored_in, 30)
    reviews.assign_all()
    assert not Assignment.objects.filter(item__kind="seeded").exists()
    for _ in range(2):
        answer(scored_in, 30)
    answer(scored_in, 900)
    reviews.assign_all()
    assert Assignment.objects.filter(item__kind="seeded").count() == 2
    assert said() == {"Length Answers of this round have one part and up to 1000 words"}
