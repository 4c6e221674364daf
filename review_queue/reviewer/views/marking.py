"""The reviewer's desk: take an answer on, mark it, check, submit."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from review_queue.assigning.actions.accept import accept
from review_queue.errors import Incomplete, NameInFeedback, Refusal, Stale
from review_queue.models import Assignment, Item, Review
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.actions.keep_time import keep_time
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.actions.scan_feedback import scan_feedback
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.forms.notes import NoteForm
from review_queue.scoring.forms.reviews import ReviewForm, initial_of, side_by_side
from review_queue.scoring.queries import criteria_of, marks_of, missing, work_in_hand
from review_queue.web.private import own_assignment, private

from .notes import answer_context, change, is_asked_for

LATE = f"{Stale.sentence} Press Save to see both, and choose."


@private
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, code: str) -> HttpResponse:
    """An offer, or the desk. Posting saves the draft, and goes on to the check page if asked to."""
    own = own_assignment(request, code)
    if own.state == AssignmentState.OFFERED:
        return _offer(request, own)
    if request.method == "POST":
        return _save(request, own)
    criteria = criteria_of(own)
    return _desk(request, own, ReviewForm(criteria, initial=initial_of(own.review, criteria)))


@private
@require_POST
def take_on(request: HttpRequest, code: str) -> HttpResponse:
    try:
        accept(assignment=own_assignment(request, code))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("review_queue:assignment", code)


@private
@require_POST
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave: the new version and what was refused, or 409 with the reason why nothing was saved.

    The keys are those of `endorsement_plugin/screens/saving.py`.
    """
    own = own_assignment(request, code)
    form = ReviewForm(criteria_of(own), request.POST)
    if "version" in form.errors:
        return JsonResponse({"message": LATE}, status=409)
    try:
        review = _keep(own, form)
    except Stale:
        return JsonResponse({"message": LATE}, status=409)
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse({"revision": review.version, "refused": form.refused})


def _keep(own: Assignment, form: ReviewForm) -> Review:
    """Save all that can be kept as it was entered. Raises a Refusal."""
    kept = initial_of(own.review, criteria_of(own)) if form.errors else {}
    review = save_draft(assignment=own, draft=form.draft(kept), version=form.since)
    keep_time(assignment=own)
    return review


@private
@require_POST
def here(request: HttpRequest, code: str) -> HttpResponse:
    """A sign of life from the desk: the page was opened (`begins`), or is being read."""
    keep_time(assignment=own_assignment(request, code), begins="begins" in request.POST)
    return HttpResponse(status=204)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Check the marks once more, then hand them in for good."""
    if request.method == "POST":
        return _hand_in(request, code)
    own = own_assignment(request, code)
    if own.state != AssignmentState.ACCEPTED:
        return redirect("review_queue:assignment", code)
    return _check(request, own, missing(own))


def _hand_in(request: HttpRequest, code: str) -> HttpResponse:
    try:
        own = submit_review(assignment=work_in_hand(request.user, code), version=_version(request))
    except Assignment.DoesNotExist:
        own_assignment(request, code)  # says in words what has ended; else a 404
        raise
    except Incomplete as refusal:
        return _check(request, own_assignment(request, code), refusal.problems, status=422)
    except NameInFeedback as refusal:
        problems = [(refusal.field, str(refusal))]
        return _check(request, own_assignment(request, code), problems, status=422)
    except Stale as refusal:
        messages.error(request, f"{refusal} This is how it stands now.")
        return redirect("review_queue:assignment", code)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review_queue:assignment", code)
    messages.success(request, f"Your review of {code} is handed in. Thank you.")
    if own.item.kind == Item.Kind.CALIBRATION:
        return redirect("review_queue:calibrated_text", code)
    following = getattr(own, "following", None)
    return redirect("review_queue:assignment", following) if following else redirect("review_queue:queue")


def _offer(request: HttpRequest, own: Assignment) -> HttpResponse:
    context = {"assignment": own, "largest": own.item.round, "criteria": len(criteria_of(own))}
    return render(request, "review_queue/offer.html", context)


def _desk(
    request: HttpRequest,
    own: Assignment,
    form: ReviewForm,
    status: int = 200,
    *,
    heading: str = "Your draft is not saved",
    note: NoteForm | None = None,
    **more: Any,
) -> HttpResponse:
    context = {**answer_context(own, note), "form": form, "heading": heading, **more}
    return render(request, "review_queue/desk.html", context, status=status)


def _save(request: HttpRequest, own: Assignment) -> HttpResponse:
    form = ReviewForm(criteria_of(own), request.POST)
    if "version" in form.errors:
        return _desk(request, own, form, status=422)
    try:
        review = _keep(own, form)
    except Stale as refusal:
        return _late(request, own, form, refusal)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("review_queue:queue")
    if form.errors:
        return _desk(request, own, _again(request, own, review), 422, heading="Not all of it is saved")
    if is_asked_for(request):
        refused = change(request, own)
        if refused:
            return _desk(
                request, own, _again(request, own, review), 422, heading="Your draft is saved", note=refused
            )
        return redirect(f"{own.get_absolute_url()}#answer")
    if "check" in request.POST:
        return _go_on(request, own, review)
    messages.success(request, "Your draft is saved.")
    return redirect(own)


def _late(request: HttpRequest, own: Assignment, form: ReviewForm, refusal: Stale) -> HttpResponse:
    """Another tab has saved: both are shown, and the reviewer chooses."""
    own.review.refresh_from_db()
    both = side_by_side(form, initial_of(own.review, form.criteria))
    return _desk(request, own, both, status=409, stale=refusal)


def _go_on(request: HttpRequest, own: Assignment, review: Review) -> HttpResponse:
    """To the check page, unless the feedback that was saved just now names somebody."""
    try:
        scan_feedback(assignment=own, version=review.version)
    except NameInFeedback as refusal:
        saved = _again(request, own, review)
        saved.add_error(refusal.field, str(refusal))
        return _desk(
            request, own, saved, 422, heading="Your draft is saved, but cannot be handed in like this"
        )
    return redirect("review_queue:submit", own.code)


def _again(request: HttpRequest, own: Assignment, review: Review) -> ReviewForm:
    """What was entered, on a page of the version that was saved just now."""
    return ReviewForm(criteria_of(own), {**request.POST.dict(), "version": review.version})


def _check(
    request: HttpRequest, own: Assignment, problems: Sequence[tuple[str, str]], status: int = 200
) -> HttpResponse:
    """The marks once more, with what keeps them from being handed in."""
    context = {"assignment": own, "rows": marks_of(own), "problems": problems}
    return render(request, "review_queue/check.html", context, status=status)


def _version(request: HttpRequest) -> int:
    """The version the page was made from; -1, which no draft has, for anything that is not a number."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1
