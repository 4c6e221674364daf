"""The candidate's exam: when it opens, the paper, the answers, handing in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from endorsement_plugin.errors import Stale
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.limits import SAVE, SUBMIT
from endorsement_plugin.models import Sitting
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.screens.getters import own_sitting, own_sittings

from .answers import named, read_answers
from .idempotency import Reply, idempotent
from .preconditions import revision_in, tag
from .private import private_router
from .problems import refused
from .schemas.sittings import AnswersIn, SittingList, SittingOut

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


def _shown(response: HttpResponse, sitting: Sitting) -> SittingOut:
    tag(response, sitting.revision)
    return SittingOut.of(sitting)
