"""A reviewer's own highlights and notes: on the words that were meant, private, gone with the draft."""

import re

import pytest
from django.urls import reverse

from review_queue.models import Event, Highlight, Review
from review_queue.scoring.actions.notes import MOST
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.rules import place_of
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

LEVELS = {"level-c0": "2", "level-c1": "3", "comment-c0": "", "comment-c1": "", "feedback": "Well seen."}


@pytest.fixture
def own():
    """Two parts; what is asked of the pair in the first stands twice."""
    sections = [
        {
            "code": "q1",
            "prompt": "What would you do?",
            "text": "I would wait.\n\nThen I would wait\nagain with Ann.",
        },
        {"code": "q2", "prompt": "Why?", "text": "Because I would wait for her."},
    ]
    identifiers = [{"kind": "given_name", "value": "Ann"}]
    _, pair = reviews.make_assigned(sections=sections, identifiers=identifiers)
    return reviews.accept_offer(pair[0])


@pytest.fixture
def client(own):
    return signed_in(own.reviewer.user)


def add(client, own, **typed):
    """As a script does."""
    fields = {f"note-{name}": value for name, value in typed.items()}
    return client.post(reverse("review_queue:notes", args=[own.code]), {**fields, "highlight": "yes"})


def highlighted(page) -> list[str]:
    """What is highlighted in the answer, not in the list below it."""
    text = page.content.decode().partition('class="notes"')[0]
    return [
        re.sub("<[^>]+>", "", one.replace("<br>", "\n"))
        for one in re.findall(r'<mark class="highlight"[^>]*>(.*?)</mark>', text)
    ]


@pytest.mark.parametrize(
    ("words", "turn", "place"),
    [
        ("would", 1, "would"),
        ("I would   wait", 2, "I would wait"),
        ("wait again", 1, "wait\nagain"),
        ("wait.Then", 1, "wait.\n\nThen"),
        ("again", 2, None),
        ("nothing of it", 1, None),
        ("", 1, None),
        (" \n", 1, None),
    ],
)
def test_words_are_where_they_stand_however_they_are_broken(words, turn, place):
    text = "I would wait.\n\nThen I would wait\nagain."
    got = place_of(words, text, turn)
    assert (text[slice(*got)] if got else None) == place


def test_a_long_text_is_looked_through_once():
    text = "a b " * 50_000
    assert place_of("b a" * 300, text, 1) == (2, 2 + 4 * 299 + 3)


def test_the_mention_that_was_selected_is_the_one_that_is_highlighted(client, own):
    page = add(client, own, words="I would wait", part="1", turn="2", text="Says so twice")
    assert highlighted(page) == ["I would wait"]
    note = Highlight.objects.get()
    assert (note.section.text[: note.start].count("wait"), note.note) == (1, "Says so twice")
    assert "Says so twice" in client.get(own.get_absolute_url()).content.decode()


def test_words_over_a_line_or_a_paragraph_and_a_masked_word_are_highlighted_whole(client, own):
    add(client, own, words="wait again with [NA", part="1")
    page = add(client, own, words="I would wait. Then", part="1")
    assert highlighted(page) == ["I would wait.", "Then", "wait\nagain with ", "[NAME-1]"]
    assert [note.quote for note in Highlight.objects.all()] == [
        "I would wait. Then",
        "wait again with [NAME-1]",
    ]


def test_without_a_part_the_first_that_has_the_words_is_meant(client, own):
    add(client, own, words="for her")
    assert Highlight.objects.get().section.code == "q2"


