"""What does not go by itself, and a chief reviewer's ways out. Each says what it does before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from review_queue.assigning.queries.demand import items_in_need
from review_queue.errors import CannotTake, Refusal
from review_queue.items.queries.oversight import roles_of
from review_queue.models import Assignment, Item, PoolRole, Reviewer
from review_queue.models.assignments import IN_HAND
from review_queue.permissions import items_led_by
from review_queue.stalls.actions.ask_by_name import ask_by_name
from review_queue.stalls.actions.open_places import let_wait, send_outside
from review_queue.stalls.actions.work_in_hand import give_time, take_back
from review_queue.stalls.forms import AskForm, MoreTimeForm, ReasonForm, WaitForm
from review_queue.stalls.queries.askable import askable, reasons_of, why_open
from review_queue.stalls.queries.stalled import missing_led_by, stalls_led_by
from review_queue.web.private import private


@private
@require_safe
def stuck(request: HttpRequest) -> HttpResponse:
    """All that has stopped in the pools that the user leads."""
    if PoolRole.Role.CHIEF not in roles_of(request.user):
        raise Http404
    today = timezone.localdate()
    listed = stalls_led_by(request.user, today)
    reasons = reasons_of([one.item for one in listed])
    context = {
        "stalls": [(one, reasons.get(one.item.pk, "")) for one in listed],
        "missing": missing_led_by(request.user, today),
    }
    return render(request, "review_queue/staff/stuck.html", context)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: its words, its form, and what to say once it is done."""

    title: str
    lede: str
    points: tuple[str, ...]
    button: str
    danger: bool = False
    done: str = ""


ASK = Way(
    "Ask somebody by name",
    "The offer leaves with the next ones, and can be declined like every other.",
    (
        "Conflicts of interest, agencies, former scorers and who has cleared it are looked at again.",
        "You do not see who is kept from this answer, and you cannot take it yourself.",
    ),
    "Ask this reviewer",
    done="{name} is asked. The offer leaves with the next ones.",
)
WAIT = Way(
    "Let it wait longer",
    "Reviewers are looked for as before.",
    ("Until that day nobody is told again that this place is open.",),
    "Let it wait",
    done="It may wait until {until}.",
)
OUTSIDE = Way(
    "Return it to be scored elsewhere",
    "Where nobody of the pool can score it. This cannot be taken back.",
    (
        "The association reads that it comes back unscored, has it scored elsewhere and enters the outcome.",
        "Whoever has it in hand is thanked and told that it is no longer needed.",
        "Reviews that were handed in stay on record and lead to nothing.",
    ),
    "Return it unscored",
    danger=True,
    done="{code} is returned. The association reads why.",
)
BACK = Way(
    "Take the work back",
    "For a reviewer of whom you hear nothing. The place is open again and goes to somebody else.",
    (
        "The reviewer is thanked, reads that it is no longer needed, and is not asked for it again.",
        "A draft is deleted.",
    ),
    "Take it back",
    danger=True,
    done="The place is open again, and somebody else is looked for.",
)
TIME = Way(
    "Give more time",
    "The reviewer sees the new day at once.",
    ("What a reviewer may ask for alone stays as it was.",),
    "Give more time",
    done="The work is now due on {until}.",
)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    item = _waiting(request, code)
    people, others = askable(item, request.user)
    form = AskForm(people, _posted(request))

    def act(given: dict[str, object]) -> str:
        chosen = next(one for one in people if str(one.reviewer.pk) == given["reviewer"])
        beyond = bool(given.get("beyond_capacity"))
        _ask(item, chosen.reviewer, request, str(given["reason"]), beyond)
        return ASK.done.format(name=chosen.name)

    context = {"others": others, "why": why_open(item), "nobody": not people}
    return _way(request, item, ASK, form, act, **context)


def _ask(item: Item, reviewer: Reviewer, request: HttpRequest, reason: str, beyond: bool) -> None:
    ask_by_name(item=item, reviewer=reviewer, by=request.user, reason=reason, beyond_capacity=beyond)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: HttpRequest, code: str) -> HttpResponse:
    item = _waiting(request, code)
    form = WaitForm(timezone.localdate(), _posted(request))

    def act(given: dict[str, object]) -> str:
        until = form.cleaned_data["until"]
        let_wait(item=item, by=request.user, reason=str(given["reason"]), until=until)
        return WAIT.done.format(until=date_format(until, "j F Y"))

    return _way(request, item, WAIT, form, act, why=why_open(item))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, code: str) -> HttpResponse:
    item = _waiting(request, code)

    def act(given: dict[str, object]) -> str:
        send_outside(item=item, by=request.user, reason=str(given["reason"]))
        return OUTSIDE.done.format(code=code)

    return _way(request, item, OUTSIDE, ReasonForm(_posted(request)), act, why=why_open(item))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, code: str, slot: int) -> HttpResponse:
    item, held = _held(request, code, slot)

    def act(given: dict[str, object]) -> str:
        take_back(item=item, slot=slot, by=request.user, reason=str(given["reason"]))
        return BACK.done

    return _way(request, item, BACK, ReasonForm(_posted(request)), act, held=held)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def more_time(request: HttpRequest, code: str, slot: int) -> HttpResponse:
    item, held = _held(request, code, slot)

    def act(given: dict[str, object]) -> str:
        days = form.cleaned_data["days"]
        due = give_time(item=item, slot=slot, by=request.user, reason=str(given["reason"]), days=days).due
        return TIME.done.format(until=date_format(due, "j F Y"))

    form = MoreTimeForm(_posted(request))
    return _way(request, item, TIME, form, act, held=held)


def _way(
    request: HttpRequest,
    item: Item,
    way: Way,
    form: Form,
    act: Callable[[dict[str, object]], str],
    **more: object,
) -> HttpResponse:
    """The page of one way out; what it refuses stands on it, with all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
            return redirect("review_queue:item", item.code)
        except CannotTake as refusal:
            form.add_error("reviewer", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"item": item, "way": way, "form": form, "today": timezone.localdate(), **more}
    return render(request, "review_queue/staff/way.html", context, status=422 if form.errors else 200)


def _waiting(request: HttpRequest, code: str) -> Item:
    """An item of theirs with an open place, or 404."""
    led = items_led_by(request.user).filter(pk__in=items_in_need().values("pk"))
    return get_object_or_404(led.select_related("round", "pool"), code=code)


def _held(request: HttpRequest, code: str, slot: int) -> tuple[Item, Assignment]:
    led = items_led_by(request.user).select_related("round", "pool")
    item = get_object_or_404(led, code=code)
    held = Assignment.objects.filter(IN_HAND, item=item, slot=slot)
    return item, get_object_or_404(held.select_related("reviewer__user", "review"))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
