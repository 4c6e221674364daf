"""From when what is demanded is in force: asked on publishing, and never mixed up between sets."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.clock import today
from endorsement_plugin.models import Credential, RequirementSet
from endorsement_plugin.pages.models import CredentialPage
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Data,
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().replace(month=1, day=1) + timedelta(days=400)
LATER = NEXT + timedelta(days=200)


def training(hours: str = "30", topic: str = "infant mental health", **quotas: str) -> tuple[str, Data]:
    parts: Data = {"quotas-count": str(len(quotas))}
    for index, (label, quota) in enumerate(quotas.items()):
        value = {"hours": quota, "label": label.replace("_", " "), "area": ""}
        parts |= {f"quotas-{index}-value-{name}": one for name, one in value.items()}
        parts |= {f"quotas-{index}-{name}": one for name, one in (("type", "item"), ("order", str(index)))}
        parts |= {f"quotas-{index}-deleted": "", f"quotas-{index}-id": ""}
    return "training", {"hours": hours, "topic": topic, "designation": "", **parts}


def demanding(*blocks: tuple[str, Data], **more: Any) -> Data:
    return credential_data([*blocks, REQUIREMENTS[1]], **more)


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def page(editor: Editor) -> CredentialPage:
    return make_credential_page(editor)


def sets() -> list[tuple[int, str, date]]:
    rows = RequirementSet.objects.standing().order_by("number")
    return [(row.number, row.clauses[0]["hours"], row.effective_from) for row in rows]


def read(page: CredentialPage) -> str:
    return " ".join(Client().get(page.get_full_url()).content.decode().split())


FIRST = (1, "30", date(2026, 1, 1))


def test_other_demands_without_another_day_are_asked_about_and_today_is_filled_in(
    editor: Editor, page: CredentialPage
) -> None:
    form = editor.change(page, demanding(training("32")))
    assert "From when is it? Today is filled in now" in str(form.errors["effective_from"])
    now = today(editor.association)
    assert f'value="{now}"' in str(form["effective_from"])
    assert sets() == [FIRST]
    editor.change(page, demanding(training("32"), effective_from=str(now)))
    assert sets() == [FIRST, (2, "32", now)]
    assert f"since {now.day} {now:%B %Y}" in read(page)


@pytest.mark.parametrize("days", [1, 40])
def test_a_day_that_is_past_is_refused(editor: Editor, page: CredentialPage, days: int) -> None:
    past = today(editor.association) - timedelta(days=days)
    form = editor.change(page, demanding(training("32"), effective_from=str(past)))
    assert "This day is past" in str(form.errors["effective_from"])
    assert sets() == [FIRST]


@pytest.mark.parametrize(
    ("blocks", "what"),
    [
        ([training("30", "the health of infants"), REQUIREMENTS[1]], "another topic"),
        ([training("30.0"), REQUIREMENTS[1]], "a number written otherwise"),
        ([REQUIREMENTS[1], training("30")], "another order"),
    ],
)
def test_other_words_correct_the_set_and_ask_no_day(
    editor: Editor, page: CredentialPage, blocks: list[Any], what: str
) -> None:
    assert isinstance(editor.change(page, credential_data(blocks)), CredentialPage), what
    assert RequirementSet.objects.count() == 1
    assert RequirementSet.objects.get().effective_from == date(2026, 1, 1)


def test_a_correction_reaches_applications_and_keeps_who_what_and_when(editor: Editor) -> None:
    form = make_form_page(editor)
    page = form.get_parent().specific
    person = make_person("ina@example.org")
    application = start_application(
        form=form.translation_key, by=person.account, today=today(editor.association)
    )
    before = RequirementSet.objects.get().clauses
    words = demanding(training("30", "infant and toddler mental health"), change_note="Toddlers too.")
    assert isinstance(editor.change(page, words), CredentialPage)
    application.refresh_from_db()
    assert application.requirement_set.clauses[0]["topic"] == "infant and toddler mental health"
    (correction,) = application.requirement_set.corrections.all()
    assert (correction.before, correction.corrected_by, correction.note) == (
        before,
        editor.user,
        "Toddlers too.",
    )


def test_a_renamed_part_keeps_the_area_that_entries_are_tagged_with(editor: Editor) -> None:
    page = make_credential_page(
        editor, requirements=[training("48", giving_supervison="15"), REQUIREMENTS[1]]
    )
    assert isinstance(editor.change(page, demanding(training("48", giving_supervision="15"))), CredentialPage)
    (only,) = RequirementSet.objects.all()
    assert only.clauses[0]["quotas"] == [
        {"area": "giving_supervison", "label": "giving supervision", "hours": "15"}
    ]


def test_todays_words_and_a_planned_change_leave_each_other_alone(
    editor: Editor, page: CredentialPage
) -> None:
    editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    assert sets() == [FIRST, (2, "32", NEXT)]
    editor.change(page, demanding(training("30", "infants’ mental health"), effective_from="2026-01-01"))
    assert sets() == [FIRST, (2, "32", NEXT)]
    now, later = read(page).split("What changes from")
    assert "30 hours of specialized training (about infants’ mental health; a person looks at that)" in now
    assert "<ins>32</ins>" in later


def test_the_latest_day_wins_and_not_the_highest_number(editor: Editor) -> None:
    form = make_form_page(editor)
    editor.change(
        form.get_parent().specific, demanding(training("32"), effective_from=str(today(editor.association)))
    )
    credential = Credential.objects.get()
    RequirementSet.objects.filter(number=1).update(number=9)
    person = make_person("ina@example.org")
    started = start_application(form=form.translation_key, by=person.account, today=today(editor.association))
    assert started.requirement_set.clauses[0]["hours"] == "32"
    assert "32 hours" in read(form.get_parent().specific)
    assert "32 hours" in Client().get(form.get_full_url()).content.decode()
    assert credential.requirement_sets.by(date(2026, 6, 1)).get().number == 9


def test_of_two_from_one_day_the_higher_number_is_in_force(editor: Editor, page: CredentialPage) -> None:
    now = str(today(editor.association))
    editor.change(page, demanding(training("32"), effective_from=now))
    editor.change(page, demanding(training("33"), effective_from=now))
    assert [row[1] for row in sets()] == ["30", "32", "33"]
    assert "33 hours" in read(page)


def test_a_change_before_one_that_is_planned_is_refused(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    form = editor.change(page, demanding(training("31"), effective_from=str(today(editor.association))))
    assert "a change cannot come before them" in str(form.errors["effective_from"])
    form = editor.change(page, demanding(training("31"), effective_from="2026-01-01"))
    assert "a change cannot come before them" in str(form.errors["effective_from"])
    assert sets() == [FIRST, (2, "32", NEXT)]


def test_what_is_planned_can_be_changed_postponed_and_followed(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    editor.change(page, demanding(training("33"), effective_from=str(NEXT)))
    assert RequirementSet.objects.by(NEXT).first().clauses[0]["hours"] == "33"  # type: ignore[union-attr]
    editor.change(page, demanding(training("33"), effective_from=str(LATER)))
    assert RequirementSet.objects.by(NEXT).first().clauses[0]["hours"] == "32"  # type: ignore[union-attr]


def test_postponing_leaves_no_plan_behind(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    editor.change(page, demanding(training("32"), effective_from=str(LATER)))
    assert sets() == [FIRST, (3, "32", LATER)]
    editor.change(page, demanding(training("36"), effective_from=str(LATER + timedelta(days=9))))
    assert [row[:2] for row in sets()] == [FIRST[:2], (3, "32"), (4, "36")]


def test_a_day_on_which_nothing_changes_is_refused(editor: Editor, page: CredentialPage) -> None:
    form = editor.change(page, credential_data(effective_from=str(NEXT)))
    assert "Nothing would change on this day" in str(form.errors["effective_from"])


def test_unrelated_text_makes_no_set_whatever_is_planned(editor: Editor, page: CredentialPage) -> None:
    editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    editor.change(page, demanding(training("32"), effective_from=str(NEXT), summary="Other words."))
    assert sets() == [FIRST, (2, "32", NEXT)]


def test_where_nobody_was_asked_it_is_today(editor: Editor, page: CredentialPage) -> None:
    page.refresh_from_db()
    page.requirements[0].value["hours"] = 32
    page.save_revision().publish()
    now = today(editor.association)
    assert sets() == [FIRST, (2, "32", now)]
    page.refresh_from_db()
    assert page.effective_from == now
    form = editor.client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    assert f'value="{now}"' in str(form["effective_from"])


def test_the_day_is_the_associations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    editor = Editor()
    editor.association.time_zone = "Pacific/Honolulu"
    editor.association.save()
    page = make_credential_page(editor)
    form = editor.change(page, demanding(training("32")))
    assert 'value="2026-12-31"' in str(form["effective_from"])
    editor.association.time_zone = "Pacific/Auckland"
    editor.association.save()
    form = editor.change(page, demanding(training("32")))
    assert 'value="2027-01-01"' in str(form["effective_from"])
    assert "Auckland time" in str(form.fields["effective_from"].help_text)
