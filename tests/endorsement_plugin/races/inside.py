"""What a coordinator presses, and what the clock and the reviewers do."""

from datetime import timedelta
from uuid import UUID

from endorsement_plugin.appeals.actions import appeal_outcome, settle_appeal, stop_appeal
from endorsement_plugin.applications.actions.hold_to import hold_to
from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.actions.decide_again import decide_again
from endorsement_plugin.decisions.actions.resume_review import resume_review
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.exams.actions.close_exam import close_exam
from endorsement_plugin.exams.actions.close_sitting import close_sitting
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.note_returned import note_returned
from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.exams.actions.record_rescore import record_rescore
from endorsement_plugin.exams.actions.reopen_exam import reopen_exam
from endorsement_plugin.exams.actions.reschedule import move_sitting
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.exams.actions.send_to_scoring import send_to_scoring
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.references.actions.expire import expire_reference
from endorsement_plugin.references.actions.remind import chase_reference
from endorsement_plugin.review.actions import (
    begin_review,
    confirm_standing,
    mark_ready,
    open_file,
    return_application,
    undo_step,
)
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.transcripts.actions.record_inspection import record_inspection
from endorsement_plugin.transcripts.actions.refuse import refuse_transcript
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from tests.endorsement_plugin.races.presses import (
    ANSWERING,
    ASKING,
    JUDGING,
    READING,
    WHY,
    Press,
    appealed,
    sat,
    theirs,
)
from tests.endorsement_plugin.races.situations import TODAY, Case


def ref_of(case: Case) -> UUID:
    ref = sat(case).review_ref
    assert ref is not None
    return ref


def endorse(case: Case, proposed: Outcome = Outcome.ENDORSED) -> object:
    return decide(
        application=case.application.pk,
        by=case.coordinator,
        outcome=proposed,
        proposed=proposed,
        letter=Letter("Your application", "Dear applicant, we have decided."),
        today=TODAY,
    )


COORDINATOR = (
    Press("open file", READING, lambda c: open_file(**theirs(c), today=TODAY)),
    Press("begin", "submitted", lambda c: begin_review(**theirs(c))),
    Press("undo", "in-review", lambda c: undo_step(**theirs(c))),
    Press("return", "submitted in-review", lambda c: return_application(**theirs(c), note="More, please.")),
    Press("resume", "returned ready not-passed", lambda c: resume_review(**theirs(c), reason=WHY)),
    Press("verify", JUDGING, lambda c: verify_transcript(transcript=c.transcript.pk, by=c.coordinator)),
    Press(
        "refuse",
        JUDGING,
        lambda c: refuse_transcript(transcript=c.transcript.pk, by=c.coordinator, note="Blurred."),
    ),
    Press(
        "confirm",
        JUDGING,
        lambda c: confirm_standing(**theirs(c), who=c.waiting.pk, category="vetted", note="Called."),
    ),
    Press(
        "hold to newer",
        "draft submitted in-review exam-owed ready",
        lambda c: hold_to(**theirs(c), requirement_set=c.newer, today=TODAY),
    ),
    Press("mark ready", "in-review", lambda c: mark_ready(**theirs(c), today=TODAY)),
    Press("decide", "ready", endorse),
    Press("defer", "not-passed", lambda c: endorse(c, Outcome.DEFERRED)),
    Press(
        "schedule",
        "exam-owed",
        lambda c: schedule_sitting(**theirs(c), today=TODAY),
    ),
    Press(
        "move exam",
        "exam-scheduled",
        lambda c: move_sitting(**theirs(c), today=TODAY, opens_on=TODAY + timedelta(days=9)),
    ),
    Press(
        "close exam",
        "exam-scheduled exam-open exam-handed-in exam-in-scoring",
        lambda c: close_exam(**theirs(c), reason=WHY),
    ),
    Press("reopen exam", "exam-closed", lambda c: reopen_exam(**theirs(c), reason=WHY)),
    Press("enter outcome", "exam-in-scoring", lambda c: enter_outcome(**theirs(c), outcome="passed")),
    Press(
        "decide again", "deferred declined", lambda c: decide_again(**theirs(c), reason=WHY), settles=False
    ),
    Press(
        "appeal",
        "not-passed deferred declined",
        lambda c: appeal_outcome(**theirs(c), sitting=sat(c).pk, reason=WHY),
    ),
    Press("settle", "to-confirm", lambda c: settle_appeal(**theirs(c), appeal=appealed(c).pk)),
)
CLOCK = (
    Press("expire", ANSWERING, lambda c: expire_reference(reference=c.late.pk)),
    Press("chase", ANSWERING, lambda c: chase_reference(reference=c.waiting.pk)),
    Press(
        "inspect",
        f"{ASKING} exam-open",
        lambda c: record_inspection(transcript=c.uploaded.pk, verdict=Verdict("accept", "", pages=2)),
    ),
    Press("hand over", "exam-handed-in", lambda c: send_to_scoring(sitting=sat(c).pk)),
    Press(
        "hear outcome",
        "exam-handed-in exam-in-scoring",
        lambda c: record_outcome(ref=ref_of(c), outcome="failed"),
    ),
    Press("hear return", "exam-in-scoring", lambda c: note_returned(sitting=sat(c).pk, because="Names.")),
    Press("stop scoring", "withdrawn", lambda c: close_sitting(sitting=sat(c).pk)),
    Press(
        "hear second outcome",
        "scored-again",
        lambda c: record_rescore(ref=appealed(c).review_ref, outcome="passed"),
    ),
    Press("stop appeal", "scored-again", lambda c: stop_appeal(appeal=appealed(c).pk, because="Names.")),
)
