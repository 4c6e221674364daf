"""What a credential costs: written by its editor, read by visitors and programs."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.editor.page_actions.refusing import publishing
from endorsement_plugin.editor.readiness.points import points_of
from endorsement_plugin.models import Credential, FeeLine, Form
from endorsement_plugin.pages.models import CredentialPage
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Data,
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
)
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def page(editor: Editor) -> CredentialPage:
    return make_credential_page(editor)


def fee(label: str = "Processing", amount: str = "100", due: str = "submission", **more: Any) -> Any:
    words = dict.fromkeys(("due_words", "holds", "designation", "note"), "")
    return "fee", {"label": label, "amount": amount, "due": due, **words, **more}


def priced(*fees: Any, requirements: Any = None, ids: list[str] | None = None) -> Data:
    written = streamfield(list(fees))
    for index, block_id in enumerate(ids or []):
        written[str(index)]["id"] = block_id
    return credential_data(requirements, fees=written)


REGISTRATION = fee("Registration", "25", "opening", holds="submission", note="Not refunded.")
LATE = fee("Late fee", "12,50", "other", due_words="after the last day", designation="Clinical")
EXAM = [*REQUIREMENTS, ("exam", {"designation": ""})]


def read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_what_is_written_is_what_visitors_and_programs_read(editor: Editor, page: CredentialPage) -> None:
    page = editor.change(page, priced(REGISTRATION, fee(), LATE))
    html = read(page.url)
    assert re.findall(r'<td class="num" data-label="Fee">(.*?)</td>', html) == ["$25.00", "$100.00", "$12.50"]
    assert "When the application is started. It must be settled before the application is submitted." in html
    assert "Not refunded." in html
    assert 'Late fee <span class="muted">Clinical only</span>' in html
    assert "After the last day." in html
    compared = read(page.get_parent().url)
    assert "Registration: $25.00, when the application is started" in compared
    assert "Late fee (Clinical only): $12.50, after the last day" in compared
    (late,) = Client().get(f"/api/v3-preview/pages/{page.pk}/").json()["fee_lines"][2:]
    assert late == {
        "label": "Late fee",
        "amount": "12.50",
        "currency": "USD",
        "due": "other",
        "when": "after the last day",
        "settled_before": "",
        "designation": "Clinical",
        "note": "",
    }


def test_a_form_says_what_it_leads_to(editor: Editor) -> None:
    form = make_form_page(editor)
    page = form.get_parent().specific
    editor.change(page, priced(REGISTRATION))
    assert "$25.00" in read(form.url)
    family = Form.objects.get(kind="application").family
    body = Client().get(f"/api/v3-preview/forms/{family}/").json()
    assert [(one["label"], one["amount"], one["settled_before"]) for one in body["fees"]] == [
        ("Registration", "25.00", "submission")
    ]


def test_a_draft_costs_nothing_yet_and_a_preview_shows_it(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, priced(REGISTRATION), publish=False)
    assert "Registration" not in read(page.url)
    assert not FeeLine.objects.exists()
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert "$25.00" in editor.client.get(url).text


def test_a_line_keeps_what_it_is_and_what_is_gone_is_gone(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, priced(REGISTRATION, fee()))
    first = list(FeeLine.objects.order_by("position").values_list("pk", "key"))
    keys = [key for _, key in first]
    editor.change(page, priced(fee("Processing fee", "120"), ids=keys[1:]))
    (line,) = FeeLine.objects.all()
    assert (line.pk, line.label, line.amount, line.position) == (
        first[1][0],
        "Processing fee",
        Decimal(120),
        0,
    )


def test_who_unpublishes_a_credential_sells_it_no_more(editor: Editor, page: CredentialPage) -> None:
    form_less = editor.change(page, priced(REGISTRATION))
    editor.unpublish(form_less)
    assert Credential.objects.get().retired
    assert "Registration" not in read(page.get_parent().url)


REFUSED = [
    (fee(amount="0"), "amount", "above 0"),
    (fee(amount="25.505"), "amount", "USD, which has 2 decimal places"),
    (fee(due="other"), "due_words", "in your own words"),
    (fee(due="exam"), "due", "ask for no exam"),
    (fee(holds="exam"), "holds", "ask for no exam"),
    (fee(due="renewal", holds="decision"), "holds", "holds up no application"),
    (fee(due="opening", designation="Clinical"), "designation", "chosen only after"),
]


@pytest.mark.parametrize(("wrong", "place", "words"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_cause(
    editor: Editor, page: CredentialPage, wrong: Any, place: str, words: str
) -> None:
    form = editor.change(page, priced(REGISTRATION, wrong))
    (error,) = form.errors["fees"].as_data()
    assert words in error.block_errors[1].block_errors[place].messages[0]
    assert form.data["fees-1-value-label"] == "Processing"
    assert not FeeLine.objects.exists()


def test_the_same_twice_is_refused_for_one_designation(editor: Editor, page: CredentialPage) -> None:
    form = editor.change(page, priced(fee(), fee("processing", "120")))
    (error,) = form.errors["fees"].as_data()
    assert "same name" in error.block_errors[1].block_errors["label"].messages[0]
    taken = editor.change(page, priced(fee(), fee("processing", "120", designation="Clinical")))
    assert isinstance(taken, CredentialPage), taken.errors


def test_where_an_exam_is_asked_for_it_may_cost(editor: Editor, page: CredentialPage) -> None:
    written = priced(fee("Exam", "200", "exam", holds="exam"), requirements=EXAM)
    changed = editor.change(page, written | {"effective_from": "2026-01-01"}, publish=False)
    assert isinstance(changed, CredentialPage), changed.errors
    form = editor.change(page, written)
    assert "fees" not in getattr(form, "errors", {})


def test_what_nobody_could_be_charged_is_not_published_by_a_clock_either(
    editor: Editor, page: CredentialPage
) -> None:
    block = {"type": "fee", "value": {"label": "Late fee", "amount": "1.005", "due": "submission"}}
    page.fees = CredentialPage._meta.get_field("fees").stream_block.to_python([block])
    assert any("2 decimal places" in reason for reason in publishing([page]))


def test_a_currency_that_published_fees_do_not_fit_is_refused(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, priced(fee(amount="25.50")))
    association = editor.association
    url = reverse("endorsement_association", args=[association.code])
    data = {
        "email": association.email,
        "accent": association.accent,
        "currency": "JPY",
        "statement": "",
        "paper": "us-letter",
        "registry_shows_inactive": "on",
    }
    answer = editor.client.post(url, data | {"how_to_pay": ""})
    assert "“Processing” of IFS is charged in smaller parts than JPY has." in answer.text
    association.refresh_from_db()
    assert association.currency == "USD"
    answer = editor.client.post(url, data | {"currency": "AUD", "how_to_pay": "By check."}, follow=True)
    assert "Saved: Currency, How to pay." in answer.text
    assert "A$25.50" in read(page.url)


def test_coordinators_say_how_to_pay_and_no_currency() -> None:
    association = make_association()
    client = Client()
    client.force_login(make_coordinator(association))
    html = client.get(reverse("endorsement_association", args=[association.code])).text
    currency = re.search(r"<select[^>]*name=\"currency\"[^>]*>", html)
    assert currency
    assert "disabled" in currency[0]
    how = re.search(r"<textarea[^>]*name=\"how_to_pay\"[^>]*>", html)
    assert how
    assert "disabled" not in how[0]


def test_readiness_asks_how_to_pay_where_something_is_charged(editor: Editor, page: CredentialPage) -> None:
    def said() -> list[tuple[str, bool]]:
        return [(one.words, one.is_there) for one in points_of(page) if "pay" in one.words]

    assert said() == []
    editor.change(page, priced(fee()))
    assert said() == [("Fees are charged, and how to pay them is not written yet.", False)]
    editor.association.how_to_pay = "By check."
    editor.association.save()
    assert said() == [("Fees are charged, and applicants read how to pay.", True)]
