"""Renewing what one holds: the same measuring, the same form and the same actions as the page."""

from django.http import HttpRequest
from django.utils import timezone

from endorsement_plugin.api.answers import cleaned
from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.renewals import (
    AnswersIn,
    CountedForIn,
    PeriodList,
    ReceiptList,
    ReceiptOut,
    RenewIn,
    RenewingOut,
)
from endorsement_plugin.limits import SAVE
from endorsement_plugin.renewals.actions.answering import answer_questions, count_for
from endorsement_plugin.renewals.actions.submit import submit_renewals
from endorsement_plugin.renewals.forms import SigningForm, spelled
from endorsement_plugin.renewals.queries.due_periods import due_periods_of
from endorsement_plugin.renewals.queries.periods import periods_of
from endorsement_plugin.renewals.queries.progress import progress_of_all
from endorsement_plugin.renewals.rules import RENEWABLE, agreed_name
from endorsement_plugin.screens.getters import own_endorsement, own_endorsements

router = private_router("renewals")


@router.get("/", response=PeriodList)
def list_periods(request: HttpRequest) -> PeriodList:
    """The present period of each endorsement that I hold here and that is active."""
    held = list(own_endorsements(request).filter(state__in=RENEWABLE))
    today = timezone.localdate()
    return PeriodList.of(progress_of_all(periods_of(held).values() if held else (), today), today)


@router.get("/{number:number}/", response=RenewingOut)
def read_renewal(request: HttpRequest, number: str) -> RenewingOut:
    """What is asked of one of mine, and of what is due on the same day; and what I logged for it."""
    return RenewingOut.of(due_periods_of(own_endorsement(request, number), timezone.localdate()))


@router.post("/{number:number}/actions/answer/", response=RenewingOut, throttle=[SAVE])
def answer(request: HttpRequest, number: str, data: AnswersIn) -> RenewingOut:
    """Say yes or no to what hours depend on."""
    row = own_endorsement(request, number)
    answer_questions(endorsement=row.pk, by=request.user, answers=data.answers)
    return RenewingOut.of(due_periods_of(row, timezone.localdate()))


@router.post("/{number:number}/actions/count/", response=RenewingOut, throttle=[SAVE])
def count(request: HttpRequest, number: str, data: CountedForIn) -> RenewingOut:
    """Count an activity for this endorsement, where it may count for one only."""
    row = own_endorsement(request, number)
    count_for(entry=data.entry, endorsement=row.pk, by=request.user)
    return RenewingOut.of(due_periods_of(row, timezone.localdate()))


@router.post("/{number:number}/actions/submit/", response=ReceiptList, throttle=[SAVE])
def submit(request: HttpRequest, number: str, data: RenewIn) -> ReceiptList:
    """Sign and renew it, with others that are due on the same day; all or none.

    Sent again with the same `seen` it gives the same receipts and adds nothing.
    """
    due_periods = due_periods_of(own_endorsement(request, number), timezone.localdate())
    seen = [(one, seen.due, seen.policy) for one, seen in data.seen.items()]
    given = {
        "number": [number, *data.others],
        "typed_name": data.typed_name,
        "seen": spelled(seen),
        **{agreed_name(digest): digest for digest in data.agreed},
    }
    form = SigningForm(given, ready=due_periods.each)
    cleaned(form, number)
    sent = submit_renewals(
        endorsements=form.endorsements, by=request.user, signing=form.signing, today=due_periods.today
    )
    items = [ReceiptOut.of(one) for one in sent]
    return ReceiptList(count=len(items), items=items)


@router.get("/{number:number}/receipts/", response=ReceiptList)
def receipts(request: HttpRequest, number: str) -> ReceiptList:
    """What I submitted of it, and what came of that; the newest period first."""
    row = own_endorsement(request, number)
    sent = row.renewals.exclude(submitted_at=None, receipt="").prefetch_related("evidence")
    items = [ReceiptOut.of(one) for one in sent.select_related("endorsement").order_by("-due")]
    return ReceiptList(count=len(items), items=items)
