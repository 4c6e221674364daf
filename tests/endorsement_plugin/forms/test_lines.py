"""No line break gets into what has one line: it would begin a paragraph in a letter to somebody else."""

import pytest
from django import forms

from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.desk.decide import DecisionForm
from endorsement_plugin.forms.builder import form_class
from endorsement_plugin.models import Person
from endorsement_plugin.portfolio.forms import EvidenceForm
from endorsement_plugin.references.forms import RefereeForm, SignatureForm
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from review_queue.typed.fields import Line
from tests.factories.definitions import asked


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_break_becomes_a_space(end):
    assert Line().clean(f"Ina{end}Dear friend") == "Ina Dear friend"


FORMS = [
    DetailsForm(instance=Person(), final=False),
    RefereeForm(),
    SignatureForm(block="b"),
    *[EvidenceForm(kind=kind, person=Person()) for kind in EVIDENCE_KINDS],
    DecisionForm(),
    form_class([asked("role")], final=False)(),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_every_text_with_a_control_of_one_line_is_a_line(form):
    for name, field in form.fields.items():
        if type(field) is forms.CharField:
            assert type(field.widget) is not forms.TextInput, name
