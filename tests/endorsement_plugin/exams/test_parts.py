"""An exam by part: what a sitting is held to, where outcomes come in, and what is sat again."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from endorsement_plugin.appeals.actions import settle_appeal
from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.decisions.queries import Outcome, decision_sheet, decision_sheets
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.actions.elsewhere import Elsewhere
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.enter_parts import Entered, enter_parts
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.exams.actions.reschedule import move_sitting
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.exams.queries.sittings import in_scoring
from endorsement_plugin.models import Application, Association, Mail, Sitting
from endorsement_plugin.permissions import coordinates
from endorsement_plugin.review.queries.worklist import with_exam_news
from review_queue.models import Item
from review_queue.work.running import run_due
from tests.endorsement_plugin.exams.appealing import ask, have_scored
from tests.factories.applications import make_application
from tests.factories.credentials import (
    make_association,
    make_credential,
    make_exam_paper,
    make_requirements,
)
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator
from tests.factories.reviews import clear_item
from tests.factories.sittings import answered, make_appeal

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
CHOICE = {
    "value": "choice",
    "label": "the multiple-choice part",
    "pass_mark": "80",
    "unit": "percent",
    "maximum": "60",
}
WRITTEN = {"value": "written", "label": "the written part", "on_paper": True}


def application_with(*parts: dict[str, Any], **terms: Any) -> Application:
    """In review; all but the exam is met."""
    credential = make_credential(code="IMHS")
    make_requirements(credential, [{"id": "x", "kind": "exam", "exam_parts": list(parts), **terms}])
    make_exam_paper(credential)
    return make_application(credential=credential, state="in_review")


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


def scheduled(application: Application, by: Any, today: date = TODAY, **more: Any) -> Sitting:
    return schedule_sitting(application=application.pk, by=by, today=today, opens_on=today, **more)


def sat(application: Application, by: Any) -> Sitting:
    """Scheduled, written, handed in and on its way to whoever scores it."""
    sitting, candidate = scheduled(application, by), application.person.account
    open_sitting(sitting=sitting.pk, by=candidate, today=TODAY)
    hand_in(sitting=answered(sitting, first="One").pk, by=candidate, revision=1)
    return Sitting.objects.get(pk=sitting.pk)


def entered(
    application: Application,
    by: Any,
    *,
    by_hand: bool = False,
    **parts: Entered,
) -> Sitting:
    return enter_parts(application=application.pk, by=by, entered=parts, by_hand=by_hand)


def score(points: str) -> Entered:
    return Entered(score=Decimal(points))


def heard(sitting: Sitting, outcome: Literal["passed", "failed"]) -> Sitting:
    """As the queue tells it."""
    assert sitting.review_ref
    row = record_outcome(ref=sitting.review_ref, outcome=outcome)
    assert row
    return row


def waits_for_us(*, by_hand: bool = False) -> bool:
    row: Any = with_exam_news(Application.objects.all(), by_hand=by_hand).get()
    return bool(row.to_enter)


def findings(application: Application) -> list[tuple[bool, str]]:
    application.refresh_from_db()
    return [(one.met, one.progress or one.detail) for one in assessment_of(application, TODAY).findings]


def test_a_sitting_is_held_to_what_was_asked_when_it_was_scheduled(coordinator):
    application = application_with(CHOICE, WRITTEN, valid_months=12, wait_months=3)
    sitting = scheduled(application, coordinator)
    assert [(part.value, part.rule.needed, part.on_paper) for part in sitting.parts.all()] == [
        ("choice", "at least 80%", False),
        ("written", "a pass", True),
    ]
    assert (sitting.open_until, sitting.wait_months) == (date(2027, 6, 1), 3)
    letter = Mail.objects.get(event_key=f"exam-scheduled:{sitting.pk}").body
    assert (
        "- the multiple-choice part: at least 80%; you sit this elsewhere\n- the written part: a pass\n"
        in letter
    )
    assert "You can begin it from 1 June 2026, and until 1 June 2027, on this page:" in letter


def test_an_exam_without_parts_goes_on_as_before(coordinator):
    application = application_with()
    sitting = sat(application, coordinator)
    assert not sitting.parts.exists()
    heard(sitting, "passed")
    assert findings(application) == [(True, "Passed.")]


@pytest.mark.parametrize(
    ("points", "written", "state"),
    [("48", True, "passed"), ("47", True, "failed"), ("60", False, "failed")],
)
def test_by_hand_it_is_passed_when_every_part_is(coordinator, points, written, state):
    application = application_with(CHOICE, WRITTEN)
    sat(application, coordinator)
    sitting = entered(application, coordinator, by_hand=True, choice=score(points))
    assert sitting.state == "handed_in"
    sitting = entered(application, coordinator, by_hand=True, written=Entered(passed=written))
    application.refresh_from_db()
    assert (sitting.state, application.state) == (state, "ready")
    met = state == "passed"
    sheet = decision_sheet(application, TODAY)
    assert sheet.proposed is (Outcome.ENDORSED if met else Outcome.DEFERRED)
    (again,) = decision_sheets(Application.objects.all(), lambda association: TODAY)
    assert again.assessment == sheet.assessment
    words = list(application.events.filter(action="exam_part_entered").values_list("detail", flat=True))
    passed = "passed" if Decimal(points) >= 48 else "not passed"
    assert words[0] == f"the multiple-choice part: {points} of 60 points, {passed}"


REFUSED = [
    ({}, [("nothing_entered", ())]),
    ({"choice": Entered()}, [("nothing_entered", ())]),
    ({"choice": score("60.5")}, [("score_out_of_range", ("choice",))]),
    ({"choice": score("-1")}, [("score_out_of_range", ("choice",))]),
    ({"choice": score("47.999")}, [("score_too_fine", ("choice",))]),
    ({"choice": Entered(passed=True)}, [("score_missing", ("choice",))]),
    ({"written": score("3")}, [("outcome_missing", ("written",))]),
    ({"oral": Entered(passed=True), "choice": score("61")}, [
        ("not_waiting", ("oral",)),
        ("score_out_of_range", ("choice",)),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_part(coordinator, parts, problems):
    application = application_with(CHOICE, WRITTEN)
    sitting = sat(application, coordinator)
    with pytest.raises(Incomplete) as refused:
        entered(application, coordinator, by_hand=True, **parts)
    assert [(one.code, one.where) for one in refused.value.problems] == problems
    assert not sitting.parts.exclude(outcome="").exists()


def test_what_is_entered_is_entered_once(coordinator):
    application = application_with(CHOICE, WRITTEN)
    sat(application, coordinator)
    entered(application, coordinator, by_hand=True, choice=score("50"))
    with pytest.raises(Incomplete) as refused:
        entered(application, coordinator, by_hand=True, choice=score("51"))
    assert refused.value.problems[0].message == "This part has its outcome, or is scored by reviewers."
    with pytest.raises(WrongState):
        enter_outcome(application=application.pk, by=coordinator, outcome="passed")


def test_another_associations_coordinator_enters_nothing(coordinator):
    application = application_with(CHOICE, WRITTEN)
    sat(application, coordinator)
    stranger = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    with pytest.raises(NotAllowed):
        entered(application, stranger, choice=score("50"))


def test_nobody_enters_what_came_of_their_own_exam(coordinator):
    application = application_with(CHOICE, WRITTEN)
    sitting = sat(application, coordinator)
    candidate = application.person.account
    candidate.groups.add(Group.objects.get(coordinated_associations=application.association))
    assert coordinates(candidate, application.association)
    for by_hand in (False, True):
        with pytest.raises(NotAllowed):
            entered(application, candidate, by_hand=by_hand, choice=score("50"))
    assert not sitting.parts.exclude(outcome="").exists()


def test_the_queue_scores_what_was_written_and_a_coordinator_enters_the_rest(coordinator, round_and_pool):
    application = application_with(CHOICE, WRITTEN)
    sitting = sat(application, coordinator)
    run_due()
    clear_item(Item.objects.get(ref=str(sitting.review_ref)))
    have_scored(round_and_pool, 3)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.parts.get(on_paper=True).outcome) == ("in_scoring", "passed")
    assert not in_scoring().exists()
    assert findings(application) == [(False, "No outcome yet."), (True, "Passed.")]
    with pytest.raises(Incomplete):
        entered(application, coordinator, written=Entered(passed=False), choice=score("48"))
    sitting = entered(application, coordinator, choice=score("48"))
    assert sitting.state == "passed"
    assert "You stay with the pair, [name]." in sitting.feedback
    assert findings(application) == [(True, "80 of 80 percent"), (True, "Passed.")]
    assert heard(sitting, "failed").state == "passed"


def test_while_the_queue_has_it_the_written_part_is_nobodys_to_enter(coordinator):
    application = application_with(WRITTEN)
    sitting = sat(application, coordinator)
    with pytest.raises(WrongState):
        entered(application, coordinator, written=Entered(passed=True))
    Sitting.objects.update(state="in_scoring", returned_because="Cannot be made anonymous.")
    with pytest.raises(Incomplete):
        entered(application, coordinator, written=Entered(passed=True))
    elsewhere = Elsewhere("Two reviewers of AIMH-WI", timezone.localdate())
    enter_parts(
        application=application.pk,
        by=coordinator,
        entered={"written": Entered(passed=True)},
        by_hand=False,
        elsewhere=elsewhere,
    )
    sitting.refresh_from_db()
    assert (sitting.state, sitting.scored_by) == ("passed", "Two reviewers of AIMH-WI")


@pytest.mark.parametrize(
    ("state", "written", "outcome", "by_hand", "waits"),
    [
        ("in_scoring", "", "", False, True),
        ("in_scoring", "", "passed", False, False),
        ("in_scoring", "passed", "", False, True),
        ("in_scoring", "", "passed", True, True),
        ("scheduled", "", "", False, False),
        ("open", "", "", False, False),
    ],
)
def test_it_waits_for_a_coordinator_who_has_something_to_enter(
    coordinator, state, written, outcome, by_hand, waits
):
    application = application_with(CHOICE, WRITTEN)
    sitting = scheduled(application, coordinator)
    Sitting.objects.update(state=state)
    sitting.parts.filter(value="written").update(outcome=written)
    sitting.parts.filter(value="choice").update(outcome=outcome)
    assert waits_for_us(by_hand=by_hand) is waits


def failed_in(application: Application, by: Any, **parts: Entered) -> Sitting:
    """Sat a month ago, with these outcomes, and back in review."""
    sat(application, by)
    sitting = entered(application, by, by_hand=True, **parts)
    assert sitting.state == "failed"
    Sitting.objects.filter(pk=sitting.pk).update(handed_in_at=datetime(2026, 5, 1, 20, tzinfo=UTC))
    Association.objects.update(retake_after_months=0)
    Application.objects.update(state="in_review")
    application.refresh_from_db()
    return sitting


FAILED_CHOICE = {"choice": score("47"), "written": Entered(passed=True)}
FAILED_WRITTEN = {"choice": score("55"), "written": Entered(passed=False)}


def test_without_the_switch_every_part_is_sat_again(coordinator):
    application = application_with(CHOICE, WRITTEN)
    failed_in(application, coordinator, **FAILED_CHOICE)
    make_exam_paper(application.credential)
    again = scheduled(application, coordinator)
    assert [part.value for part in again.parts.all()] == ["choice", "written"]
    assert findings(application) == [(False, "No outcome yet."), (False, "No outcome yet.")]


def test_what_stands_is_written_no_more_and_the_rest_is_entered(coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    first = failed_in(application, coordinator, **FAILED_CHOICE)
    again = scheduled(application, coordinator)
    assert ([part.value for part in again.parts.all()], again.replaces) == (["choice"], first)
    assert not again.is_written_here
    letter = Mail.objects.get(event_key=f"exam-scheduled:{again.pk}").body
    assert "You can sit it from 1 June 2026." in letter
    assert "Your answers are saved" not in letter
    with pytest.raises(WrongState, match="Nothing of this exam is written here"):
        open_sitting(sitting=again.pk, by=application.person.account, today=TODAY)
    later = date(2026, 6, 9)
    move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=later)
    moved = Mail.objects.get(event_key__startswith="exam-moved:").body
    assert "You can sit it from 9 June 2026. What it is about stands on this page:" in moved
    assert "begin it from" not in moved
    assert waits_for_us()
    assert findings(application) == [(False, "No outcome yet."), (True, "Passed.")]
    assert entered(application, coordinator, choice=score("48")).state == "passed"
    assert findings(application) == [(True, "80 of 80 percent"), (True, "Passed.")]
    application.refresh_from_db()
    assert application.state == "ready"


def test_what_is_only_sat_elsewhere_waits_for_its_fee_too(coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    make_fee(application, "Retake", due="other", due_words="when you sit it again", holds="exam")
    assert not scheduled(application, coordinator).is_written_here
    with pytest.raises(Incomplete) as refused:
        entered(application, coordinator, choice=score("60"))
    assert [one.message for one in refused.value.problems] == [
        "“Retake”, $100.00, must be settled before the exam is opened.",
        "Nothing of this exam is written here, so its outcome waits for that.",
    ]
    application.fees.update(state="paid", settled_at=datetime.now(UTC))
    assert entered(application, coordinator, choice=score("60")).state == "passed"


def test_of_what_is_written_again_only_that_is_waited_for(coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    failed_in(application, coordinator, **FAILED_WRITTEN)
    make_exam_paper(application.credential)
    again = scheduled(application, coordinator)
    assert [part.value for part in again.parts.all()] == ["written"]
    Sitting.objects.filter(pk=again.pk).update(state="in_scoring", review_ref="0" * 32)
    again.refresh_from_db()
    assert heard(again, "passed").state == "passed"
    assert findings(application) == [(True, "91.66 percent, 80 needed"), (True, "Passed.")]


def test_a_closed_sitting_is_worth_nothing_and_what_stood_before_stands(coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    again = scheduled(application, coordinator)
    again.parts.update(outcome="passed")
    Sitting.objects.filter(pk=again.pk).update(state="closed")
    assert findings(application) == [(False, "78.33 of 80 percent"), (True, "Passed.")]


def test_once_more_than_is_allowed_takes_a_reason(coordinator):
    application = application_with(CHOICE, WRITTEN, attempts=1, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    with pytest.raises(Incomplete) as refused:
        scheduled(application, coordinator)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("no_attempt_left", ("reason",))
    assert "The requirements allow 1 attempt, and the candidate has had 1 attempt." in problem.message
    again = scheduled(application, coordinator, reason="The fire alarm rang.")
    later = date(2026, 6, 9)
    move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=later)
    again.refresh_from_db()
    assert again.opens_on == later


@pytest.mark.parametrize(
    ("own", "associations", "again"), [(12, 6, date(2027, 5, 1)), (0, 6, date(2026, 11, 1))]
)
def test_the_wait_of_the_requirements_goes_before_the_associations(coordinator, own, associations, again):
    application = application_with(CHOICE, WRITTEN, wait_months=own, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    Association.objects.update(retake_after_months=associations)
    with pytest.raises(Incomplete) as refused:
        scheduled(application, coordinator)
    assert refused.value.problems[0].code == "retake_too_early"
    application.refresh_from_db()
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert sitting.opens_on == again


def test_an_approval_ends(coordinator):
    application = application_with(CHOICE, WRITTEN, valid_months=1)
    late = date(2026, 7, 2)
    with pytest.raises(Incomplete) as refused:
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=late)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("approval_over", ("opens_on",))
    assert "valid until 1 July 2026" in problem.message
    sitting = scheduled(application, coordinator)
    with pytest.raises(Incomplete):
        move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=late)
    candidate = application.person.account
    with pytest.raises(WrongState, match="was valid until 1 July 2026"):
        open_sitting(sitting=sitting.pk, by=candidate, today=late)
    assert open_sitting(sitting=sitting.pk, by=candidate, today=date(2026, 7, 1)).state == "open"
    assert open_sitting(sitting=sitting.pk, by=candidate, today=late).state == "open"


@pytest.mark.parametrize(
    ("points", "state", "application_state"), [("47", "failed", "declined"), ("48", "passed", "ready")]
)
def test_scored_again_is_what_was_written(coordinator, points, state, application_state):
    application = application_with(CHOICE, WRITTEN)
    sat(application, coordinator)
    parts = {"choice": score(points), "written": Entered(passed=False)}
    sitting = entered(application, coordinator, by_hand=True, **parts)
    Application.objects.update(state="declined")
    appeal = ask(sitting, coordinator)
    assert (appeal.first_outcome, appeal.part) == ("failed", "the written part")
    type(appeal).objects.update(outcome="passed")
    settle_appeal(application=application.pk, appeal=appeal.pk, by=coordinator)
    application.refresh_from_db()
    sitting = Sitting.objects.get()
    assert (sitting.state, sitting.parts.get(on_paper=True).outcome) == (state, "passed")
    assert application.state == application_state
    letter = Mail.objects.get(event_key=f"exam-scored-again:{appeal.pk}").body
    assert "The outcome of the written part is now: passed. It was: not passed." in letter


def test_the_score_of_what_came_out_as_before_stays(coordinator):
    application = application_with(WRITTEN | {"pass_mark": "80"})
    sat(application, coordinator)
    sitting = entered(application, coordinator, by_hand=True, written=score("79"))
    Application.objects.update(state="declined")
    appeal = ask(sitting, coordinator)
    type(appeal).objects.update(outcome="failed")
    settle_appeal(application=application.pk, appeal=appeal.pk, by=coordinator)
    assert findings(application) == [(False, "79 of 80 percent")]


def test_what_is_not_written_here_is_not_scored_again(coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    again = scheduled(application, coordinator)
    entered(application, coordinator, choice=score("1"))
    with pytest.raises(WrongState, match="Nothing of this exam was written here"):
        ask(again, coordinator)
    assert make_appeal(again).part == ""
