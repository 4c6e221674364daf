"""The requirements of a credential on a line: read by its association, corrected, planned, cancelled."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.clock import today
from endorsement_plugin.models import Application, EvidenceEntry, FormVersion, Mail, RequirementSet, StepDraft
from endorsement_plugin.pages.models import CredentialPage
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Area
from tests.endorsement_plugin.credentials.test_dated_sets import NEXT, demanding, read, sets, training
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_credential_page, make_form_page
from tests.factories.applications import add_evidence
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def page(editor: Editor) -> CredentialPage:
    page = make_credential_page(editor)
    editor.change(page, demanding(training("32"), effective_from=str(NEXT), change_note="Voted in May."))
    page.refresh_from_db()
    return page


def at(page: CredentialPage, step: str = "", number: int = 1) -> str:
    if not step:
        return reverse("endorsement_timeline", args=[page.translation_key])
    return reverse(f"endorsement_set_{step}", args=[page.translation_key, number])


def words(html: str) -> str:
    return " ".join(html.split())


def texts(client: Client, address: str) -> dict[str, str]:
    """The form as it is shown."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_the_line_says_who_published_what_why_and_for_whom(editor: Editor, page: CredentialPage) -> None:
    html = words(editor.client.get(at(page)).content.decode())
    later, now = html.split("<strong>Set 1</strong>")
    assert f'datetime="{NEXT}"' in later
    assert "Planned" in later
    assert "“Voted in May.”" in later
    assert "<del>30</del>" in later
    assert "<ins>32</ins>" in later
    assert "In force" in later + now
    assert f"by {editor.user.get_full_name() or editor.user.username}" in now
    assert "0 applications are held to it." in now


def test_any_two_can_be_compared(editor: Editor, page: CredentialPage) -> None:
    html = words(editor.client.get(at(page), {"old": "2", "new": "1"}).content.decode())
    assert "<del>32</del> <ins>30</ins>" in html
    assert editor.client.get(at(page), {"old": "x", "new": "99"}).status_code == 200


def test_words_are_corrected_on_the_line_and_what_is_planned_stays(
    editor: Editor, page: CredentialPage
) -> None:
    address = at(page, "wording")
    shown = texts(editor.client, address)
    assert shown == {"0.topic": "infant mental health", "note": ""}
    response = editor.client.post(address, {"0.topic": "infants’ mental health", "note": "A typo."})
    assert response.url == at(page)  # type: ignore[attr-defined]
    first, second = RequirementSet.objects.order_by("number")
    assert (first.clauses[0]["topic"], second.clauses[0]["topic"]) == (
        "infants’ mental health",
        "infant mental health",
    )
    correction = first.corrections.get()
    assert (correction.note, correction.corrected_by) == ("A typo.", editor.user)
    page.refresh_from_db()
    assert (page.effective_from, page.requirements[0].value["hours"]) == (NEXT, 32)
    assert "A typo." in editor.client.get(at(page)).content.decode()
    assert "infants’ mental health" in read(page)


def test_the_page_that_holds_the_set_gets_the_better_words_too(editor: Editor, page: CredentialPage) -> None:
    editor.client.post(at(page, "wording", 2), {"0.topic": "play", "note": ""})
    page.refresh_from_db()
    assert page.requirements[0].value["topic"] == "play"
    assert not page.has_unpublished_changes
    page.save_revision().publish()
    assert RequirementSet.objects.get(number=2).corrections.count() == 1
    assert sets() == [(1, "30", sets()[0][2]), (2, "32", NEXT)]


def test_a_draft_beside_it_keeps_what_was_changed_and_gets_the_words(
    editor: Editor, page: CredentialPage
) -> None:
    draft = demanding(training("40"), effective_from=str(NEXT), summary="Half done.")
    editor.change(page, draft, publish=False)
    editor.client.post(at(page, "wording", 2), {"0.topic": "play", "note": ""})
    page.refresh_from_db()
    kept = page.get_latest_revision_as_object()
    assert (page.requirements[0].value["topic"], page.requirements[0].value["hours"]) == ("play", 32)
    assert (kept.summary, kept.requirements[0].value["hours"]) == ("Half done.", 40)


def test_a_renamed_part_keeps_its_key_on_the_page(editor: Editor) -> None:
    page = make_credential_page(editor, requirements=[training("48", giving_supervison="15")])
    shown = texts(editor.client, at(page, "wording"))
    assert shown["0.quotas.0.label"] == "giving supervison"
    editor.client.post(at(page, "wording"), {**shown, "0.quotas.0.label": "giving supervision"})
    page.refresh_from_db()
    assert page.clauses()[0]["quotas"] == [
        {"area": "giving_supervison", "label": "giving supervision", "hours": "15"}
    ]
    assert RequirementSet.objects.get().clauses == page.clauses()


