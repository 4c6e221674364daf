"""Marked words are masked or stay, one by one; what was decided is kept for every clearer."""

import pytest
from django.urls import reverse

from review_queue.models import PoolRole, Suspect
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

SAID = [{"kind": "nickname", "value": name} for name in ("Grace", "Hope")]


@pytest.fixture
def item():
    return reviews.make_item(
        sections=[
            {"code": "q1", "prompt": "", "text": "Then Grace came with Hope."},
            {"code": "q2", "prompt": "", "text": "Later Grace left early."},
        ],
        identifiers=SAID,
    )


def post(client, item, name, **given):
    return client.post(reverse(f"review_queue:{name}", args=[item.code]), given, follow=True)


def page_of(client, item):
    return client.get(reverse("review_queue:clearance", args=[item.code]))


def test_one_tick_is_for_every_mention_and_another_clearer_sees_it_after_a_reload(clearer, item):
    assert "2 to decide" in page_of(clearer, item).content.decode()
    post(clearer, item, "tick", words="Grace", stays="on")
    other = signed_in(reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    for client in (clearer, other):
        page = page_of(client, item)
        assert "1 to decide" in page.content.decode()
        assert [(one.text, one.ticked) for one in page.context["doubts"]] == [
            ("Grace", True),
            ("Hope", False),
        ]
    assert Suspect.objects.exclude(ticked_by=None).count() == 2


def test_a_tick_is_taken_back(clearer, item):
    post(clearer, item, "tick", words="Grace", stays="on")
    page = post(clearer, item, "tick", words="Grace")
    assert "2 to decide" in page.content.decode()
    assert not Suspect.objects.exclude(ticked_by=None).exists()


def test_ticks_survive_what_is_masked_beside_them(clearer, item):
    post(clearer, item, "tick", words="Grace", stays="on")
    reviews.mask_all(item, "early", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    assert [(one.text, one.ticked) for one in page_of(clearer, item).context["doubts"]] == [
        ("Grace", True),
        ("Hope", False),
    ]


def test_nothing_is_released_while_a_word_is_open(clearer, item):
    post(clearer, item, "tick", words="Grace", stays="on")
    page = post(clearer, item, "release", seen=page_of(clearer, item).context["seen"])
    assert page.status_code == 422
    assert "1 marked word is not decided yet. Mask each, or say that it stays." in page.content.decode()
    item.refresh_from_db()
    assert item.state == "received"


def test_a_word_that_is_marked_no_longer(clearer, item):
    reviews.mask_all(item, "Grace", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    assert "has changed since you opened it" in post(clearer, item, "tick", words="Grace").content.decode()


@pytest.mark.parametrize("words", ["", "   ", "x" * 1_001])
def test_what_no_button_sends(clearer, item, words):
    assert post(clearer, item, "tick", words=words).status_code in (200, 400)
    assert not Suspect.objects.exclude(ticked_by=None).exists()


def test_who_ticked_is_in_the_trail_once_and_does_not_score(clearer, item):
    for words in ("Grace", "Hope"):
        post(clearer, item, "tick", words=words, stays="on")
    event = item.events.get(kind="looked")
    reviews.clear_item(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    reviews.make_reviewer(user=event.actor)
    assert reviews.assign_all() == []


def test_lines_that_a_browser_sends_with_other_ends(clearer):
    item = reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": "He met Auntie\nLeilani there."}], identifiers=[]
    )
    words = page_of(clearer, item).context["doubts"][0].text
    post(clearer, item, "tick", words=words.replace("\n", "\r\n"), stays="on")
    assert page_of(clearer, item).context["open_doubts"] == 0


def test_releasing_goes_on_to_the_next_answer(clearer, item):
    clean = [reviews.make_item(item.round) for _ in range(2)]
    page = post(clearer, clean[0], "release", seen=page_of(clearer, clean[0]).context["seen"], then="next")
    assert page.redirect_chain[-1][0] == reverse("review_queue:clearance", args=[clean[1].code])
    page = post(clearer, clean[1], "release", seen=page_of(clearer, clean[1]).context["seen"], then="next")
    assert page.redirect_chain[-1][0] == reverse("review_queue:clearance", args=[item.code])  # passed over
    reviews.decide_all(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    page = post(clearer, item, "release", seen=page_of(clearer, item).context["seen"], then="next")
    assert "Nothing waits for clearance" in page.content.decode()


def test_sixty_clean_answers_take_sixty_actions(clearer):
    scored_in = reviews.make_round()
    items = [reviews.make_item(scored_in) for _ in range(60)]
    page = page_of(clearer, items[0])
    for _ in items:
        page = post(clearer, page.context["item"], "release", seen=page.context["seen"], then="next")
    assert "Nothing waits for clearance" in page.content.decode()
    assert {one.state for one in type(items[0]).objects.all()} == {"cleared"}
