"""This is no name: words come back from the sender's original, which the queue asks for and never keeps."""

from typing import Any

import pytest
from django.urls import reverse

from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.mask_again import mask_again
from review_queue.clearance.actions.undo import undo
from review_queue.clearance.actions.unmask import reveal, unmask
from review_queue.clearance.queries.steps import last_step
from review_queue.errors import MaskedMeanwhile, NoOriginal, NothingChosen, WrongState
from review_queue.items.actions.masked_texts import seen, texts_of
from review_queue.models import Event, Item, PoolRole, Span, Suspect
from review_queue.scoring.actions.take_back import take_back
from review_queue.scoring.rules import TakeBackReason
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

TEXT = "Ada Mahina met the mahina. The mahina laughed, and Hope Kealoha too."
SECOND = "Mahina wrote to ada@mahina.example.org, the Mahina."
SAID = [
    {"kind": "given_name", "value": "Ada"},
    {"kind": "family_name", "value": "Mahina"},
    {"kind": "nickname", "value": "Hope"},
]
THE_TWO = frozenset({"1-17", "1-31"})
originals: dict[str, dict[str, Any]] = {}


def original_of(ref):
    """The host's."""
    return originals.get(ref)


@pytest.fixture
def item(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "ORIGINAL_OF": f"{__name__}.original_of"}
    sections = [
        {"code": "q1", "prompt": "", "text": TEXT},
        {"code": "q2", "prompt": "", "text": SECOND},
    ]
    one = reviews.make_item(sections=sections, identifiers=SAID)
    originals[one.ref] = {"sections": sections, "identifiers": SAID}
    yield one
    originals.clear()


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)


def texts(item):
    return [one.text for one in Item.objects.get(pk=item.pk).sections.all()]


def newest(item):
    """The event of the last step."""
    step = last_step(item)
    assert step
    return step.event


def now(item):
    return seen(texts_of(item))


def token_of(item, words_before):
    """The token that stands right behind these words."""
    text = texts(item)[0]
    start = text.index("[", text.index(words_before) + len(words_before))
    return text[start : text.index("]", start) + 1]


def test_the_words_are_shown_first_and_that_somebody_has_looked_is_in_the_trail(item, clearer):
    before = texts(item)
    token = token_of(item, "met the ")
    touched = reveal(item=item, token=token, by=clearer)
    assert {one.text for one in touched.mentions} == {"Ada Mahina", "mahina", "Mahina"}
    assert texts(item) == before
    event = item.events.latest("pk")
    assert (event.kind, event.actor) == ("revealed", clearer)
    assert "mahina" not in event.detail.lower()


def test_what_is_no_name_comes_back_where_it_was_chosen_and_stays_marked(item, clearer):
    token = token_of(item, "met the ")
    touched = reveal(item=item, token=token, by=clearer)
    chosen = frozenset(one.value for one in touched.mentions if one.value in THE_TWO)
    count = len(chosen)
    assert unmask(item=item, token=token, by=clearer, as_seen=now(item), chosen=chosen) == count
    text = texts(item)[0]
    assert "[NAME-1] met the mahina. The mahina laughed" in text
    assert "Ada" not in "".join(texts(item))
    section = item.sections.get(position=0)
    marked = [
        (section.text[one.start : one.end], one.ticked_by)
        for one in section.suspects.filter(reason="unmasked")
    ]
    assert marked == [("mahina", clearer)] * 2
    for span in section.spans.all():
        assert section.text[span.start : span.end].startswith("[")
    assert item.events.latest("pk").detail == f"{token.strip('[]')}:{count}"


def test_identities_are_in_no_row_of_the_queue(item, clearer):
    token = token_of(item, "met the ")
    touched = reveal(item=item, token=token, by=clearer)
    chosen = frozenset(one.value for one in touched.mentions if one.value in THE_TWO)
    unmask(item=item, token=token, by=clearer, as_seen=now(item), chosen=chosen)
    undo(item=item, step=newest(item), by=clearer)
    rows = [
        *Suspect.objects.values_list("reason", "token"),
        *Span.objects.values_list("kind", "source"),
        *Event.objects.values_list("kind", "detail"),
    ]
    assert "mahina" not in str(rows).lower()
    assert "mahina" not in "".join(texts(item)).lower()


def test_steps_are_undone_one_by_one_to_what_was_received(item, clearer):
    received = texts(item)
    reviews.mask_all(item, "laughed", clearer, Label.DETAIL)
    token = token_of(item, "met the ")
    unmask(item=item, token=token, by=clearer, as_seen=now(item))
    reviews.mask_all(item, "mahina", clearer)
    reviews.mask_all(item, "Kealoha", clearer)
    steps = []
    while step := last_step(item):
        steps.append((step.unmasked, step.count > 0))
        undo(item=item, step=step.event, by=clearer)
    assert steps == [(False, True), (False, True), (True, True), (False, True)]
    assert texts(item) == received


def test_an_undone_mask_lists_what_was_suspicious_again(item, clearer):
    before = set(Suspect.objects.values_list("section", "start", "end", "reason"))
    reviews.mask_all(item, "Hope", clearer)
    undo(item=item, step=newest(item), by=clearer)
    assert set(Suspect.objects.values_list("section", "start", "end", "reason")) == before


