"""Texts of several lines: a line's end is one sign, and what is too long is refused and never cut."""

import pytest
from django import forms

from review_queue.scoring.forms.reviews import ReviewForm
from review_queue.typed.fields import Line, Paragraphs


class Form(forms.Form):
    text = Paragraphs(max_length=20)
    line = Line(max_length=5, required=False, what="“Share in %”")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("times", [1, 5, 9])
def test_the_end_of_a_line_counts_once_however_it_is_sent(end, times):
    form = Form({"text": f"x{end}" * times + "x" * (20 - 2 * times)})
    assert form.is_valid(), form.errors
    assert len(form.cleaned_data["text"]) == 20
    assert "\r" not in form.cleaned_data["text"]


@pytest.mark.parametrize(
    ("length", "words"), [(21, "1 too many"), (9_000, "9,000 characters, 8,980 too many")]
)
def test_what_is_too_long_is_refused_with_how_much(length, words):
    form = Form({"text": "x" * length})
    assert words in form.errors["text"][0]
    assert "Shorten it to 20." in form.errors["text"][0]
    assert "x" * length in str(form["text"])


def test_a_label_with_a_percent_sign_is_said_as_it_is():
    assert Form({"text": "x", "line": "123456"}).errors["line"] == [
        "“Share in %” has 6 characters, 1 too many. Shorten it to 5."
    ]


def test_no_control_makes_the_browser_cut():
    page = str(Form()) + str(ReviewForm([]))
    assert "maxlength" not in page
    assert 'data-room="8000"' in page


def test_a_required_text_of_blanks_is_missing():
    assert "required" in str(Form({"text": " \r\n "}).errors.as_data())


@pytest.mark.parametrize("typed", ["\u200b\u200b", "\n\u00ad\r\n", "\u2800", "\u3164 \u202e", " \x00 "])
def test_what_nobody_sees_is_no_text(typed):
    assert Form({"text": typed}).errors["text"] == ["This field is required."]


@pytest.mark.parametrize("typed", ["ʻ", "।", "می\u200cخواهم", "👩‍👧", "\u200bYes\u200b", "e\u0301"])
def test_what_is_seen_stays_as_it_was_typed(typed):
    form = Form({"text": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == typed