def test_a_marked_topic_is_corrected_and_costs_nobody_their_hours(editor: Editor) -> None:
    kind, value = training("30", "infant mental helth")
    page = make_credential_page(editor, requirements=[(kind, value | {"marked": "on"})])
    editor.client.post(at(page, "wording"), {"0.topic": "infant mental health", "note": ""})
    (clause,) = parse(RequirementSet.objects.get().clauses)
    assert clause.offers("areas") == [Area("infant mental helth", "infant mental health")]
    page.refresh_from_db()
    page.save_revision().publish()
    again = RequirementSet.objects.get()
    assert parse(again.clauses)[0].offers("areas") == clause.offers("areas")
    assert again.corrections.count() == 1


@pytest.mark.parametrize("topic", ["infants (0–5)", "infants (0–3), of which 20 outdoors", "infants"])
def test_a_number_among_the_words_is_no_typo(editor: Editor, topic: str) -> None:
    page = make_credential_page(editor, requirements=[training("30", "infants (0–3)")])
    response = editor.client.post(at(page, "wording"), {"0.topic": topic, "note": ""})
    assert "Numbers stay as they are in a correction." in response.text
    assert f'value="{topic}"' in response.text
    assert RequirementSet.objects.get().clauses[0]["topic"] == "infants (0–3)"
    form = editor.change(page, credential_data([training("30", topic)]))
    assert "From when is it?" in form.errors["effective_from"][0]


def test_a_name_cannot_be_left_out_and_nothing_typed_is_lost(editor: Editor) -> None:
    page = make_credential_page(editor, requirements=[training("48", giving="15")])
    data = {"0.topic": "typed", "0.quotas.0.label": "", "note": "Because."}
    response = editor.client.post(at(page, "wording"), data)
    assert response.status_code == 200
    assert 'value="typed"' in response.content.decode()
    assert 'value="Because."' in response.content.decode()
    assert RequirementSet.objects.get().clauses[0]["topic"] == "infant mental health"


def test_what_is_planned_is_cancelled_and_the_page_gets_back_what_is_in_force(
    editor: Editor, page: CredentialPage
) -> None:
    assert "Cancel it" in editor.client.get(at(page, "cancel", 2)).content.decode()
    editor.client.post(at(page, "cancel", 2))
    assert [row[0] for row in sets()] == [1]
    assert "What changes from" not in read(page)
    page.refresh_from_db()
    assert (str(page.effective_from), page.requirements[0].value["hours"]) == ("2026-01-01", 30)
    page.summary = "Other words."
    page.save_revision().publish()
    assert [row[0] for row in sets()] == [1]
    html = editor.client.get(at(page)).content.decode()
    assert "Cancelled" in html
    editor.change(page, demanding(training("34"), effective_from=str(NEXT)))
    assert [row[:2] for row in sets()] == [(1, "30"), (3, "34")]


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_in_force_or_cancelled_already_is_not_cancelled(
    editor: Editor, page: CredentialPage, number: int
) -> None:
    editor.client.post(at(page, "cancel", 2))
    response = editor.client.post(at(page, "cancel", number), follow=True)
    said = "in force, so they can no longer be cancelled" if number == 1 else "have been cancelled already"
    assert said in response.content.decode()
    assert [row[0] for row in sets()] == [1]


def test_a_change_is_written_on_from_any_set_as_a_draft(editor: Editor, page: CredentialPage) -> None:
    response = editor.client.post(at(page, "plan", 1))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])  # type: ignore[attr-defined]
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (page.requirements[0].value["hours"], draft.requirements[0].value["hours"]) == (32, 30)
    assert draft.effective_from == NEXT
    assert [row[0] for row in sets()] == [1, 2]


def test_coordinators_read_and_only_editors_write(editor: Editor, page: CredentialPage) -> None:
    coordinator = Client()
    coordinator.force_login(make_coordinator(editor.association))
    html = coordinator.get(at(page)).content.decode()
    assert "Set 1" in html
    assert "Correct the wording" not in html
    for step in ("wording", "cancel", "plan"):
        assert coordinator.get(at(page, step, 2)).status_code == 404
        assert coordinator.post(at(page, step, 2)).status_code == 404
    assert editor.client.get(at(page, "move", 1)).status_code == 404


