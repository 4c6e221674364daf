"""What a referee and an applicant press."""

from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.applications.actions.save_details import save_details
from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.references.actions.decline import decline_reference
from endorsement_plugin.references.actions.open import open_reference
from endorsement_plugin.references.actions.replace import replace_referee
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.actions.send import send_reference
from endorsement_plugin.references.actions.submit import submit_reference
from endorsement_plugin.references.links import token_of
from endorsement_plugin.registry.actions.listing import list_in_registry
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.transcripts.actions.remove import remove_transcript
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from tests import pdfs
from tests.endorsement_plugin.races.presses import ANSWERING, ASKING, EDITING, OPEN, Press, own, sat
from tests.endorsement_plugin.races.situations import TODAY, Case
from tests.factories.definitions import attestation


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
