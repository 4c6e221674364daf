"""Letters in an association's own words: checked, previewed, kept with their history, and sent."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.endorsements.actions.make_full import make_full
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.mail.actions import restore_letter_text, write_letter_text
from endorsement_plugin.mail.catalog import LETTERS
from endorsement_plugin.mail.catalog.holders import HOLDER
from endorsement_plugin.mail.forms import LetterTextForm
from endorsement_plugin.mail.letters import compose_for_holder, own_letter
from endorsement_plugin.mail.preview import MARKER_YEAR, example, from_template, standard_text
from endorsement_plugin.mail.texts import LetterKind, Placeholder, filled
from endorsement_plugin.models import Association, LetterText, Mail
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_editor, make_person
from tests.house_code import calls

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).parents[3] / "endorsement_plugin/templates/endorsement_plugin/letters"
OTHERS = {
    "application_received",
    "decision_reopened",
    "declined",
    "deferred",
    "endorsed",
    "enquiries_wait",
    "enquiry",
    "exam_closed",
    "exam_moved",
    "exam_not_scored_again",
    "exam_reopened",
    "exam_scheduled",
    "exam_scored_again",
    "join_application",
    "news",
    "not_as_scheduled",
    "provisional",
    "reference_declined",
    "reference_expired",
    "reference_received",
    "reference_reminder",
    "reference_request",
    "requirements_changed",
    "returned",
    "review_resumed",
}
"""About applications, references, enquiries and pages: nobody but us writes their words yet."""

WORDS = {"subject": "Aloha {name}", "body": "Your {code} is full.\n\n{link}"}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(association: Association, name: str = "made_full") -> str:
    return reverse("endorsement_letter", args=[association.code, name])


def write(association: Association, by: Any, version: int = 0, **words: str) -> LetterText | None:
    return write_letter_text(
        association=association, name="made_full", by=by, version=version, **{**WORDS, **words}
    )


# Which letters there are


def test_every_letter_about_endorsements_is_in_the_catalog():
    """Whoever adds a template says in `mail/catalog/` what it is called, when it leaves, what it can say."""
    templates = {path.stem for path in TEMPLATES.glob("*.txt")}
    assert templates > OTHERS
    assert templates - OTHERS == set(LETTERS)


def test_a_letter_to_a_holder_is_composed_under_a_name_from_the_catalog():
    """A name that is written down is looked up here; one that is handed on has its own test."""
    written = [call.args[0] for _, call in calls("compose_for_holder")]
    assert written
    literal = [arg.value for arg in written if hasattr(arg, "value") and isinstance(arg.value, str)]
    assert set(literal) <= set(LETTERS)


@pytest.mark.parametrize("kind", LETTERS.values(), ids=list(LETTERS))
def test_the_standard_text_says_what_the_template_says(kind: LetterKind):
    """What an editor begins with is the letter that leaves, and passes the check that it is saved with."""
    association = make_association()
    standard = standard_text(kind, association)
    assert not re.search(rf"\b{MARKER_YEAR // 100}\d\d\b", standard.subject + standard.body)
    form = LetterTextForm({"subject": standard.subject, "body": standard.body, "version": 0}, kind=kind)
    assert form.is_valid(), form.errors
    used = set(re.findall(r"\{(\w+)\}", standard.subject + standard.body))
    assert used <= set(kind.names)
    own = set(kind.names) - {one.name for one in HOLDER}
    assert own <= used, "The standard text says all that this letter alone can say."


@pytest.mark.parametrize("kind", LETTERS.values(), ids=list(LETTERS))
def test_each_says_when_it_leaves_and_what_its_placeholders_are(kind: LetterKind):
    assert kind.title
    assert kind.when.endswith(".")
    assert len(kind.names) == len(set(kind.names))
    assert set(kind.needed) <= set(kind.names)
    assert all(one.says and one.example for one in kind.placeholders)
    shown = example(kind, make_association(), *_standard(kind))
    assert "{" not in shown.subject + shown.body


def _standard(kind: LetterKind) -> tuple[str, str]:
    text = standard_text(kind, make_association())
    return text.subject, text.body


@pytest.mark.parametrize("kind", LETTERS.values(), ids=list(LETTERS))
def test_the_standard_text_filled_in_is_the_letter(kind: LetterKind):
    """An association that saves it with one word changed loses nothing else of what the template says."""
    association = make_association()
    values = {one.name: one.example for one in kind.placeholders}
    standard = standard_text(kind, association)
    mine = own_letter(standard.subject, standard.body, values, association)
    assert mine == from_template(kind, association, values)


def test_what_a_letter_can_say_is_read_from_what_it_is_written_with():
    parts = [make_endorsement(credential=make_credential(code=code)) for code in ("IFA", "ECFA")]
    held = make_endorsement(parts[0].person, make_credential(code="BOTH"), listed=True)
    letter = compose_for_holder("granted_for_holding", held, parts=parts)
    assert f"- {parts[1].credential.name} (ECFA), number {parts[1].number}\n" in letter.body
    assert "Your name is in our public registry with it from today" in letter.body
    body = "{held}\n{registry}\n{link}"
    words: dict[str, Any] = {"subject": "x", "body": body, "version": 0}
    editor = make_editor(held.association)
    write_letter_text(association=held.association, name="granted_for_holding", by=editor, **words)
    held.listed = False
    own = compose_for_holder("granted_for_holding", held, parts=parts)
    assert own.body.startswith(f"- {parts[0].credential.name} (IFA), number {parts[0].number}\n- ")
    assert "Your name is not in our public registry" in own.body


# What is sent


def test_a_letter_leaves_in_the_association_s_own_words_until_it_has_the_standard_text_again():
    held = make_endorsement(state="provisional", provisional_until=date(2027, 1, 1))
    coordinator = make_coordinator(held.association)
    write(held.association, coordinator, body="Number {number}, due {due}.\n{link}\n{email}")
    make_full(endorsement=held.pk, by=coordinator, shown={})
    mail = Mail.objects.get(endorsement=held)
    assert mail.subject == "Aloha Ina Applicant"
    assert mail.body.startswith(f"Number {held.number}, due 15 January 2027.\nhttp")
    assert mail.body.endswith(f"/{held.number}/\n{held.association.email}\n")
    restore_letter_text(association=held.association, name="made_full", by=coordinator, version=1)
    assert "no longer provisional" in compose_for_holder("made_full", held).body


def test_another_association_keeps_its_words(django_assert_num_queries):
    mine, other = make_association(), make_association("mi-aimh", "mi-aimh.localhost")
    held = make_endorsement(credential=make_credential(other))
    write(mine, make_editor(mine))
    with django_assert_num_queries(1):
        assert "no longer provisional" in compose_for_holder("made_full", held).body


def test_what_a_value_says_is_never_read_as_a_placeholder():
    held = make_endorsement(make_person("x@example.org", "{link}", "{number}"))
    write(held.association, make_editor(held.association))
    assert compose_for_holder("made_full", held).subject == "Aloha {link} {number}"


def test_whoever_has_no_name_is_a_colleague():
    held = make_endorsement(make_person("x@example.org", "", ""))
    write(held.association, make_editor(held.association))
    assert compose_for_holder("made_full", held).subject == "Aloha colleague"


def test_a_line_of_nothing_but_what_is_empty_here_is_left_out():
    assert filled("One\n\n{reason}\n\nTwo {reason}.", {"reason": ""}) == "One\n\nTwo ."
    assert filled("{a}\n{b}", {"a": date(2026, 3, 1), "b": "x\ny"}) == "1 March 2026\nx\ny"


# What is refused


KIND = LetterKind(
    "x", "X", "Now.", (Placeholder("name", "the name", "A"), Placeholder("link", "the page", "h"))
)

REFUSED = [
    ({"body": "Hello {naem}\n{link}"}, "body", "There is no placeholder {naem}. Did you mean {name}?"),
    ({"body": "{zzz} {link}"}, "body", "{zzz}. Those of this letter are listed below."),
    ({"body": "Hello {name}"}, "body", "Leave {link} in it: the page."),
    ({"body": "Hello {name {link}"}, "body", "A brace stands alone."),
    ({"body": "{{name}} {link}"}, "body", "A brace stands alone."),
    ({"body": " \u200b "}, "body", "This field is required."),
    ({"subject": "{link}"}, "subject", "{link} has no place in a subject."),
    ({"subject": "{Name} } x"}, "subject", "A brace stands alone."),
    ({"subject": "x" * 201}, "subject", "201 characters, 1 too many"),
]


@pytest.mark.parametrize(("words", "field", "said"), REFUSED)
def test_a_fault_is_said_beside_the_field_that_has_it(words: dict[str, str], field: str, said: str):
    form = LetterTextForm({"subject": "Hello {name}", "body": "{link}", "version": 0, **words}, kind=KIND)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert said in str(form.errors[field])


def test_placeholders_are_read_however_they_are_typed():
    form = LetterTextForm({"subject": "{ NAME }", "body": "{Link}", "version": 0}, kind=KIND)
    assert form.is_valid()
    assert (form.cleaned_data["subject"], form.cleaned_data["body"]) == ("{name}", "{link}")


def test_two_who_write_at_once_do_not_lose_a_word():
    association = make_association()
    editor = make_editor(association)
    write(association, editor)
    with pytest.raises(WrongState, match="since you opened it"):
        write(association, editor, subject="Mine")
    answer = signed_in(editor).post(
        address(association), {"subject": "Mine {name}", "body": "{link}!", "version": 0, "save": 1}
    )
    assert "Somebody has changed this letter" in answer.text
    assert "Mine {name}" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert LetterText.objects.count() == 1


def test_nobody_else_writes_them():
    mine, other = make_association(), make_association("mi-aimh", "mi-aimh.localhost")
    stranger = make_editor(other, "edgar.editor@example.org")
    with pytest.raises(NotAllowed):
        write(mine, stranger)
    client = signed_in(stranger)
    assert client.get(address(mine)).status_code == 404
    assert client.post(address(mine), {**WORDS, "version": 0}).status_code == 404
    assert client.post(address(mine), {"standard": 1}).status_code == 404
    assert client.get(address(other, "news")).status_code == 404
    assert not LetterText.objects.exists()


# The screens


@pytest.mark.parametrize("make", [make_editor, make_coordinator])
def test_it_is_looked_at_saved_and_taken_back(make: Any):
    association = make_association()
    client = signed_in(make(association))
    here = address(association)
    assert "It leaves in the standard text." in client.get(here).text
    typed = {"subject": "Aloha {name}", "body": "Mahalo!\n\n{link}", "version": 0}
    looked = client.post(here, {**typed, "preview": 1}).text
    assert "As you have written it, not saved yet" in looked
    assert "Aloha Leilani Keawe" in looked
    assert not LetterText.objects.exists()
    assert "Saved." in client.post(here, {**typed, "save": 1}, follow=True).text
    assert "Nothing was different." in client.post(here, {**typed, "version": 1, "save": 1}, follow=True).text
    all_of_them = client.get(reverse("endorsement_letters", args=[association.code])).text
    assert all_of_them.count("Your own") == 1
    assert "standard text" in client.post(here, {"standard": 1, "version": 1}, follow=True).text
    assert [(one.number, one.standard) for one in LetterText.objects.order_by("number")] == [
        (1, False),
        (2, True),
    ]
    again = client.get(here, {"version": "1"})
    assert again.context["form"].initial == {"subject": "Aloha {name}", "body": typed["body"], "version": 2}


def test_the_standard_text_saved_as_it_is_stays_the_standard_text():
    association = make_association()
    text = standard_text(LETTERS["made_full"], association)
    typed = {"subject": text.subject, "body": text.body, "version": 0, "save": 1}
    answer = signed_in(make_editor(association)).post(address(association), typed, follow=True)
    assert "Nothing was different." in answer.text
    assert not LetterText.objects.exists()


def test_the_menu_leads_to_them():
    association = make_association()
    client = signed_in(make_editor(association))
    answer = client.get(reverse("endorsement_letters_of"), follow=True)
    assert answer.redirect_chain == [(reverse("endorsement_letters", args=[association.code]), 302)]
    for kind in LETTERS.values():
        assert kind.title in answer.text
