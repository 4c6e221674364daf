"""The candidate's exam: when it opens, the paper, the answers, handing in."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.errors import Incomplete, Problem, Stale, WrongType
from endorsement_plugin.exams.actions.files import remove_exam_file, upload_exam_file
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.exams.actions.save_masking_details import save_masking_details
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.exams.forms import MaskingDetailsForm
from endorsement_plugin.limits import SAVE, SUBMIT, UPLOAD
from endorsement_plugin.models import ExamFile, MaskingDetails, Sitting
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.screens.files import exam_file as hand_out
from endorsement_plugin.screens.getters import own_exam_file, own_sitting, own_sittings
from endorsement_plugin.uploads.rules import CHOOSE

from .answers import named, read_answers
from .files import capped, refuse_too_large
from .idempotency import Reply, idempotent
from .preconditions import PRIVATE, fresh, revision_in, tag
from .private import private_router
from .problems import refused
from .schemas.files import ExamFileList, ExamFileOut
from .schemas.sittings import AnswersIn, MaskingIn, MaskingOut, SittingList, SittingOut

router = private_router("exam")


@router.get("/", response=SittingList)
def list_sittings(request: HttpRequest) -> SittingList:
    """My exams with the association of this site, without their papers."""
    rows = own_sittings(request).select_related("paper", "application").prefetch_related("parts")
    items = [SittingOut.of(row, paper=False) for row in rows]
    return SittingList(count=len(items), items=items)


@router.get("/{uuid:pk}/", response=SittingOut)
def read_sitting(request: HttpRequest, pk: UUID, response: HttpResponse) -> SittingOut:
    """Where the exam stands; the paper and the answers only while it is being written."""
    return _shown(response, own_sitting(request, pk))


@router.post("/{uuid:pk}/actions/open/", response=SittingOut)
def begin(request: HttpRequest, pk: UUID, response: HttpResponse) -> SittingOut:
    """Begin. Opening an exam that is open already changes nothing."""
    own_sitting(request, pk)
    open_sitting(sitting=pk, by=request.user, today=timezone.localdate())
    return _shown(response, own_sitting(request, pk))


@router.patch("/{uuid:pk}/", response=SittingOut, throttle=[SAVE])
def save(
    request: HttpRequest, pk: UUID, data: AnswersIn, response: HttpResponse
) -> SittingOut | HttpResponse:
    """Keep these answers; the others stay. Needs If-Match with the sitting's revision."""
    sitting = own_sitting(request, pk)
    chosen = named(sitting.paper.parsed.questions, data.answers, "answers")
    answers, problems = read_answers(chosen, data.answers, "answers")
    try:
        saved = save_responses(
            sitting=pk,
            by=request.user,
            answers=answers,
            since=Since(revision_in(request, sitting.revision)),
        )
    except Stale as refusal:
        return refused(
            request, refusal, current=SittingOut.of(own_sitting(request, pk)).model_dump(mode="json")
        )
    tag(response, saved.revision)
    return SittingOut.of(saved, problems=problems)


@router.get("/{uuid:pk}/masking/", response=MaskingOut)
def read_masking(request: HttpRequest, pk: UUID, response: HttpResponse) -> MaskingOut:
    """By what else whoever reads my answers could know me, as I have given it; it goes with the answers."""
    return _masking(own_sitting(request, pk), response)


@router.put("/{uuid:pk}/masking/", response=MaskingOut, throttle=[SAVE])
def put_masking(request: HttpRequest, pk: UUID, data: MaskingIn, response: HttpResponse) -> MaskingOut:
    """Keep these in place of those before, until the exam is handed in. Needs If-Match."""
    sitting = own_sitting(request, pk)
    kept = MaskingDetails.objects.filter(sitting=sitting).first()
    revision = revision_in(request, kept.revision if kept else 0)
    form = MaskingDetailsForm(data.dict(), today=timezone.localdate())
    if not form.is_valid():
        problems = [
            Problem(code="invalid", message=str(message), where=(name,))
            for name, said in form.errors.items()
            for message in said
        ]
        raise Incomplete("Nothing was saved.", problems)
    save_masking_details(sitting=pk, by=request.user, values=form.cleaned_data, revision=revision)
    return _masking(sitting, response)


@router.post("/{uuid:pk}/actions/hand-in/", response=SittingOut, throttle=[SUBMIT])
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the answers in, once and for all. Needs If-Match; send an Idempotency-Key too."""
    sitting = own_sitting(request, pk)

    def act() -> Reply:
        revision = revision_in(request, sitting.revision)
        done = hand_in(sitting=pk, by=request.user, revision=revision)
        body = SittingOut.of(done).model_dump(mode="json")
        return Reply(200, body, {"ETag": f'"{done.revision}"'})

    return idempotent(request, act)


@router.get("/{uuid:pk}/files/", response=ExamFileList)
def list_exam_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every PDF of the exam. 304 while nothing has changed, as of each file."""
    sitting = own_sitting(request, pk)
    items = [ExamFileOut.of(row, sitting.paper.parsed) for row in sitting.files.all()]
    return fresh(request, ExamFileList(count=len(items), items=items), cache=PRIVATE)


@router.post("/{uuid:pk}/files/", response={201: ExamFileOut}, throttle=[UPLOAD])
@decorate_view(capped)
def upload_exam_pdf(
    request: HttpRequest,
    pk: UUID,
    response: HttpResponse,
    field: Form[str],
    file: UploadedFile | None = File(None),  # noqa: B008
) -> Status:
    """Answer the question named `field` with a PDF, in the place of one that was there.

    The exam can be handed in once its `state` is accepted; its revision is a new one.
    """
    sitting = own_sitting(request, pk)
    refuse_too_large(request)
    if file is None:
        raise WrongType(CHOOSE)
    paper = sitting.paper.parsed
    asked = next((one for one in paper.sections(PdfSection) if one.name == field), None)
    if asked is None:
        raise Incomplete("This exam asks for no such file.")
    stored = upload_exam_file(sitting=pk, by=request.user, block_id=asked.id, file=file)
    response["Location"] = f"{request.path}{stored.pk}/"
    return Status(201, ExamFileOut.of(stored, paper))


@router.get("/{uuid:pk}/files/{uuid:file}/", response=ExamFileOut)
def read_exam_pdf(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """What became of it: its `state`, its pages, and why it was refused."""
    row = _file(request, pk, file)
    return fresh(request, ExamFileOut.of(row, row.sitting.paper.parsed), cache=PRIVATE)


@router.get("/{uuid:pk}/files/{uuid:file}/content/", response=bytes)
def exam_pdf_content(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """The file as it was sent, as a download."""
    return hand_out(request, file=_file(request, pk, file).pk)


@router.delete("/{uuid:pk}/files/{uuid:file}/", response={204: None})
def remove_exam_pdf(request: HttpRequest, pk: UUID, file: UUID) -> Status:
    """Take the file back, while the exam is being written."""
    remove_exam_file(file=_file(request, pk, file).pk, by=request.user)
    return Status(204, None)


def _file(request: HttpRequest, pk: UUID, file: UUID) -> ExamFile:
    row = own_exam_file(request, file)
    if row.sitting_id != pk:
        raise Http404("No such file")
    return row


def _masking(sitting: Sitting, response: HttpResponse) -> MaskingOut:
    body = MaskingOut.of(MaskingDetails.objects.filter(sitting=sitting).first())
    tag(response, body.revision)
    return body


def _shown(response: HttpResponse, sitting: Sitting) -> SittingOut:
    tag(response, sitting.revision)
    return SittingOut.of(sitting)
