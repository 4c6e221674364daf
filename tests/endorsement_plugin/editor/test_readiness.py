"""What a credential lacks before anybody can apply is said where its editor looks, with the way to it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.clock import today
from endorsement_plugin.editor.readiness.points import NOT_GRANTED, NOT_HELD, missing_of, points_of
from endorsement_plugin.models import Form, RequirementSet
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ExamPaperPage
from review_queue.models import Round
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
    make_index,
    make_reference_page,
)
from tests.endorsement_plugin.editor.test_refusals import exam_data, make_rounds
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_editor, make_superuser

pytestmark = pytest.mark.django_db


def lacks(page: Page) -> list[str]:
    return [point.words for point in missing_of(page.specific)]


def paths(page: Page) -> list[str]:
    return [point.path for point in missing_of(page.specific)]


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_credential_that_people_can_apply_for_lacks_nothing() -> None:
    page = make_form_page(Editor()).get_parent()
    assert lacks(page) == []
    there = [point.words for point in points_of(page.specific)]
    assert there[0] == "Its requirements are in force since 1 January 2026."
    assert "“Apply” asks for all that counts." in there
    assert "Referees get “Reference”." in there


NO_REFEREES = "No form for referees is published."


def test_what_is_missing_is_said_in_order() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    below = [reverse("wagtailadmin_pages:add_subpage", args=[one.pk]) for one in (page, page.get_parent())]
    assert lacks(page) == ["There is no application form.", NO_REFEREES]
    assert paths(page) == below
    make_reference_page(editor, page.get_parent())
    assert (lacks(page), paths(page)) == (["There is no application form."], below[:1])
    draft = page.add_child(instance=ApplicationFormPage(title="Apply", slug="apply", live=False))
    assert lacks(page) == ["The form “Apply” is not published."]
    assert paths(page) == [edit(draft)]
    editor.unpublish(page)
    page.refresh_from_db()
    assert lacks(page)[0] == "The page is not published."


def test_requirements_that_come_into_force_later() -> None:
    page = make_form_page(Editor()).get_parent()
    RequirementSet.objects.update(effective_from="2999-01-01")
    assert lacks(page) == ["Its requirements are in force only from 1 January 2999."]


def test_what_no_form_asks_for_any_more() -> None:
    page = make_form_page(Editor()).get_parent()
    version = Form.objects.get(kind="application").versions.get()
    version.definition["steps"][0]["fields"] = [
        field for field in version.definition["steps"][0]["fields"] if field["type"] != "evidence"
    ]
    version.save()
    (words,) = lacks(page)
    assert words.startswith("“Apply”: No section of this form asks for “At least 30 hours")
    assert paths(page) == [edit(Form.objects.get(kind="application").page)]


def test_a_form_for_referees_that_is_withdrawn() -> None:
    page = make_form_page(Editor()).get_parent()
    reference = Form.objects.get(kind="reference")
    Form.objects.filter(pk=reference.pk).update(is_open=False)
    assert lacks(page) == ["Referees’ form “Reference” is not published."]
    assert paths(page) == [edit(reference.page)]


def test_an_exam_without_a_paper_or_with_anothers_round() -> None:
    editor = Editor()
    make_rounds()
    page = make_credential_page(editor)
    with_exam = [*REQUIREMENTS, ("exam", {"name": "", "designation": ""})]
    changed = editor.change(page, credential_data(with_exam, effective_from=str(today(editor.association))))
    assert isinstance(changed, CredentialPage), changed.errors
    assert "An exam is asked for, and no paper is published." in lacks(page)
    paper = editor.create(ExamPaperPage, page, exam_data("ours"))
    assert lacks(page) == ["There is no application form.", NO_REFEREES]
    Round.objects.filter(code="ours").delete()
    words = "The paper “Exam” names the round “ours”, which your reviewers do not have."
    assert words in lacks(page)
    assert edit(paper) in paths(page)


def test_a_last_day_that_has_passed_is_told_on_the_home_with_the_way_to_it() -> None:
    editor = Editor()
    page = make_form_page(editor).get_parent()
    demands = RequirementSet.objects.get()
    demands.clauses[0]["until"] = "2020-01-01"
    RequirementSet.objects.filter(pk=demands.pk).update(clauses=demands.clauses)
    (passed,) = [point for point in points_of(page.specific) if point.has_passed]
    assert "names 1 January 2020 as a last day. It has passed." in passed.words
    assert (passed.badge, passed.path) == (("look", "attention"), edit(page))
    assert lacks(page) == []
    home = editor.client.get(reverse("wagtailadmin_home")).text
    assert f'attention">look</span> <a href="{edit(page)}">{passed.words}</a>' in home
    assert "Nothing is missing" not in home
    demands.clauses[0]["until"] = "2099-01-01"
    RequirementSet.objects.filter(pk=demands.pk).update(clauses=demands.clauses)
    assert "Nothing is missing at any of them." in editor.client.get(reverse("wagtailadmin_home")).text


def test_it_stands_on_the_page_and_on_the_home_of_its_editors_only() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    missing: Any = "There is no application form."
    on_page = editor.client.get(edit(page)).text
    assert "Can people apply?" in on_page
    assert missing in on_page
    assert missing in editor.client.get(reverse("wagtailadmin_home")).text
    other = make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    editor.client.force_login(other)
    shown = editor.client.get(reverse("wagtailadmin_home")).text
    assert missing not in shown
    assert "Infant Family Specialist" not in shown


def test_when_all_is_there_the_home_says_so() -> None:
    editor = Editor()
    make_form_page(editor)
    assert "Nothing is missing at any of them." in editor.client.get(reverse("wagtailadmin_home")).text


def test_who_writes_for_all_sees_all_and_what_was_not_looked_into_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor = Editor()
    first = make_form_page(editor).get_parent()
    second = credential_data(slug="second", code="SEC", title="Second")
    editor.create(CredentialPage, first.get_parent(), second)
    editor.client.force_login(make_superuser())
    home = reverse("wagtailadmin_home")
    shown = editor.client.get(home).text
    assert "There is no application form." in shown
    assert "are looked into here" not in shown
    monkeypatch.setattr("endorsement_plugin.editor.readiness.panels.MOST", 1)
    shown = editor.client.get(home).text
    assert "Nothing is missing at the first 1." in shown
    assert "Only the first 1 are looked into here" in shown
    assert "Nothing is missing at any of them." not in shown


def test_an_exam_that_is_one_way_of_several_may_lack_its_paper() -> None:
    page = make_form_page(Editor()).get_parent()
    demands = RequirementSet.objects.get()
    exam = {"id": "e", "kind": "exam"}
    either = {"id": "a", "kind": "any_of", "clauses": [demands.clauses[0], exam]}
    RequirementSet.objects.filter(pk=demands.pk).update(clauses=[either])
    assert lacks(page) == []
    RequirementSet.objects.filter(pk=demands.pk).update(clauses=[*demands.clauses, exam])
    assert lacks(page) == ["An exam is asked for, and no paper is published."]


def test_what_is_scheduled_and_cannot_go_live_any_more_is_said_beforehand() -> None:
    editor = Editor()
    form = make_form_page(editor)
    page = form.get_parent()
    editor.association.time_zone = "Pacific/Honolulu"
    editor.association.save()
    editor.change(page.specific, credential_data(code="NEW", go_live_at="2099-01-01 00:00"))
    assert lacks(page) == []
    make_credential(editor.association, "NEW")
    (words,) = lacks(page)
    assert words.startswith("Scheduled for 1 January 2099: “Infant Family Specialist” cannot be published.")
    assert words.endswith("Another credential of this association has this code.")
    assert paths(page) == [edit(page)]
    assert words in editor.client.get(reverse("wagtailadmin_home")).text


def test_days_are_the_associations() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    editor.association.time_zone = "Pacific/Honolulu"
    editor.association.save()
    page.expire_at = datetime(2099, 1, 1, 9, 59, tzinfo=UTC)
    words = [point.words for point in points_of(page)]
    assert "The page is withdrawn on 31 December 2098." in words


def test_a_way_that_the_form_leaves_to_nobody_is_told_and_hinders_nobody() -> None:
    page = make_form_page(Editor()).get_parent()
    demands = RequirementSet.objects.get()
    either = {"id": "x", "kind": "any_of", "clauses": [demands.clauses[0], {"id": "y", "kind": "license"}]}
    RequirementSet.objects.update(clauses=[either, demands.clauses[1]])
    assert lacks(page) == []
    (doubtful,) = [point for point in points_of(page.specific) if point.is_doubtful]
    assert doubtful.words.startswith("“Apply”: Nobody can show “A valid license”, which would do as well.")
    assert doubtful.badge == ("look", "attention")
    assert "“Apply” asks for all that counts." not in [point.words for point in points_of(page.specific)]


def test_a_code_that_no_credential_has_is_told() -> None:
    page = make_form_page(Editor()).get_parent()
    demands = RequirementSet.objects.get()
    givers = [{"category": code} for code in ("ifs", "IMHM C", "vetted")]
    supervision = {"id": "x", "kind": "supervision", "hours": "24", "givers": givers}
    make_credential(make_association("mi-aimh", "mi-aimh.localhost"), code="ECMH")
    codes = [{"value": code, "label": ""} for code in ("IMSH", "ECMH", "ifs")]
    held = {"id": "y", "kind": "holding", "credentials": codes}
    RequirementSet.objects.update(clauses=[*demands.clauses, supervision, held])
    told = [point.words for point in points_of(page.specific) if point.is_doubtful]
    assert [words.partition(" is the code of ")[::2] for words in told] == [
        ("“IMHM C”", NOT_GRANTED.removeprefix("is the code of ")),
        ("“IMSH”", NOT_HELD.removeprefix("is the code of ")),
        ("“ECMH”", NOT_HELD.removeprefix("is the code of ")),
    ]


WORK_OR_LICENSE = (
    "any_of",
    {
        "clauses": streamfield(
            [REQUIREMENTS[0], ("license", {"licenses-count": "0", "note": "", "designation": ""})]
        ),
        "designation": "",
    },
)


def test_what_is_doubtful_is_told_as_soon_as_it_is_published() -> None:
    editor = Editor()
    form = make_form_page(editor)
    page = form.get_parent().specific
    either = [WORK_OR_LICENSE, REQUIREMENTS[1]]
    editor.change(page, credential_data(either, effective_from=str(today(editor.association))))
    told = [str(message) for message in editor.client.get(reverse("wagtailadmin_home")).context["messages"]]
    assert any("Nobody can show “A valid license”, which would do as well." in words for words in told)


def test_a_draft_that_cannot_be_read_yet_opens() -> None:
    editor = Editor()
    empty = credential_data([("training", {**REQUIREMENTS[0][1], "hours": ""})])
    page = editor.create(CredentialPage, make_index(editor), empty, publish=False)
    assert editor.client.get(edit(page)).status_code == 200
    assert lacks(page)[0] == "The page is not published."


def test_whose_credentials_they_are_is_said_to_those_who_write_for_several() -> None:
    editor, home = Editor(), reverse("wagtailadmin_home")
    make_credential_page(editor)
    name = f'<span class="desk-muted">{editor.association.short_name}</span>'
    assert name not in editor.client.get(home).content.decode()
    also = Editor(make_association("mi-aimh", "mi-aimh.localhost"))
    assert also.user == editor.user
    make_credential_page(also, slug="theirs")
    both = editor.client.get(home).content.decode()
    assert name in both
    assert f'<span class="desk-muted">{also.association.short_name}</span>' in both
