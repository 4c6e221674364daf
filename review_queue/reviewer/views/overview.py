"""A reviewer's overview: what waits, and what is done."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from review_queue.assigning.queries.wishes import wishes_of
from review_queue.calibration.queries.attempts import asked_of, lacking
from review_queue.models import Reviewer
from review_queue.permissions import reviewers_for
from review_queue.scoring.forms.leaving import AwayForm
from review_queue.scoring.queries import ended_work, marks_of, open_work, scored_work
from review_queue.web.private import private

PAGE = 50


@private
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    return queue_page(request, get_object_or_404(reviewers_for(request.user)), AwayForm())


def queue_page(request: HttpRequest, reviewer: Reviewer, form: AwayForm) -> HttpResponse:
    """The reviewer's own queue; what was wrong with the form stands beside it."""
    page = Paginator(open_work(request.user), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    missing = lacking(asked_of(reviewer, today))
    away = reviewer.away_until is not None and reviewer.away_until >= today
    asked = wishes_of(reviewer).count()
    context = {
        "page": page, "today": today, "reviewer": reviewer, "lacking": missing, "away": away, "form": form,
        "asked": asked, "room": reviewer.capacity - page.paginator.count - asked,
    }  # fmt: skip
    return render(request, "review_queue/queue.html", context, status=422 if form.errors else 200)


@private
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    get_object_or_404(reviewers_for(request.user))
    page = Paginator(scored_work(request.user), PAGE).get_page(request.GET.get("page"))
    ended = list(ended_work(request.user))
    given = sum(one.review.active_seconds for one in ended)
    context = {"page": page, "ended": ended[:PAGE], "given": given}
    return render(request, "review_queue/history.html", context)


@private
@require_safe
def past_review(request: HttpRequest, code: str) -> HttpResponse:
    work = scored_work(request.user).select_related("item__round__rubric", "review")
    assignment = get_object_or_404(work, code=code)
    context = {"assignment": assignment, "rows": marks_of(assignment)}
    return render(request, "review_queue/past_review.html", context)