def test_another_association_finds_nothing(editor: Editor, page: CredentialPage) -> None:
    other = make_association("other", "other.example.org")
    strangers = [Client(), Client()]
    strangers[0].force_login(make_editor(other, "otto.editor@example.org"))
    strangers[1].force_login(make_coordinator(other, "olga.coordinator@example.org"))
    for stranger in strangers:
        assert stranger.get(at(page)).status_code == 404
        assert page.title not in stranger.get(reverse("endorsement_credentials")).content.decode()
        for step in ("wording", "cancel", "plan", "move"):
            assert stranger.get(at(page, step)).status_code == 404
            assert stranger.post(at(page, step)).status_code == 404


def started(form: Any, name: str) -> Application:
    person = make_person(f"{name}@example.org", given_name=name.capitalize())
    day = timezone.localdate()
    return start_application(form=form.translation_key, by=person.account, today=day)


@pytest.fixture
def moving(editor: Editor) -> tuple[Client, CredentialPage, Application, Application, Application]:
    """A draft, a submitted and a decided application, held to set 1 while set 2 is in force."""
    form = make_form_page(editor)
    draft, submitted, decided = (started(form, name) for name in ("ina", "ole", "kim"))
    for row, state in ((submitted, "submitted"), (decided, "deferred")):
        Application.objects.filter(pk=row.pk).update(state=state, submitted_at=timezone.now())
    page = form.get_parent().specific
    editor.change(page, demanding(training("32"), effective_from=str(today(editor.association))))
    coordinator = Client()
    coordinator.force_login(make_coordinator(editor.association))
    return coordinator, page, draft, submitted, decided


def test_applications_are_moved_after_seeing_what_changes(moving: Any) -> None:
    coordinator, page, draft, submitted, decided = moving
    html = words(coordinator.get(at(page, "move", 2)).content.decode())
    assert "<del>30</del> <ins>32</ins>" in html
    assert "An applicant who is still writing" in html
    assert "Ole" in html
    assert "Ina" not in html
    assert "Kim" not in html
    assert str(decided.pk) not in html
    assert "0 of 3" in html
    assert html.count("Nothing stands in the way that did not before") == 2
    ticked = {"application": [str(draft.pk), str(submitted.pk)], "note": "By vote of the board."}
    coordinator.post(at(page, "move", 2), ticked)
    for row in (draft, submitted, decided):
        row.refresh_from_db()
    assert [row.requirement_set.number for row in (draft, submitted, decided)] == [2, 2, 1]
    assert submitted.events.filter(action="requirements_changed", role="coordinator").count() == 1
    letters = Mail.objects.filter(subject__contains="newer requirements apply")
    assert sorted(letters.values_list("to", flat=True)) == ["ina@example.org", "ole@example.org"]
    body = letters[0].body
    assert "- At least 32 hours" in body
    assert "(until now: At least 30 hours" in body
    assert "By vote of the board." in body
    applicant = Client()
    applicant.force_login(draft.person.user)
    assert "Newer requirements apply" in applicant.get(f"/apply/{draft.pk}/").content.decode()
    last_day = submitted.requirement_set.effective_from - timedelta(days=1)
    assert f"until {last_day:%-d %B %Y}" in words(coordinator.get(at(page)).text)
    file = coordinator.get(reverse("endorsement_applications:inspect", args=[submitted.pk])).text
    assert "As published in requirement set 2, which this application is held to." in file


def test_what_stands_in_the_way_only_then_is_said(moving: Any) -> None:
    coordinator, page, draft, *_ = moving
    add_evidence(draft.person, kind="training", hours=31)
    html = words(coordinator.get(at(page, "move", 2)).content.decode())
    assert html.count("Then not met: At least 32 hours") == 1
    assert "(31 of 32 hours)" in html
    assert "1 of 3" in html


def test_moving_keeps_everything_that_was_entered(moving: Any) -> None:
    coordinator, page, draft, *_ = moving
    entry = add_evidence(draft.person, kind="training", hours=12)
    StepDraft.objects.create(application=draft, step="one", answers={"a": "written"}, completed=True)
    before = (draft.revision, list(StepDraft.objects.values()), EvidenceEntry.objects.get(pk=entry.pk).hours)
    coordinator.post(at(page, "move", 2), {"application": [str(draft.pk)]})
    draft.refresh_from_db()
    assert draft.requirement_set.number == 2
    assert before == (
        draft.revision,
        list(StepDraft.objects.values()),
        EvidenceEntry.objects.get(pk=entry.pk).hours,
    )


