"""What requirements choose from the lists is compiled: value, label and version, as they are on that day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.models import FieldOfWork, RequirementSet
from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import offered, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.tenancy.choosers import HIDDEN
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_index
from tests.factories.credentials import make_association
from tests.factories.vocabulary import area_of, make_field, make_framework

pytestmark = pytest.mark.django_db

WORK = {
    "years": "2", "full_time": "35", "field": "", "families": "0", "givers-count": "0", "designation": "",
    "note": "Board, 12 March",
}  # fmt: skip
SUPERVISION = {
    "hours": "50", "min_months": "12", "max_months": "24", "individual": "0", "group": "0", "giving": "0",
    "within_years": "0", "givers-count": "0", "context": "", "designation": "", "note": "",
}  # fmt: skip
PORTFOLIO = {"subject": "", "areas": streamfield([]), "count": "", "designation": "", "note": ""}


def listed(name: str, *rows: Any) -> dict[str, str]:
    """A list of choosers as the page posts it."""
    data = {f"{name}-count": str(len(rows))}
    for place, row in enumerate(rows):
        data |= {f"{name}-{place}-value": str(row.pk), f"{name}-{place}-order": str(place)}
        data |= {f"{name}-{place}-deleted": "", f"{name}-{place}-id": ""}
    return data


def work(*fields: Any, **more: Any) -> tuple[str, dict[str, Any]]:
    return "work", WORK | listed("fields", *fields) | more


def supervision(*fields: Any, **more: Any) -> tuple[str, dict[str, Any]]:
    return "supervision", SUPERVISION | listed("fields", *fields) | more


def portfolio(framework: Any, *areas: Any, **more: Any) -> tuple[str, dict[str, Any]]:
    return "portfolio", PORTFOLIO | {"framework": str(framework.pk)} | listed("chosen", *areas) | more


def publish(editor: Editor, *requirements: tuple[str, dict[str, Any]]) -> Any:
    index = CredentialIndexPage.objects.first() or make_index(editor)
    return editor.create(CredentialPage, index, credential_data([*requirements]))


def faults(form: Any) -> str:
    """All that the refused page says beside its requirements."""
    return str(form.errors.as_data().get("requirements", "")) + repr(
        [error.as_json_data() for error in form.errors["requirements"].as_data()]
    )


def test_a_field_is_compiled_with_its_value_and_label_and_a_note_is_not() -> None:
    editor = Editor()
    field = make_field(editor.association)
    publish(editor, work(field))
    (compiled,) = RequirementSet.objects.get().clauses
    assert compiled["fields"] == [{"value": "infant_mental_health", "label": "Infant mental health"}]
    assert "note" not in compiled
    field.label = "Infants"
    field.save()
    (clause,) = parse(RequirementSet.objects.get().clauses)
    assert clause.sentence == "2 or more years of full-time work experience in Infant mental health"
    assert [option.label for option in offered([clause], "field")] == ["Infant mental health"]


def test_one_field_is_the_same_for_work_and_for_supervision_beside_it() -> None:
    editor = Editor()
    field = make_field(editor.association, "Home visits")
    field.label = "Visiting families"
    field.save()
    publish(editor, work(field), supervision(field, while_working="on"))
    clauses = parse(RequirementSet.objects.get().clauses)
    assert clauses[1].sentence.endswith("while working in Visiting families")
    assert [option.value for option in offered(clauses, "field")] == ["home_visits"]
    job = Entry("work", started_on=date(2023, 1, 1), field="home_visits")
    hours = Entry(
        "supervision",
        started_on=date(2023, 1, 2),
        ended_on=date(2024, 6, 1),
        hours=Decimal(50),
        setting="individual",
    )
    held = assess(clauses, Evidence((job, hours)), date(2026, 1, 1))
    assert [finding.met for finding in held.findings] == [True, True]


@pytest.mark.parametrize(
    ("twice", "more", "words"),
    [
        (True, {"while_working": "on"}, "A field is chosen twice."),
        (False, {}, "Switch this on for the fields you chose, or take them out."),
    ],
)
def test_fields_of_supervision_that_say_nothing_are_refused(
    twice: bool, more: dict[str, Any], words: str
) -> None:
    editor = Editor()
    field = make_field(editor.association)
    assert words in faults(publish(editor, supervision(*[field] * (2 if twice else 1), **more)))
    assert not RequirementSet.objects.exists()


def test_a_framework_is_compiled_whole_or_in_part() -> None:
    editor = Editor()
    framework = make_framework(editor.association, "Attachment", "Law", "Loss", name="IFS competencies")
    area_of(framework, "Law").__class__.objects.filter(label="Law").update(kinds=["training"])
    chosen = [area_of(framework, label) for label in ("Loss", "Law")]
    publish(editor, portfolio(framework), portfolio(framework, *chosen, count="1", designation="Clinical"))
    whole, part = parse(RequirementSet.objects.get().clauses)
    assert whole.sentence == (
        "A complete portfolio of training and experience in each of the 3 areas of IFS competencies, "
        "version 1"
    )
    assert part.sentence == (
        "Clinical applicants only: a complete portfolio of training and experience in at least 1 of the 2 "
        "areas of IFS competencies, version 1"
    )
    assert [area.value for area in part.offers("areas")] == ["loss", "law"]
    assert [area.value for area in offered([whole], "areas", "work")] == ["attachment", "loss"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"count": "4"}, "There are 3 areas. Enter a number from 1 to 3."),
        ({"count": "0"}, "There are 3 areas. Enter a number from 1 to 3."),
        (
            {"areas": streamfield([("option", {"label": "Play", "value": ""})])},
            "Choose a framework or write areas, not both.",
        ),
    ],
)
def test_a_portfolio_that_contradicts_itself_is_refused(more: dict[str, Any], words: str) -> None:
    editor = Editor()
    framework = make_framework(editor.association, "Attachment", "Law", "Loss")
    assert words in faults(publish(editor, portfolio(framework, **more)))
    assert not RequirementSet.objects.exists()


def test_areas_of_another_framework_and_a_draft_of_one_are_refused() -> None:
    editor = Editor()
    one = make_framework(editor.association, "Attachment")
    other = make_framework(editor.association, "Law", name="Other")
    draft = make_framework(editor.association, "Loss", name="Draft", published=False)
    foreign = publish(editor, portfolio(one, area_of(other, "Law")))
    assert "This area belongs to another framework." in faults(foreign)
    assert "Publish this version first" in faults(publish(editor, portfolio(draft)))


@pytest.mark.parametrize(("requirement", "more"), [(work, {}), (supervision, {"while_working": "on"})])
def test_another_associations_row_is_refused_beside_the_requirement(
    requirement: Callable[..., tuple[str, dict[str, Any]]], more: dict[str, str]
) -> None:
    editor = Editor()
    theirs = make_field(make_association("mi-aimh", "mi-aimh.localhost"))
    refused = publish(editor, requirement(theirs, **more))
    assert "is in another association" in faults(refused)
    assert not RequirementSet.objects.exists()


def test_what_was_chosen_is_shown_by_its_name_and_another_associations_is_not() -> None:
    editor = Editor()
    framework = make_framework(editor.association, "Attachment", "Loss", name="IFS competencies")
    chosen = portfolio(framework, area_of(framework, "Loss"))
    page = publish(editor, work(make_field(editor.association, "Play therapy")), chosen)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = editor.client.get(address).text
    for words in ("Play therapy", "IFS competencies, version 1", "Loss"):
        assert words in shown
    assert HIDDEN not in shown
    other = make_association("mi-aimh", "mi-aimh.localhost")
    FieldOfWork.objects.update(association=other)
    shown = editor.client.get(address).text
    assert (HIDDEN in shown, "Play therapy" in shown) == (True, False)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"field": "infant field"}, "choose it from your lists, so that it is checked"),
        ({"full_time": "61"}, "Enter a number of hours from 0 to 60."),
        ({"families": "-1"}, "Enter a number from 0 to 1,000."),
        ({"after": ("master",)}, "Somebody who only has a doctorate (PhD) or an MD could never meet this."),
        ({"years": "0.0000001"}, "Use two decimal places at the most."),
    ],
)
def test_work_that_nobody_can_meet_or_nothing_checks_is_refused(more: dict[str, Any], words: str) -> None:
    assert words in faults(publish(Editor(), work(**more)))


def test_hours_that_no_entry_has_are_refused() -> None:
    hours = {"hours": "0.0000001", "topic": "", "quotas-count": "0", "designation": ""}
    assert "Use two decimal places at the most." in faults(publish(Editor(), ("training", hours)))


@pytest.mark.parametrize(
    "more", [{"after": ("master",), "or_higher": "on"}, {"after": ("doctorate", "medical")}]
)
def test_a_degree_or_higher_can_be_met_by_everybody_who_has_one(more: dict[str, Any]) -> None:
    publish(Editor(), work(**more))
    assert RequirementSet.objects.exists()


def test_the_preview_says_what_was_chosen() -> None:
    editor = Editor()
    page = publish(editor, work(make_field(editor.association)))
    edited = credential_data([work(make_field(editor.association, "Play"))])
    assert isinstance(editor.change(page, edited, publish=False), CredentialPage)
    preview = CredentialPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    html = preview.make_preview_request(preview_mode="").render().content.decode()
    assert "2 or more years of full-time work experience in Play" in html
