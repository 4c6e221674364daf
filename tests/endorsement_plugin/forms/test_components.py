"""A control is tied to its label, hint and error; a meter says how far it is."""

from django import forms
from django.template.loader import render_to_string

from endorsement_plugin.forms.builder import form_class
from endorsement_plugin.requirements.findings import Finding
from tests.factories.definitions import asked


def field_html(field: forms.BoundField) -> str:
    return render_to_string("endorsement_plugin/components/field.html", {"field": field})


def test_a_line_with_a_hint_and_an_error() -> None:
    fields = [asked("hours", "number", help="Clock hours.")]
    html = field_html(form_class(fields, final=False)(data={"hours": "x"})["hours"])
    assert '<label class="field__label" for="id_hours">' in html
    assert 'id="id_hours_helptext">Clock hours.</p>' in html
    assert 'aria-describedby="id_hours_helptext id_hours_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_hours_error"><li>Enter a number for “Hours”, as in 12 or 7.5.</li>' in html
    assert "optional" not in html


def test_choices_are_a_group_with_a_legend() -> None:
    options = [{"value": "a", "label": "A & B"}]
    fields = [asked("one", "choice", options=options, required=False)]
    html = field_html(form_class(fields, final=False)()["one"])
    assert "<fieldset" in html
    assert '<legend class="field__label">' in html
    assert '<span class="muted">(optional)</span>' in html
    assert '<label for="id_one_0">A &amp; B</label>' in html


def test_a_word_limit_is_said() -> None:
    fields = [asked("story", "long_text", max_words=1200, help="Leave out names.")]
    assert "Leave out names. Up to 1,200 words." in field_html(form_class(fields, final=False)()["story"])


def test_a_meter() -> None:
    finding = Finding("t", "training", "submit", "30 hours", "18", "30", False, "Why", ("18", "30"), "hours")
    html = render_to_string("endorsement_plugin/components/meter.html", {"finding": finding})
    assert "18 of 30 hours" in html
    assert '<progress class="meter__bar" value="18" max="30"' in html
    assert "style=" not in html


def test_a_finding_without_numbers() -> None:
    finding = Finding("a", "attestation", "submit", "Code of ethics", "", "", True)
    html = render_to_string("endorsement_plugin/components/meter.html", {"finding": finding})
    assert "meter--met" in html
    assert ">Met</p>" in html
    assert "progress" not in html