def test_a_note_needs_no_words(client, own):
    page = add(client, own, part="2", text="Thin")
    assert highlighted(page) == []
    assert "Part 2</span> Thin" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select words in the answer, or write a note."),
        ({"words": "  "}, "Select words in the answer, or write a note."),
        ({"words": "Ann"}, "These words do not stand in the answer."),
        ({"words": "for her", "part": "1"}, "These words do not stand in the answer."),
        ({"words": "would", "part": "9"}, "Select a valid choice"),
        ({"words": "would", "turn": "x"}, "Select the words again."),
        ({"words": "would", "text": "x" * 501}, "501 characters"),
    ],
)
def test_what_is_refused_is_said_and_stays_typed(client, own, typed, said):
    page = add(client, own, **typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert said in text
    assert "<details open" in text
    for value in typed.values():
        assert value.strip() in text
    assert not Highlight.objects.exists()


def test_words_are_highlighted_once(client, own):
    add(client, own, words="I would wait", part="1")
    assert (
        "Some of these words are highlighted already"
        in add(client, own, words="would", part="1").content.decode()
    )
    assert Highlight.objects.count() == 1


def test_there_are_not_more_than_a_hundred(client, own):
    section = own.item.sections.first()
    Highlight.objects.bulk_create(
        Highlight(review=own.review, section=section, note="x") for _ in range(MOST)
    )
    assert "which is the most" in add(client, own, text="one more").content.decode()
    assert Highlight.objects.count() == MOST


def test_a_note_is_removed_and_pressing_again_changes_nothing(client, own):
    add(client, own, words="wait")
    url = reverse("review_queue:notes", args=[own.code])
    for pk in (str(Highlight.objects.get().pk), str(Highlight.objects.get().pk), "x", "9" * 30):
        assert client.post(url, {"remove_note": pk}).status_code == 200
    assert not Highlight.objects.exists()


def test_without_a_script_the_marks_are_saved_with_it(client, own):
    controls = re.findall(
        r'<(?:input|select)[^>]*name="note-[^>]*>', client.get(own.get_absolute_url()).content.decode()
    )
    assert [one for one in controls if 'form="desk"' not in one] == []
    assert len(controls) == 4
    pressed = {"version": "0", **LEVELS, "note-words": "for her", "note-text": "Whom?", "highlight": "yes"}
    page = client.post(own.get_absolute_url(), pressed, follow=True)
    assert page.redirect_chain == [(f"{own.get_absolute_url()}#answer", 302)]
    assert highlighted(page) == ["for her"]
    assert page.content.decode().count(" checked") == 2
    assert Review.objects.get(assignment=own).feedback == "Well seen."

    wrong = {**pressed, "version": "1", "note-words": "not there", "feedback": "Better."}
    page = client.post(own.get_absolute_url(), wrong)
    text = page.content.decode()
    assert page.status_code == 422
    assert "These words do not stand in the answer" in text
    assert 'value="not there"' in text
    assert 'name="version" value="2"' in text
    assert Review.objects.get(assignment=own).feedback == "Better."


def test_nobody_else_reads_or_removes_it(own, client):
    add(client, own, words="for her", text="Whom?")
    note = Highlight.objects.get()
    other = own.item.assignments.exclude(pk=own.pk).get()
    reviews.accept_offer(other)
    partner = signed_in(other.reviewer.user)
    assert "Whom?" not in partner.get(other.get_absolute_url()).content.decode()
    assert (
        partner.post(reverse("review_queue:notes", args=[own.code]), {"remove_note": note.pk}).status_code
        == 404
    )
    assert (
        partner.post(reverse("review_queue:notes", args=[other.code]), {"remove_note": note.pk}).status_code
        == 200
    )
    assert Highlight.objects.filter(pk=note.pk).exists()


def test_an_offer_that_was_not_accepted_takes_no_note(own):
    other = own.item.assignments.exclude(pk=own.pk).get()
    assert add(signed_in(other.reviewer.user), other, text="x").status_code == 404


def test_it_goes_with_the_draft_when_it_is_handed_in_and_leaves_no_event(own, client):
    before = list(Event.objects.values_list("kind", flat=True))
    add(client, own, words="for her", text="Whom?")
    assert list(Event.objects.values_list("kind", flat=True)) == before
    client.post(own.get_absolute_url(), {"version": "0", **LEVELS, "check": "yes"})
    client.post(reverse("review_queue:submit", args=[own.code]), {"version": "1"})
    own.refresh_from_db()
    assert own.state == "submitted"
    assert not Highlight.objects.exists()


def test_it_goes_when_the_answer_is_handed_back(own, client):
    add(client, own, words="for her")
    client.post(reverse("review_queue:leave", args=[own.code]), {"reason": "overload"})
    own.refresh_from_db()
    assert own.state == "recused"
    assert not Highlight.objects.exists()


def test_it_goes_when_the_answer_is_closed_to_all(own, client):
    add(client, own, words="for her")
    report_identity(assignment=own)
    assert not Highlight.objects.exists()