def test_decided_ones_and_older_sets_are_refused(moving: Any) -> None:
    coordinator, page, draft, _, decided = moving
    response = coordinator.post(at(page, "move", 2), {"application": [str(decided.pk)]})
    assert "has moved on. Look at the list again." in response.content.decode()
    response = coordinator.post(at(page, "move", 2), {})
    assert "Tick at least one application." in response.content.decode()
    coordinator.post(at(page, "move", 2), {"application": [str(draft.pk)]})
    response = coordinator.post(at(page, "move", 1), {"application": [str(draft.pk)]})
    draft.refresh_from_db()
    assert draft.requirement_set.number == 2
    RequirementSet.objects.filter(number=2).update(effective_from=NEXT + timedelta(days=1))
    assert coordinator.get(at(page, "move", 2)).status_code == 404


def test_a_new_application_reads_nothing_of_newer_requirements(moving: Any, editor: Editor) -> None:
    page = moving[1]
    form = page.get_children().get(slug="apply")
    draft = started(form, "zoe")
    applicant = Client()
    applicant.force_login(draft.person.account)
    assert "Newer requirements apply" not in applicant.get(f"/apply/{draft.pk}/").content.decode()


@pytest.mark.parametrize("step", ["cancel", "wording"])
def test_what_the_page_cannot_be_published_with_is_said_and_nothing_is_done(
    editor: Editor, step: str
) -> None:
    page = make_form_page(editor).get_parent().specific
    if step == "cancel":
        editor.change(page, demanding(training("32"), effective_from=str(NEXT)))
    version = FormVersion.objects.get(form__kind="application")
    fields = version.definition["steps"][0]["fields"]
    version.definition["steps"][0]["fields"] = [one for one in fields if one["type"] != "evidence"]
    version.save()
    before = list(RequirementSet.objects.values_list("number", "digest", "cancelled_at"))
    address = at(page, step, RequirementSet.objects.count())
    typed = {name: f"{text} again" for name, text in texts(editor.client, address).items() if text}
    said = words(editor.client.post(address, typed, follow=True).text)
    assert "cannot be published. In the open form “Apply”" in said
    assert list(RequirementSet.objects.values_list("number", "digest", "cancelled_at")) == before


def test_what_another_of_its_own_first_day_replaced_had_begun_or_had_not(
    editor: Editor, page: CredentialPage
) -> None:
    editor.change(page, demanding(training("33"), effective_from=str(NEXT)))
    assert "Replaced before it came into force" in editor.client.get(at(page)).content.decode()
    now = str(today(editor.association))
    data = credential_data(slug="ecfs", code="ECFS")
    other = editor.create(CredentialPage, page.get_parent(), data)
    for hours in ("34", "35"):
        editor.change(other, demanding(training(hours), slug="ecfs", code="ECFS", effective_from=now))
    html = editor.client.get(at(other)).content.decode()
    assert "Replaced on its first day" in html
    assert "Replaced before it came into force" not in html


def test_publishing_says_from_when_it_is_demanded(editor: Editor, page: CredentialPage) -> None:
    home = editor.client.get(reverse("wagtailadmin_home"))
    told = [str(message) for message in home.context["messages"]]
    assert f"Set 2 of the requirements: in force from {NEXT:%-d %B %Y}." in told
    editor.change(page, demanding(training("32"), effective_from=str(NEXT), title="Another title"))
    home = editor.client.get(reverse("wagtailadmin_home"))
    assert f"Set 2 of the requirements: in force from {NEXT:%-d %B %Y}." in map(str, home.context["messages"])


def test_a_change_is_planned_at_the_requirements_of_the_page(editor: Editor, page: CredentialPage) -> None:
    html = editor.client.get(at(page)).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'href="{edit}#panel-child-content-requirements-section"' in html
    assert 'id="panel-child-content-requirements-section"' in editor.client.get(edit).content.decode()


def test_a_set_that_kept_no_blocks_says_where_a_change_is_planned(
    editor: Editor, page: CredentialPage
) -> None:
    RequirementSet.objects.filter(number=1).update(source=[])
    html = words(editor.client.get(at(page)).content.decode())
    assert "so no change can be planned from this one: plan it on the page." in html
    assert at(page, "plan") not in html
    before = page.get_latest_revision().content
    told = editor.client.post(at(page, "plan"), follow=True)
    assert "no change can be planned from this one" in told.content.decode()
    page.refresh_from_db()
    assert page.get_latest_revision().content == before
