"""A reviewer's own calibration: what is asked, how far it is, and each mark beside the reference."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from review_queue.calibration.actions import begin_calibration
from review_queue.calibration.queries.attempts import asked_of, beside, next_text, progress, sets_for
from review_queue.errors import NotNow, Refusal
from review_queue.items.queries.passages import passages
from review_queue.permissions import calibrated_texts_for, reviewers_for
from review_queue.web.private import private


@private
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    reviewer = get_object_or_404(reviewers_for(request.user))
    asked = asked_of(reviewer, timezone.localdate())
    work = progress(one.latest for one in asked if one.latest)
    rows = [(one, work.get(one.latest.pk, []) if one.latest else []) for one in asked]
    return render(request, "review_queue/calibration.html", {"rows": rows})


@private
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    reviewer = get_object_or_404(reviewers_for(request.user))
    wanted = request.POST.get("set", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    asked = sets_for(reviewer).filter(pk=number).first()
    try:
        if asked is None:
            raise NotNow
        begin_calibration(reviewer=reviewer, anchors=asked)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The texts are in your queue. Score each as you would score an answer.")
    return redirect("review_queue:calibration")


@private
@require_safe
def calibrated_text(request: HttpRequest, code: str) -> HttpResponse:
    """One scored text: the own marks, the reference marks and why."""
    scored = get_object_or_404(
        calibrated_texts_for(request.user).select_related(
            "item__round__rubric", "item__anchor_copy__calibration__anchor_set"
        ),
        code=code,
    )
    context = {
        "assignment": scored,
        "attempt": scored.item.anchor_copy.calibration,
        "rows": beside(scored),
        "passages": passages(scored.item),
        "following": next_text(scored),
    }
    return render(request, "review_queue/calibrated_text.html", context)
