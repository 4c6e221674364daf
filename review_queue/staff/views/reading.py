"""A chief reviewer reads reviews after the decision, and a sample of them once more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from review_queue.audit.queries.reliability import rounds_to_report
from review_queue.errors import Refusal
from review_queue.items.queries.oversight import disagreements
from review_queue.items.queries.passages import passages
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import BackReading, Item, Round
from review_queue.quality.actions.back_read import back_read
from review_queue.quality.actions.draw_sample import draw_sample
from review_queue.quality.actions.read_reviews import read_reviews
from review_queue.quality.forms import BackReadingForm, SampleForm
from review_queue.quality.queries.back_readings import readings_of, to_draw_from
from review_queue.quality.queries.readings import reviews_of
from review_queue.readers import back_readings_of, items_to_read
from review_queue.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest, code: str) -> HttpResponse:
    """The reviews of one answer; posting says what its back-reading found."""
    rows = items_to_read(request.user).select_related("round__rubric", "pool", "verdict")
    item = get_object_or_404(rows, code=code)
    waiting = back_readings_of(request.user).filter(item=item, read_at=None).first()
    if request.method == "POST":
        return _back_read(request, item, get_object_or_404(back_readings_of(request.user), item=item))
    form = BackReadingForm(rubric_of(item.round.rubric)) if waiting else None
    return _shown(request, item, form)


def _back_read(request: HttpRequest, item: Item, reading: BackReading) -> HttpResponse:
    form = BackReadingForm(rubric_of(item.round.rubric), request.POST)
    if not form.is_valid():
        return _shown(request, item, form, status=422)
    given = form.cleaned_data
    try:
        back_read(
            reading=reading,
            by=request.user,
            agrees=given["agrees"] == "yes",
            note=given["note"],
            marks=form.marks(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"What you found of {item.code} is kept.")
    return redirect("review_queue:back_reading", item.round.code)


def _shown(request: HttpRequest, item: Item, form: BackReadingForm | None, status: int = 200) -> HttpResponse:
    read_reviews(item=item, by=request.user)
    reads, lines = reviews_of(item)
    context = {
        "item": item,
        "reads": reads,
        "lines": lines,
        "passages": passages(item),
        "disagreements": disagreements(item),
        "readings": item.back_readings.select_related("read_by"),
        "form": form,
    }
    return render(request, "review_queue/staff/reviews.html", context, status=status)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def back_reading(request: HttpRequest, code: str) -> HttpResponse:
    """What was drawn to be read again, and drawing more."""
    scored_in = _round(request, code)
    form = SampleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            sample = draw_sample(
                scored_in=scored_in,
                by=request.user,
                near=given["near"],
                disputed=given["disputed"],
                share=given["share"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Drawn to be read again: {sample.readings.count()}.")
            return redirect("review_queue:back_reading", code)
    context = {
        "round": scored_in,
        "form": form,
        "readings": readings_of(request.user, scored_in),
        "not_drawn": len(to_draw_from(request.user, scored_in)),
    }
    status = 422 if form.errors else 200
    return render(request, "review_queue/reports/back_reading.html", context, status=status)


def _round(request: HttpRequest, code: str) -> Round:
    return get_object_or_404(rounds_to_report(request.user), code=code)
