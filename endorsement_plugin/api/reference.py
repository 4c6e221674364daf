"""The referee's own form, for a client that was given the token of the link in the mail. No account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from ninja import Router
from ninja.security import APIKeyHeader

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import LinkGone, Stale
from endorsement_plugin.limits import SAVE
from endorsement_plugin.mail.links import digest
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.decline import decline_reference
from endorsement_plugin.references.actions.open import open_reference
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.actions.submit import submit_reference
from endorsement_plugin.references.forms import DeclineForm
from endorsement_plugin.references.locks import GONE
from endorsement_plugin.references.queries import by_link
from endorsement_plugin.rules.merging import Since

from .answers import cleaned, named, read_answers
from .preconditions import revision_in, tag
from .problems import refused
from .schemas.reference import AnsweredOut, DeclineIn, RequestOut
from .schemas.sittings import AnswersIn


class LinkToken(APIKeyHeader):
    """The last part of the link's address. In a header it stays out of logs and of Referer."""

    param_name = "X-Reference-Token"

    def authenticate(self, request: HttpRequest, key: str | None) -> Reference | None:
        """The request that the token is for. Raises LinkGone for a token that opens nothing."""
        if not key:
            return None
        reference = by_link(digest(key))
        if reference is None:
            raise LinkGone(GONE)
        keep_time_of(reference.application.association)
        return reference


router = Router(tags=["reference"], auth=[LinkToken()])
router.add_decorator(never_cache, mode="view")


@router.get("/", response=RequestOut)
def read_request(request: HttpRequest, response: HttpResponse) -> RequestOut:
    """Who asks, the form, and what was written so far. Changes nothing."""
    reference = _asked(request)
    tag(response, reference.revision)
    return RequestOut.of(reference)


@router.patch("/", response=RequestOut, throttle=[SAVE])
def save(request: HttpRequest, data: AnswersIn, response: HttpResponse) -> RequestOut | HttpResponse:
    """Keep these answers; the others stay. Needs If-Match."""
    reference = _asked(request)
    open_reference(token=request.headers["X-Reference-Token"])
    chosen = named(reference.definition.questions, data.answers, "answers")
    answers, problems = read_answers(chosen, data.answers, "answers")
    try:
        saved = save_reference(
            link=_link(reference), answers=answers, since=Since(revision_in(request, reference.revision))
        )
    except Stale as refusal:
        return refused(request, refusal, current=RequestOut.of(reference).model_dump(mode="json"))
    tag(response, saved.revision)
    return RequestOut.of(saved, problems)


@router.post("/actions/submit/", response=AnsweredOut, throttle=[SAVE])
def submit(request: HttpRequest, data: AnswersIn) -> AnsweredOut:
    """Hand the reference in, with these answers over the ones that were saved. The token ends."""
    reference = _asked(request)
    open_reference(token=request.headers["X-Reference-Token"])
    chosen = named(reference.definition.questions, data.answers, "answers")
    answers, _ = read_answers(chosen, data.answers, "answers")
    return AnsweredOut(state=submit_reference(link=_link(reference), answers=answers).state)


@router.post("/actions/decline/", response=AnsweredOut, throttle=[SAVE])
def decline(request: HttpRequest, data: DeclineIn) -> AnsweredOut:
    """Say no. The applicant reads the reason, if one is given. The token ends."""
    reason = cleaned(DeclineForm({"reason": data.reason}), "decline")["reason"]
    return AnsweredOut(state=decline_reference(link=_link(_asked(request)), reason=reason).state)


def _asked(request: HttpRequest) -> Reference:
    reference: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(reference, Reference)
    return reference


def _link(reference: Reference) -> str:
    return str(reference.token_digest)
