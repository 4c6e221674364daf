"""The clearer's list and page."""

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.models import PoolRole
from tests.factories import reviews
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

QUERIES = 6
PAGE = 15
MOVED_ON = "This has moved on in the meantime."


@pytest.fixture
def item():
    return reviews.make_item(
        sections=[{"code": "q1", "prompt": "Why?", "text": "Leilani came. Then Grace came with Malia."}],
        identifiers=[{"kind": "given_name", "value": "Leilani"}, {"kind": "nickname", "value": "Grace"}],
    )


def url(name, item):
    return reverse(f"review_queue:{name}", args=[item.code])


def seen_on(clearer, item):
    """What the page says that it has shown."""
    return clearer.get(url("clearance", item)).context["seen"]


def mask(clearer, item, phrase, label="NAME", **more):
    """Look at the mentions, then mask those that are ticked: all, if nothing else is said."""
    shown = clearer.post(url("mask", item), {"phrase": phrase, "label": label})
    touched = shown.context["choosing"].touched
    given = {"places": [one.value for one in touched.mentions], "seen": shown.context["seen"], **more}
    return clearer.post(url("mask", item), {"phrase": phrase, "label": label, **given}, follow=True)


def test_the_page_marks_what_is_masked_and_what_is_suspicious(clearer, item):
    page = clearer.get(url("clearance", item)).content.decode()
    assert '<span class="span-masked" title="A name, masked">[NAME-1]</span>' in page
    assert 'title="An everyday word that may be a name here">Grace</mark>' in page
    assert "Leilani" not in page
    assert item.code in clearer.get(reverse("review_queue:clearances")).content.decode()


def test_a_doubt_in_two_parts_is_listed_once(clearer):
    item = reviews.make_item(
        sections=[
            {"code": "q1", "prompt": "", "text": "Then Grace came."},
            {"code": "q2", "prompt": "", "text": "Later Grace left."},
        ],
        identifiers=[{"kind": "nickname", "value": "Grace"}],
    )
    page = clearer.get(url("clearance", item)).content.decode()
    assert page.count("It stays<") == 1
    assert "may be a name here, parts 1, 2" in page
    page = mask(clearer, item, "Grace").content.decode()
    assert "Masked 2 mentions." in page
    assert "No doubtful word was found." in page


def test_masking_more_and_releasing(clearer, item):
    response = mask(clearer, item, "malia")
    assert "Masked 1 mention." in response.content.decode()
    assert "Malia" not in response.content.decode()
    clearer.post(url("tick", item), {"words": "Grace", "stays": "on"})
    response = clearer.post(url("release", item), {"seen": seen_on(clearer, item)}, follow=True)
    assert "is released" in response.content.decode()
    assert MOVED_ON in clearer.get(url("clearance", item), follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("mask", {"phrase": "", "label": "NAME"}, "Type or select the words to mask."),
        ("mask", {"phrase": "Keola", "label": "NAME"}, "These words do not appear in the text."),
        ("mask", {"phrase": "Malia", "label": "SECRET"}, "Select a valid choice"),
        ("release", {}, "has changed since you opened it"),
        ("return", {}, "Choose why it goes back."),
    ],
)
def test_refusals_are_in_words_beside_the_cause(clearer, item, name, given, words):
    response = clearer.post(url(name, item), given)
    assert response.status_code == 422
    assert words in response.content.decode()
    item.refresh_from_db()
    assert (item.state, "Malia" in item.sections.get().text) == ("received", True)


def test_returning(clearer, item):
    response = clearer.post(url("return", item), {"reason": "identifies"}, follow=True)
    assert "goes back to the sender" in response.content.decode()
    item.refresh_from_db()
    assert item.state == "returned"


def test_two_clearers_at_work_on_one_answer(clearer, item):
    other = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    reviews.clear_item(item, other)
    for name, given in (("mask", {"phrase": "Malia", "label": "NAME"}), ("release", {"seen": "x"})):
        assert MOVED_ON in clearer.post(url(name, item), given, follow=True).content.decode()


def test_an_empty_list_says_so(clearer):
    assert "Nothing waits for clearance" in clearer.get(reverse("review_queue:clearances")).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_takes_the_same_queries_with_one_row_and_with_sixty(clearer, rows):
    scored_in = reviews.make_round()
    for _ in range(rows):
        reviews.make_item(scored_in)
    clearer.get(reverse("review_queue:clearances"))
    with queries() as count:
        clearer.get(reverse("review_queue:clearances"))
    assert count.own == QUERIES
    assert count.all <= 12


@pytest.mark.parametrize("marks", [1, 200])
def test_the_page_takes_the_same_queries_with_one_mark_and_with_many(clearer, marks):
    item = reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": "Then Leilani met Grace. " * marks}],
        identifiers=[{"kind": "given_name", "value": "Leilani"}, {"kind": "nickname", "value": "Grace"}],
    )
    clearer.get(url("clearance", item))
    with queries() as count:
        page = clearer.get(url("clearance", item)).content.decode()
    assert page.count("<mark") >= marks
    assert count.own == PAGE


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("mask", {"phrase": "Malia", "label": "NAME"}),
        ("tick", {"words": "Grace", "stays": "on"}),
        ("unmask", {"token": "[NAME-1]"}),
        ("undo", {"step": 1}),
        ("mask_again", {"seen": "x"}),
        ("release", {"seen": "x"}),
        ("return", {"reason": "empty"}),
    ],
)
def test_withdrawn_by_its_sender_meanwhile_every_button_says_so(clearer, item, name, given):
    intake.withdraw(item.ref, reason="candidate")
    text = item.sections.get().text
    page = clearer.post(url(name, item), given, follow=True)
    assert MOVED_ON in page.content.decode()
    assert item.sections.get().text == text
    item.refresh_from_db()
    assert item.state == "withdrawn"
