"""Nothing is masked before every mention was shown in place; each can be left out."""

import pytest
from django.urls import reverse

from review_queue.clearance import rules
from review_queue.models import PoolRole
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

FIRST = "Hope came. Then hope came back, and Malia hopes."
SECOND = "Hope stayed."


@pytest.fixture
def item():
    sections = [("q1", FIRST), ("q2", SECOND)]
    return reviews.make_item(sections=[{"code": code, "prompt": "", "text": text} for code, text in sections])


def post(client, item, name="mask", **given):
    return client.post(reverse(f"review_queue:{name}", args=[item.code]), given, follow=True)


def texts(item):
    return [one.text for one in item.sections.all()]


@pytest.fixture
def shown(clearer, item):
    return post(clearer, item, phrase="hope", label="NAME")


def test_every_mention_is_shown_in_place_and_counted_and_nothing_is_masked_yet(shown, item):
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "3 places: 2 in part 1, 1 in part 2." in page
    for value, words in (("1-0", "Hope"), ("1-16", "hope"), ("2-0", "Hope")):
        assert f'form="choose" value="{value}" checked>&nbsp;{words}</label>' in page
    assert page.count('name="places"') == 3
    assert texts(item) == [FIRST, SECOND]
    assert not item.events.filter(kind="masked_more").exists()


def test_what_is_ticked_is_masked_and_nothing_else(clearer, item, shown):
    seen = shown.context["seen"]
    page = post(clearer, item, phrase="hope", label="NAME", seen=seen, places=["1-0", "2-0"])
    assert "Masked 2 mentions." in page.content.decode()
    assert texts(item) == ["[NAME-1] came. Then hope came back, and Malia hopes.", "[NAME-1] stayed."]
    assert item.events.latest("pk").detail == "NAME-1:2"


def test_nothing_ticked_is_refused_in_words_and_the_ticks_stay_as_they_were(clearer, item, shown):
    page = post(clearer, item, phrase="hope", label="NAME", seen=shown.context["seen"])
    assert page.status_code == 422
    assert "Nothing is ticked, so nothing was changed." in page.content.decode()
    assert "checked" not in page.content.decode()
    assert texts(item) == [FIRST, SECOND]


@pytest.mark.parametrize("places", [["9-0"], ["1-1"], ["file-1"], ["1-0;"], ["x"]])
def test_places_that_were_never_shown_are_none(clearer, item, shown, places):
    page = post(clearer, item, phrase="hope", label="NAME", seen=shown.context["seen"], places=places)
    assert "Nothing is ticked" in page.content.decode()
    assert texts(item) == [FIRST, SECOND]


def test_another_clearer_has_changed_the_text_meanwhile(clearer, item, shown):
    """The places are those of the text that was shown: they are shown anew, and nothing is masked."""
    other = signed_in(reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    seen = post(other, item, phrase="Malia", label="NAME").context["seen"]
    post(other, item, phrase="Malia", label="NAME", seen=seen, places=["1-36"])
    page = post(clearer, item, phrase="hope", label="NAME", seen=shown.context["seen"], places=["1-0"])
    assert page.status_code == 422
    assert "has changed since you opened it" in page.content.decode()
    assert page.content.decode().count('name="places"') == 3
    assert texts(item) == ["Hope came. Then hope came back, and [NAME-1] hopes.", SECOND]


def test_what_was_read_is_what_is_released(clearer, item):
    """A text that somebody else has changed since is not released unseen."""
    seen = clearer.get(reverse("review_queue:clearance", args=[item.code])).context["seen"]
    reviews.mask_all(item, "Malia", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    page = post(clearer, item, "release", seen=seen)
    assert page.status_code == 422
    assert "What is masked in this answer has changed since you opened it." in page.content.decode()
    item.refresh_from_db()
    assert item.state == "received"


def test_too_many_to_be_chosen_are_masked_all_or_not(clearer, monkeypatch):
    monkeypatch.setattr("review_queue.clearance.queries.mentions.MOST_CHOSEN", 3)
    item = reviews.make_item(sections=[{"code": "q1", "prompt": "", "text": "Hope, hope, hope and hope."}])
    shown = post(clearer, item, phrase="hope", label="NAME")
    page = shown.content.decode()
    assert "These are too many to be chosen one by one." in page
    assert "Mask all 4" in page
    assert page.count('class="span-choice"') == 4
    assert 'name="places"' not in page
    page = post(clearer, item, phrase="hope", label="NAME", seen=shown.context["seen"], all_of_them="on")
    assert "Masked 4 mentions." in page.content.decode()


def test_a_form_holds_all_that_can_be_chosen(settings):
    """More fields than the server takes would be refused as a whole."""
    assert rules.MOST_CHOSEN + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