def test_only_the_last_step_and_only_while_it_is_the_last(item, clearer):
    reviews.mask_all(item, "laughed", clearer)
    first = newest(item)
    reviews.mask_all(item, "met", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    with pytest.raises(MaskedMeanwhile):
        undo(item=item, step=first, by=clearer)
    undo(item=item, step=newest(item), by=clearer)
    with pytest.raises(MaskedMeanwhile):  # pressed twice
        undo(item=item, step=item.events.filter(kind="masked_more").latest("pk").pk, by=clearer)
    undo(item=item, step=first, by=clearer)


@pytest.mark.parametrize("what", ["gone", "changed", "shorter", "other section"])
def test_without_the_same_original_what_is_masked_stays_masked(item, clearer, what):
    before, told = texts(item), originals[item.ref]
    first, second = told["sections"]
    if what == "gone":
        originals.clear()
    else:
        text = {"changed": TEXT.replace("laughed", "cried..")}.get(what, TEXT[:-5])
        code = "q9" if what == "other section" else "q1"
        originals[item.ref] = {**told, "sections": [{**first, "code": code, "text": text}, second]}
    token = token_of(item, "met the ")
    with pytest.raises(NoOriginal, match="What is masked stays masked"):
        reveal(item=item, token=token, by=clearer)
    with pytest.raises(NoOriginal):
        unmask(item=item, token=token, by=clearer, as_seen=now(item))
    assert texts(item) == before


def test_a_host_that_says_no_originals(item, clearer, settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "ORIGINAL_OF": ""}
    with pytest.raises(NoOriginal):
        mask_again(item=item, by=clearer, as_seen=now(item))


def test_what_another_has_changed_meanwhile_is_looked_at_first(item, clearer):
    read, token = now(item), token_of(item, "met the ")
    reviews.mask_all(item, "laughed", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    with pytest.raises(MaskedMeanwhile):
        unmask(item=item, token=token, by=clearer, as_seen=read)
    with pytest.raises(MaskedMeanwhile):
        mask_again(item=item, by=clearer, as_seen=read)


def test_nothing_chosen(item, clearer):
    with pytest.raises(NothingChosen):
        unmask(
            item=item,
            token=token_of(item, "met the "),
            by=clearer,
            as_seen=now(item),
            chosen=frozenset({"1-1"}),
        )


def test_nobody_looks_behind_a_mask_once_it_is_released_or_of_another_pool(item, clearer):
    token, read = token_of(item, "met the "), now(item)
    stranger = reviews.make_staff(PoolRole.Role.CLEARER, reviews.make_pool("elsewhere"))
    reviews.mask_all(item, "laughed", clearer)
    step = newest(item)
    for user in (stranger, clearer):
        if user == clearer:
            reviews.clear_item(item, clearer)
        for act in (
            lambda by: reveal(item=item, token=token, by=by),
            lambda by: unmask(item=item, token=token, by=by, as_seen=now(item)),
            lambda by: undo(item=item, step=step, by=by),
            lambda by: mask_again(item=item, by=by, as_seen=now(item)),
        ):
            with pytest.raises(WrongState):
                act(user)
    assert read != now(item)
    assert not item.events.filter(kind="revealed").exists()


def test_masked_again_it_is_as_it_was_received_and_everything_is_to_be_decided_anew(item, clearer):
    received = texts(item)
    reviews.mask_all(item, "laughed", clearer)
    reviews.decide_all(item, clearer)
    mask_again(item=item, by=clearer, as_seen=now(item))
    assert texts(item) == received
    assert not Suspect.objects.exclude(ticked_by=None).exists()
    assert last_step(item) is None
    assert item.events.latest("pk").kind == "remasked"


def test_masked_again_it_knows_what_the_sender_has_learned_since(item, clearer):
    told = originals[item.ref]
    originals[item.ref] = {**told, "identifiers": [*SAID, {"kind": "family_name", "value": "Kealoha"}]}
    mask_again(item=item, by=clearer, as_seen=now(item))
    assert "Kealoha" not in texts(item)[0]


def test_whoever_unmasked_does_not_score(item, clearer):
    reveal(item=item, token=token_of(item, "met the "), by=clearer)
    reviews.clear_item(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    reviews.make_reviewer(user=clearer)
    assert reviews.assign_all() == []


def test_words_that_are_no_name_are_left_in_where_they_stand_alone_and_listed(item, clearer):
    mask_again(item=item, by=clearer, as_seen=now(item), leave=["mahina"])
    assert texts(item) == [
        "[NAME-1] met the mahina. The mahina laughed, and Hope Kealoha too.",
        "Mahina wrote to [EMAIL-1], the Mahina.",
    ]
    rows = Suspect.objects.filter(reason="unmasked", ticked_by=None).select_related("section")
    assert [one.section.text[one.start : one.end].lower() for one in rows] == ["mahina"] * 4


def test_after_a_release_nobody_says_that_no_word_is_doubtful(item, clearer):
    """The list went with the release, and the page says so."""
    reviews.clear_item(item, clearer)
    take_back(item=item, reason=TakeBackReason.MISTAKE, by=clearer)
    page = reverse("review_queue:clearance", args=[item.code])
    shown = signed_in(clearer).get(page).content.decode()
    assert "No doubtful word was found" not in shown
    assert "its list of marked words went with that" in shown
    mask_again(item=item, by=clearer, as_seen=now(item))
    assert "its list of marked words" not in signed_in(clearer).get(page).content.decode()
