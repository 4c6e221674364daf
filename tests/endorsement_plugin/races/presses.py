"""Whatever can be done to an application: by whom, and where it stands then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.actions.add_evidence import add_evidence
from endorsement_plugin.actions.appeal_outcome import appeal_outcome
from endorsement_plugin.actions.begin_review import begin_review
from endorsement_plugin.actions.change_evidence import change_evidence
from endorsement_plugin.actions.chase_reference import chase_reference
from endorsement_plugin.actions.close_exam import close_exam
from endorsement_plugin.actions.close_sitting import close_sitting
from endorsement_plugin.actions.decide import decide
from endorsement_plugin.actions.decide_again import decide_again
from endorsement_plugin.actions.decline_reference import decline_reference
from endorsement_plugin.actions.enter_outcome import enter_outcome
from endorsement_plugin.actions.expire_reference import expire_reference
from endorsement_plugin.actions.hand_in import hand_in
from endorsement_plugin.actions.list_in_registry import list_in_registry
from endorsement_plugin.actions.mark_ready import mark_ready
from endorsement_plugin.actions.move_sitting import move_sitting
from endorsement_plugin.actions.note_returned import note_returned
from endorsement_plugin.actions.open_file import open_file
from endorsement_plugin.actions.open_reference import open_reference
from endorsement_plugin.actions.open_sitting import open_sitting
from endorsement_plugin.actions.record_inspection import record_inspection
from endorsement_plugin.actions.record_outcome import record_outcome
from endorsement_plugin.actions.record_rescore import record_rescore
from endorsement_plugin.actions.refuse_transcript import refuse_transcript
from endorsement_plugin.actions.remove_evidence import remove_evidence
from endorsement_plugin.actions.remove_transcript import remove_transcript
from endorsement_plugin.actions.reopen_exam import reopen_exam
from endorsement_plugin.actions.replace_referee import replace_referee
from endorsement_plugin.actions.resume_review import resume_review
from endorsement_plugin.actions.return_application import return_application
from endorsement_plugin.actions.save_details import save_details
from endorsement_plugin.actions.save_reference import save_reference
from endorsement_plugin.actions.save_responses import save_responses
from endorsement_plugin.actions.save_step import save_step
from endorsement_plugin.actions.schedule_sitting import schedule_sitting
from endorsement_plugin.actions.send_reference import send_reference
from endorsement_plugin.actions.send_to_scoring import send_to_scoring
from endorsement_plugin.actions.settle_appeal import settle_appeal
from endorsement_plugin.actions.sign_attestation import sign_attestation
from endorsement_plugin.actions.start_application import start_application
from endorsement_plugin.actions.stop_appeal import stop_appeal
from endorsement_plugin.actions.submit_application import submit_application
from endorsement_plugin.actions.submit_reference import submit_reference
from endorsement_plugin.actions.undo_step import undo_step
from endorsement_plugin.actions.upload_transcript import upload_transcript
from endorsement_plugin.actions.verify_transcript import verify_transcript
from endorsement_plugin.actions.withdraw_application import withdraw_application
from endorsement_plugin.letters import Letter
from endorsement_plugin.links import token_of
from endorsement_plugin.models import Appeal, Sitting
from endorsement_plugin.queries.decisions import Outcome
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.transcripts.reasons import Verdict
from tests import pdfs
from tests.factories.definitions import attestation

from .situations import TODAY, Case

EDITING = "draft returned"
ASKING = f"{EDITING} submitted in-review exam-owed"
ANSWERING = f"{ASKING} exam-scheduled exam-in-scoring ready deferred"
OPEN = f"{ANSWERING} exam-closed exam-open exam-handed-in not-passed scored-again"
READING = "submitted in-review exam-scheduled exam-open exam-in-scoring ready declined to-confirm"
JUDGING = "submitted in-review exam-owed exam-in-scoring ready"
WHY = "The candidate was ill."


@dataclass(frozen=True)
class Press:
    """`where` are the situations in which it is not refused, if nobody comes before it.

    Nobody does once it holds its first lock, unless it has a second look later, under another: not `settles`.
    """

    name: str
    where: str
    act: Callable[[Case], object]
    settles: bool = True

    def may_be_pressed(self, situation: str) -> bool:
        return situation in self.where.split()


def link(case: Case) -> str:
    return str(case.waiting.token_digest)


def upload(case: Case) -> object:
    file = SimpleUploadedFile("more.pdf", pdfs.good(), "application/pdf")
    by, block = case.applicant, "s-transcripts"
    return upload_transcript(application=case.application.pk, by=by, block_id=block, file=file)


def sign(case: Case) -> object:
    statement = attestation()
    return sign_attestation(
        application=case.application.pk,
        by=case.applicant,
        block_id=statement["id"],
        typed_name="Ina Applicant",
        agreed=True,
        digest=statement["sha256"],
    )


def endorse(case: Case, proposed: Outcome = Outcome.ENDORSED) -> object:
    return decide(
        application=case.application.pk,
        by=case.coordinator,
        outcome=proposed,
        proposed=proposed,
        letter=Letter("Your application", "Dear applicant, we have decided."),
        today=TODAY,
    )


def own(case: Case) -> dict[str, Any]:
    return {"application": case.application.pk, "by": case.applicant}


def theirs(case: Case) -> dict[str, Any]:
    return {"application": case.application.pk, "by": case.coordinator}


def sat(case: Case) -> Sitting:
    assert case.sitting is not None
    return case.sitting


def appealed(case: Case) -> Appeal:
    assert case.appeal is not None
    return case.appeal


REFEREE = (
    Press("open", ANSWERING, lambda c: open_reference(token=token_of(c.waiting))),
    Press(
        "save",
        ANSWERING,
        lambda c: save_reference(link=link(c), answers={"q-comment": "Warm."}, since=Since(99)),
    ),
    Press(
        "submit",
        ANSWERING,
        lambda c: submit_reference(link=link(c), answers={"q-warmth": "4", "q-reflection": "3"}),
    ),
    Press("decline", ANSWERING, lambda c: decline_reference(link=link(c))),
)
APPLICANT = (
    Press(
        "save step",
        EDITING,
        lambda c: save_step(**own(c), step="one", answers={"q-agency": "Keiki"}, since=Since(99)),
    ),
    Press("save details", EDITING, lambda c: save_details(**own(c), values={"phone": "808 555 0100"})),
    Press("sign", EDITING, sign),
    Press("submit", EDITING, lambda c: submit_application(**own(c), today=TODAY, list_in_registry=True)),
    Press("withdraw", OPEN, lambda c: withdraw_application(**own(c))),
    Press("replace", ASKING, lambda c: replace_referee(reference=c.waiting.pk, by=c.applicant)),
    Press("replace late", ASKING, lambda c: replace_referee(reference=c.late.pk, by=c.applicant)),
    Press("remind", ASKING, lambda c: send_reference(reference=c.waiting.pk, by=c.applicant)),
    Press("upload", EDITING, upload, settles=False),
    Press("remove file", EDITING, lambda c: remove_transcript(transcript=c.transcript.pk, by=c.applicant)),
    Press("remove uploaded", EDITING, lambda c: remove_transcript(transcript=c.uploaded.pk, by=c.applicant)),
    Press(
        "add entry",
        EDITING,
        lambda c: add_evidence(**own(c), kind="training", values={"title": "More", "hours": 3}),
    ),
    Press(
        "change entry",
        EDITING,
        lambda c: change_evidence(**own(c), entry=c.entry.pk, values={"title": "Another"}),
    ),
    Press("remove entry", EDITING, lambda c: remove_evidence(**own(c), entry=c.entry.pk)),
    Press("list", OPEN, lambda c: list_in_registry(**own(c), listed=True)),
    Press(
        "start another",
        "declined to-confirm",
        lambda c: start_application(form=c.application.form_version.form.family, by=c.applicant, today=TODAY),
    ),
    Press(
        "begin exam", "exam-scheduled", lambda c: open_sitting(sitting=sat(c).pk, by=c.applicant, today=TODAY)
    ),
    Press(
        "write exam",
        "exam-open",
        lambda c: save_responses(
            sitting=sat(c).pk, by=c.applicant, answers={"q-first": "I ask."}, since=Since(99)
        ),
    ),
    Press("hand in", "exam-open", lambda c: hand_in(sitting=sat(c).pk, by=c.applicant, revision=1)),
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
        lambda c: record_outcome(ref=sat(c).review_ref, outcome="failed"),
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
