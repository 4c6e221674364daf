"""A number is read alike in a question, in a portfolio entry, in a block and on the clearer's page."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from endorsement_plugin.editor.blocks.kinds.training import TrainingBlock
from endorsement_plugin.editor.blocks.numbers import IntegerBlock
from endorsement_plugin.forms.builder import as_data, form_class, to_answers
from endorsement_plugin.models import Person
from endorsement_plugin.portfolio.forms import EvidenceForm
from review_queue.audit.forms import UnblindForm
from review_queue.clearance.forms import percent
from tests.factories.definitions import asked
from tests.review_queue.typed.numbers import ASKED, READ, REFUSED

AMOUNT = asked("amount", "number")
FORM = form_class([AMOUNT], final=True)
HOURS = EvidenceForm(kind="training", person=Person()).fields["hours"]
MINIMUM = TrainingBlock().child_blocks["hours"]


def of_a_question(typed: Any) -> Decimal:
    form = FORM(as_data([AMOUNT], {"amount": typed}))
    if form.errors:
        raise ValidationError(list(form.errors["amount"]))
    return Decimal(to_answers([AMOUNT], form)["q-amount"])


PATHS: list[Callable[[Any], Any]] = [of_a_question, HOURS.clean, MINIMUM.clean]


@pytest.mark.parametrize("clean", PATHS)
@pytest.mark.parametrize(("typed", "number"), READ.items())
def test_is_read_alike(clean: Callable[[Any], Any], typed: str, number: str) -> None:
    if clean == HOURS.clean and Decimal(number) > 20_000:
        pytest.skip("More hours than a person can do.")
    if clean == HOURS.clean and number.endswith("0") and "." in number and len(number.split(".")[1]) > 2:
        pytest.skip("More decimal places than hours have.")
    assert clean(typed) == Decimal(number)


@pytest.mark.parametrize("clean", PATHS)
@pytest.mark.parametrize("typed", ASKED + REFUSED)
def test_is_refused_alike(clean: Callable[[Any], Any], typed: str) -> None:
    with pytest.raises(ValidationError):
        clean(typed)


@pytest.mark.parametrize(("sent", "stored"), [(12, "12"), (1.5, "1.5"), (1e2, "100.0"), ("1,5", "1.5")])
def test_a_program_may_send_a_number(sent: Any, stored: str) -> None:
    form = FORM(as_data([AMOUNT], {"amount": sent}))
    assert to_answers([AMOUNT], form) == {"q-amount": stored}


def test_yes_is_no_number() -> None:
    refused = FORM(as_data([AMOUNT], {"amount": True})).errors["amount"]
    assert "This kind of value does not answer the question." in refused


@pytest.mark.parametrize(("typed", "number"), [("12,5", "12.5"), ("١٢", "12"), ("+5", "5")])
def test_on_the_clearers_page(typed: str, number: str) -> None:
    assert percent("From the left").clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1e1", "12 50"])
def test_the_clearer_is_asked(typed: str) -> None:
    with pytest.raises(ValidationError, match="We are not sure which number"):
        percent("From the left").clean(typed)


@pytest.mark.parametrize(("typed", "months"), [("12", 12), ("12.0", 12), ("１２", 12), ("1,250", 1250)])
def test_whole_numbers_of_editors(typed: str, months: int) -> None:
    assert IntegerBlock().clean(typed) == months


@pytest.mark.parametrize("typed", ["1,5", "7.5", "1e2"])
def test_months_are_never_halved(typed: str) -> None:
    with pytest.raises(ValidationError):
        IntegerBlock().clean(typed)


def test_hours_of_unblinding() -> None:
    assert UnblindForm({"reason": "A complaint.", "hours": "1,5"}).errors["hours"] == [
        "Enter a whole number."
    ]
    assert UnblindForm({"reason": "A complaint.", "hours": "+2"}).is_valid()


@pytest.mark.parametrize("field", [HOURS, MINIMUM.field, FORM().fields["amount"], percent("Width")])
def test_no_browser_drops_a_comma(field: Any) -> None:
    assert field.widget.input_type == "text"
    assert field.widget.attrs["inputmode"] == "decimal"
