"""What a person judged against: shown on the sheet, never ticked by itself, never told to the applicant."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import decision_sheet
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import (
    Application,
    Credential,
    Decision,
    Endorsement,
    Mail,
    Reference,
    ReferenceAnswer,
)
from endorsement_plugin.registry.queries import missing_of
from endorsement_plugin.transcripts.actions.refuse import refuse_transcript
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.credentials import make_association, make_credential, make_exam_paper, make_requirements
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)
ALL = reverse("endorsement_decisions:index")
THREE = {"id": "r", "kind": "references", "count": 3}
ONE_FILE = {"id": "x", "kind": "transcripts", "count": 1}
YES, NO = ("recommend", "choice", "yes", "Yes"), ("recommend", "choice", "no", "No")
UNKNOWN = ("warmth", "rating", "unknown", "I do not know enough to say")
WARM = ("warmth", "rating", "3", "Usually")


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def ready(*clauses: dict[str, Any], state: str = "ready") -> Application:
    credential = make_credential()
    make_requirements(credential, list(clauses))
    return make_application(person=make_person(), credential=credential, state=state)


def answered(application: Application, slot: int, *answers: tuple[str, str, Any, str]) -> Reference:
    reference = add_reference(application, slot=slot, state="received")
    for number, (name, kind, value, text) in enumerate(answers):
        ReferenceAnswer.objects.create(
            reference=reference,
            block_id=f"b{number}",
            name=name,
            label=f"About {name}",
            kind=kind,
            value=value,
            text=text,
            position=number,
        )
    return reference


def row(desk) -> str:
    return desk.get(ALL).content.decode()


def is_offered_ticked(html: str) -> bool:
    return "checked" in html[html.index("<tbody>") :]


def refused_sheet(desk, application: Application, reason: str) -> None:
    """The list and the sheet say why, and endorsing by itself is refused without a note."""
    html = row(desk)
    assert reason in html
    assert "All met" not in html
    assert not is_offered_ticked(html)
    url = reverse("endorsement_applications:decide", args=[application.pk])
    sheet = desk.get(f"{url}?outcome=endorsed")
    assert reason in sheet.content.decode()
    values = {**sheet.context["form"].initial, "note": "", "then": "send"}
    assert "Write in the note why" in desk.post(url, values).content.decode()
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([NO], "answered “No” to “About recommend”"),
        ([UNKNOWN, ("other", "rating", "unknown", "")], "could judge nothing that was asked"),
        ([("recommend", "yes_no", False, "No"), WARM], "answered “No”"),
        ([("recommendation", "choice", "no_i_do_not", "No, I do not"), WARM], "“No, I do not”"),
        ([("remarks", "long_text", "", "")], "left every answer empty"),
        ([YES, UNKNOWN], "could not judge what was asked"),
    ],
)
def test_references_that_do_not_recommend(desk, answers, reason):
    application = ready(THREE)
    for slot in (1, 2, 3):
        answered(application, slot, *answers)
    refused_sheet(desk, application, reason)


def test_one_no_among_three_unticks_the_row_too(desk):
    application = ready(THREE)
    for slot, said in ((1, YES), (2, NO), (3, YES)):
        answered(application, slot, said, WARM)
    refused_sheet(desk, application, "Ref Eree 2 answered “No”")


def test_three_that_recommend_are_met_and_ticked(desk):
    application = ready(THREE)
    reserved = ("recommend", "choice", "reservations", "Yes, with reservations")
    for slot, said in ((1, YES), (2, reserved), (3, YES)):
        answered(application, slot, said, WARM, UNKNOWN)
    html = row(desk)
    assert "All met" in html
    assert is_offered_ticked(html)


@pytest.mark.parametrize("clauses", [[ONE_FILE], []])
def test_a_transcript_that_was_refused(desk, coordinator, clauses):
    application = ready(*clauses)
    refuse_transcript(transcript=add_transcript(application).pk, by=coordinator, note="This is a bill.")
    refused_sheet(desk, application, "This is a bill.")


@pytest.mark.parametrize("state", ["accepted", "quarantined", "uploaded"])
def test_only_verified_transcripts_count_after_submission(desk, state):
    ready_one = ready(ONE_FILE)
    add_transcript(ready_one, state=state)
    html = row(desk)
    assert "1 not met" in html
    assert 'type="checkbox"' not in html
    url = reverse("endorsement_applications:inspect", args=[ready_one.pk])
    assert "1 file not looked at yet." in desk.get(url).content.decode()


def test_a_verified_one_in_place_of_a_refused_one(desk, coordinator):
    application = ready(ONE_FILE)
    refuse_transcript(transcript=add_transcript(application).pk, by=coordinator, note="This is a bill.")
    verify_transcript(transcript=add_transcript(application).pk, by=coordinator)
    assert "All met" in row(desk)


def test_a_person_may_tick_it_all_the_same_and_the_file_says_so(desk):
    application = ready(THREE)
    for slot in (1, 2, 3):
        answered(application, slot, NO)
    (sheet,) = desk.get(ALL).context["sheets"]
    desk.post(ALL, {"application": [sheet.tick], "then": "send"})
    application.refresh_from_db()
    assert application.state == "endorsed"
    assert "Ref Eree 1 answered “No”" in Decision.objects.get().note


def test_a_tick_says_yes_only_to_the_reasons_that_stood_beside_it(desk):
    application = ready(THREE)
    for slot, said in ((1, YES), (2, NO), (3, YES)):
        answered(application, slot, said)
    (sheet,) = desk.get(ALL).context["sheets"]
    application.references.get(slot=1).answers.update(value="no", text="No")
    html = desk.post(ALL, {"application": [sheet.tick], "then": "send"}).content.decode()
    assert "Look at the list again." in html
    assert not Decision.objects.exists()


def test_the_applicant_reads_nothing_of_it(desk, client):
    application = ready(THREE)
    for slot in (1, 2, 3):
        answered(application, slot, NO)
    url = reverse("endorsement_applications:decide", args=[application.pk])
    values = {**desk.get(url).context["form"].initial, "note": ""}
    assert "[Write here" in values["letter"]
    assert "eference" not in values["letter"]
    letter = values["letter"].replace(
        "[Write here what is still open, in your own words.]", "Please name others."
    )
    desk.post(url, {**values, "letter": letter, "then": "send"})
    application.refresh_from_db()
    assert application.state == "deferred"
    assert "answered" not in Mail.objects.get(application=application).body
    client.force_login(application.person.user)
    for name in ("application", "check"):
        html = client.get(reverse(f"endorsement:{name}", args=[application.pk])).content.decode()
        assert "answered “No”" not in html


@pytest.mark.parametrize(
    ("first", "said"),
    [(NO, "answered “No” to “About recommend”."), (UNKNOWN, "could not judge what was asked.")],
)
def test_what_is_to_be_weighed_is_not_called_unmet_at_the_end_of_the_review(desk, first, said):
    application = ready({**THREE, "count": 1}, ONE_FILE, state="in_review")
    make_exam_paper(application.credential)
    answered(application, 1, first)
    page = desk.get(reverse("endorsement_applications:exam", args=[application.pk])).content.decode()
    unmet, weigh = page.split("<p>Not met yet:</p>")[1].split("<p>For you to weigh:</p>")
    assert "(0 of 1)" in unmet
    assert said not in unmet
    assert said in weigh
    assert "of 1)" not in weigh


def test_ready_counts_apart_what_is_not_met_and_what_is_to_be_weighed(desk):
    application = ready({**THREE, "count": 1}, ONE_FILE, state="in_review")
    answered(application, 1, NO)
    address = reverse("endorsement_applications:ready", args=[application.pk])
    said = desk.post(address, follow=True).content.decode()
    assert "1 requirement is not met. 1 requirement is yours to weigh." in said


@pytest.mark.parametrize("more", [True, False])
def test_a_provisional_endorsement_does_not_tell_its_holder_what_a_referee_judged(client, coordinator, more):
    rest = [{"id": "s", "kind": "supervision", "hours": "24", "may_follow": True}] if more else []
    application = ready(THREE | {"may_follow": True}, *rest)
    Credential.objects.update(provisional_months=24)
    for slot, said in ((1, YES), (2, NO), (3, YES)):
        answered(application, slot, said, WARM)
    application.refresh_from_db()
    sheet = decision_sheet(application, DAY)
    decide(
        application=application.pk,
        by=coordinator,
        outcome=Decision.Outcome.PROVISIONAL,
        proposed=sheet.proposed,
        letter=Letter("A", "B"),
        today=DAY,
    )
    made = Endorsement.objects.get()
    missing = ["3 references received", *(["24 hours of reflective supervision"] if more else [])]
    assert [one.sentence for one in missing_of(made)] == missing, "its association looks at both"
    client.force_login(application.person.user)
    body = client.get(f"/api/v3-preview/endorsements/{made.number}/").json()
    assert body["missing"] == missing[1:]
    for path in (
        reverse("endorsement:endorsement", args=[made.number]),
        reverse("endorsement:application", args=[application.pk]),
    ):
        shown = client.get(path).text
        assert "3 references" not in shown
        assert ("24 hours of reflective supervision" in shown) is more
        assert ("while what our letter names is still to be shown" in shown) is not more
